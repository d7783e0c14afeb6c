from django.apps import AppConfig


class StockConfig(AppConfig):
    name = "mendery.trade.stock"
    label = "stock"

    def ready(self) -> None:
        from mendery.ground.company.events import BranchOpened, BusinessFounded
        from mendery.ground.events import subscribe

        from . import handlers

        subscribe(BusinessFounded, handlers.on_branch, floor=6)
        subscribe(BranchOpened, handlers.on_branch, floor=6)
