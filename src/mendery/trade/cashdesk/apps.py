from django.apps import AppConfig


class CashdeskConfig(AppConfig):
    name = "mendery.trade.cashdesk"
    label = "cashdesk"

    def ready(self) -> None:
        from mendery.ground.company import setting_tabs
        from mendery.ground.company.events import BranchOpened, BusinessFounded
        from mendery.ground.documents import timeline
        from mendery.ground.documents.papers.data import register_source
        from mendery.ground.events import subscribe
        from mendery.ground.ui import providers as places
        from mendery.ground.ui import slots

        from . import handlers, papers, providers

        subscribe(BusinessFounded, handlers.on_branch, floor=8)
        subscribe(BranchOpened, handlers.on_branch, floor=8)
        setting_tabs.register("cashdesk", providers.setting_sections)
        places.nav_entries.register("cashdesk", providers.navigation)
        places.today_items.register("cashdesk", providers.today_items)
        timeline.opened_at("cash_receipt", "cashdesk:payment")
        timeline.opened_at("payment", "cashdesk:payment")
        register_source("cash_journal", papers.journal_source)
        slots.fill("invoice_actions", "cashdesk/_take_button.html", providers.invoice_action, permission="cash.take", order=10)
        slots.fill("invoice_payments", "cashdesk/_money_card.html", providers.invoice_payments, permission="invoices.see", order=10)
        slots.fill("party.actions", "cashdesk/_take_button.html", providers.party_action, permission="cash.take", order=10)
        slots.fill("party.main", "cashdesk/_money_card.html", providers.party_payments, permission="balances.see", order=25)
        slots.fill("order.side", "cashdesk/_money_card.html", providers.order_payments, permission="balances.see", order=10)
