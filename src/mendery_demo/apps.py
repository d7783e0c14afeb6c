from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "mendery_demo"
    label = "demo"
