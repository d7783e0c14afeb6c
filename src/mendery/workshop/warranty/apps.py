from django.apps import AppConfig


class WarrantyConfig(AppConfig):
    name = "mendery.workshop.warranty"
    label = "warranty"
