from django.apps import AppConfig


class WarrantyConfig(AppConfig):
    name = "mendery.workshop.warranty"
    label = "warranty"

    def ready(self) -> None:
        from mendery.ground.documents.papers.labels import register_label

        from .papers import seal

        register_label("seal", seal)
