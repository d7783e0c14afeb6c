from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "mendery.registers.catalogue"
    label = "catalogue"

    def ready(self) -> None:
        from mendery.ground.documents.papers.labels import register_label
        from mendery.ground.ui.providers import nav_entries, search_hits

        from . import providers, queries

        register_label("label_item", queries.for_label)

        nav_entries.register("catalogue", providers.navigation)
        search_hits.register("catalogue", providers.hits)
