from django.apps import AppConfig


class WorkordersConfig(AppConfig):
    name = "mendery.workshop.workorders"
    label = "workorders"
