from django.apps import AppConfig


class EquipmentConfig(AppConfig):
    name = "mendery.registers.equipment"
    label = "equipment"

    def ready(self) -> None:
        from mendery.ground.events import subscribe
        from mendery.registers.parties.events import PartiesMerged

        from . import handlers

        subscribe(PartiesMerged, handlers.on_parties_merged, floor=5)
