from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "mendery.registers.catalogue"
    label = "catalogue"
