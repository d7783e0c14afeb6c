from django.apps import AppConfig


class EstimatesConfig(AppConfig):
    name = "mendery.workshop.estimates"
    label = "estimates"
