from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "mendery.trade.stock"
    label = "stock"
