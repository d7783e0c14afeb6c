from django.apps import AppConfig


class PurchasingConfig(AppConfig):
    name = "mendery.trade.purchasing"
    label = "purchasing"

    def ready(self) -> None:
        from mendery.ground.documents import timeline
        from mendery.ground.events import subscribe
        from mendery.ground.ui import providers as places
        from mendery.ground.ui import slots
        from mendery.registers.parties.events import PartiesMerged

        from . import handlers, providers
        from .models import ReceiptState

        subscribe(PartiesMerged, handlers.on_parties_merged, floor=7)
        places.nav_entries.register("purchasing", providers.navigation)
        places.search_hits.register("purchasing", providers.hits)
        places.today_items.register("purchasing", providers.today_items)
        timeline.opened_at("goods_receipt", "purchasing:receipt", dict(ReceiptState.choices))
        timeline.opened_at("supplier_invoice", "purchasing:receipt", dict(ReceiptState.choices))
        slots.fill("item.tiles", "purchasing/_tiles.html", providers.item_tiles, permission="stock.see", order=20)
        slots.fill("stock.actions", "purchasing/_stock_actions.html", providers.stock_actions, permission="receipts.edit", order=10)
        slots.fill("party.main", "purchasing/_party.html", providers.party_receipts, permission="receipts.see", order=40)
        slots.fill("party.merge", "purchasing/_party_merge.html", providers.party_merge, permission="receipts.see", order=40)
