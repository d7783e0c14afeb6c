"""The till."""

from django.urls import path

from . import views

app_name = "cashdesk"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("tills/<uuid:till_id>/open", views.open_shift, name="open"),
    path("take/", views.take, name="take"),
]
