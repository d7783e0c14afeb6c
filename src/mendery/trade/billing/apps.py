from django.apps import AppConfig


class BillingConfig(AppConfig):
    name = "mendery.trade.billing"
    label = "billing"

    def ready(self) -> None:
        from mendery.ground.documents import timeline
        from mendery.ground.events import subscribe
        from mendery.ground.ui import providers as places
        from mendery.ground.ui import slots
        from mendery.registers.parties.events import PartiesMerged

        from . import handlers, providers
        from .models import InvoiceState

        subscribe(PartiesMerged, handlers.on_parties_merged, floor=6)
        places.nav_entries.register("billing", providers.navigation)
        places.search_hits.register("billing", providers.hits)
        places.today_items.register("billing", providers.today_items)
        places.today_tiles.register("billing", providers.today_tiles)
        timeline.opened_at("invoice", "billing:invoice", dict(InvoiceState.choices))
        timeline.opened_at("storno", "billing:invoice", dict(InvoiceState.choices))
        slots.fill("party.tiles", "billing/_party_tiles.html", providers.party_account, permission="balances.see", order=10)
        slots.fill("party.main", "billing/_party_main.html", providers.party_open_invoices, permission="balances.see", order=20)
        slots.fill("order.facts", "billing/_order_money.html", providers.order_money, permission="balances.see", order=10)
