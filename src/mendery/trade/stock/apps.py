from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "mendery.trade.stock"
    label = "stock"

    def ready(self) -> None:
        from mendery.ground.company.events import BranchOpened, BusinessFounded
        from mendery.ground.events import subscribe
        from mendery.ground.ui import providers as places
        from mendery.ground.ui import slots
        from mendery.registers.catalogue.events import BeforeKindChange

        from . import handlers, providers

        subscribe(BusinessFounded, handlers.on_branch, floor=6)
        subscribe(BranchOpened, handlers.on_branch, floor=6)
        subscribe(BeforeKindChange, handlers.before_kind_change, floor=6)
        places.nav_entries.register("stock", providers.navigation)
        places.search_hits.register("stock", providers.hits)
        places.today_items.register("stock", providers.today_items)
        slots.fill("item.tiles", "stock/_tiles.html", providers.item_tiles, permission="stock.see", order=10)
        slots.fill("item.tiles", "stock/_short.html", providers.item_short, permission="stock.see", order=30)
        slots.fill("item.main", "stock/_main.html", providers.item_main, permission="stock.see", order=10)
        slots.fill("item.actions", "stock/_actions.html", providers.item_main, permission="stock.correct", order=20)
