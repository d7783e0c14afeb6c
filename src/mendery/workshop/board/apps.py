from django.apps import AppConfig


class BoardConfig(AppConfig):
    name = "mendery.workshop.board"
    label = "board"

    def ready(self) -> None:
        from mendery.ground.ui.providers import nav_entries

        from . import providers

        nav_entries.register("board", providers.navigation)
