from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "mendery.workshop.reception"
    label = "reception"

    def ready(self) -> None:
        from mendery.ground.ui.providers import nav_entries

        from .providers import navigation

        nav_entries.register("reception", navigation)
