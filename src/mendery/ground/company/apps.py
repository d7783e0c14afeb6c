from django.apps import AppConfig


class CompanyConfig(AppConfig):
    name = "mendery.ground.company"
    label = "company"
