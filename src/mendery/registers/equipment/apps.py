from django.apps import AppConfig


class EquipmentConfig(AppConfig):
    name = "mendery.registers.equipment"
    label = "equipment"

    def ready(self) -> None:
        from mendery.ground.documents import files
        from mendery.ground.events import subscribe
        from mendery.ground.ui import slots
        from mendery.ground.ui.providers import nav_entries, search_hits
        from mendery.registers.parties.events import PartiesMerged

        from . import handlers, providers
        from .models import Unit

        files.register_owner("unit", lambda unit_id: Unit.objects.filter(pk=unit_id).exists())
        subscribe(PartiesMerged, handlers.on_parties_merged, floor=5)
        nav_entries.register("equipment", providers.navigation)
        search_hits.register("equipment", providers.hits)
        slots.fill("party.main", "equipment/_of_party.html", providers.of_party, permission="units.see", order=10)
        slots.fill("party.merge", "equipment/_moved_by_party_merge.html", providers.moved_by_party_merge, order=10)
