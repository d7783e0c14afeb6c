from django.apps import AppConfig


class WorkordersConfig(AppConfig):
    name = "mendery.workshop.workorders"
    label = "workorders"

    def ready(self) -> None:
        from mendery.ground.company.events import BusinessFounded
        from mendery.ground.documents import timeline
        from mendery.ground.documents.papers.data import register_source
        from mendery.ground.events import subscribe
        from mendery.ground.ui import providers as registries
        from mendery.registers.equipment.events import UnitsMerged
        from mendery.registers.parties.events import PartiesMerged
        from mendery.trade.stock.events import PartsArrived
        from mendery.workshop.reception.events import BeforeHandover, UnitHandedOver, UnitReceived

        from . import handlers, papers, providers
        from .states import WorkOrderState

        subscribe(BusinessFounded, handlers.on_founded, floor=11)
        subscribe(UnitReceived, handlers.on_unit_received, floor=11)
        subscribe(BeforeHandover, handlers.on_before_handover, floor=11)
        subscribe(UnitHandedOver, handlers.on_unit_handed_over, floor=11)
        subscribe(PartsArrived, handlers.on_parts_arrived, floor=11)
        subscribe(PartiesMerged, handlers.on_parties_merged, floor=11)
        subscribe(UnitsMerged, handlers.on_units_merged, floor=11)
        register_source("work_order", papers.snapshot)
        timeline.opened_at("work_order", "workorders:order", dict(WorkOrderState.choices))
        registries.today_items.register("workorders", providers.today_items)
        registries.today_tiles.register("workorders", providers.today_tiles)
        registries.search_hits.register("workorders", providers.hits)
        self._fill_pages()

    def _fill_pages(self) -> None:
        from mendery.ground.company import setting_tabs
        from mendery.ground.ui import slots

        from . import providers

        setting_tabs.register("workorders", providers.setting_tabs)
        slots.fill("unit.main", "workorders/_of_unit.html", providers.of_unit, permission="orders.see", order=20)
        slots.fill("party.main", "workorders/_of_party.html", providers.of_party, permission="orders.see", order=20)
        slots.fill("party.merge", "workorders/_moved_by_merge.html", providers.moved_by_party_merge, order=20)
        slots.fill("unit.merge", "workorders/_moved_by_merge.html", providers.moved_by_unit_merge, order=20)
