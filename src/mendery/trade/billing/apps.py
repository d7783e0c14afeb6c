from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "mendery.trade.billing"
    label = "billing"
