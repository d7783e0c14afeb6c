"""Estimates are made and answered on the page of their order, in dialogs."""

from django.urls import path

from . import views

app_name = "estimates"
urlpatterns = [
    path("of/<uuid:order_id>/send", views.send, name="send"),
    path("of/<uuid:order_id>/answer", views.answer, name="answer"),
]
