"""The set-up assistant."""

from django.urls import path

from .views import setup

app_name = "setup"
urlpatterns = [
    path("", setup.company, name="company"),
    path("trade", setup.trade, name="trade"),
    path("people", setup.people, name="people"),
    path("start", setup.start, name="start"),
]
