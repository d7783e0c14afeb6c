from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "mendery.workshop.reception"
    label = "reception"
