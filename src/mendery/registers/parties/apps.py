from django.apps import AppConfig


class PartiesConfig(AppConfig):
    name = "mendery.registers.parties"
    label = "parties"

    def ready(self) -> None:
        from mendery.ground.ui.providers import nav_entries, search_hits

        from . import providers

        nav_entries.register("parties", providers.navigation)
        search_hits.register("parties", providers.hits)
