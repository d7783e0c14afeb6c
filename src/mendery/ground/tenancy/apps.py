from django.apps import AppConfig


class TenancyConfig(AppConfig):
    name = "mendery.ground.tenancy"
    label = "tenancy"
