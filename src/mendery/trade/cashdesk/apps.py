from django.apps import AppConfig


class CashdeskConfig(AppConfig):
    name = "mendery.trade.cashdesk"
    label = "cashdesk"
