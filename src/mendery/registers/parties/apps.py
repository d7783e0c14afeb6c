from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "mendery.registers.parties"
    label = "parties"
