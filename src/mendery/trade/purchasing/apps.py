from django.apps import AppConfig


class PurchasingConfig(AppConfig):
    name = "mendery.trade.purchasing"
    label = "purchasing"
