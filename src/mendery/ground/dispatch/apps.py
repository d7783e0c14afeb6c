from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "mendery.ground.dispatch"
    label = "dispatch"
