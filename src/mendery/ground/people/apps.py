from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "mendery.ground.people"
    label = "people"

    def ready(self) -> None:
        from mendery.ground.ui import theme

        from . import handlers

        theme.keep_with(handlers.keep_theme)
