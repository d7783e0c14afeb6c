from django.apps import AppConfig


class CashdeskConfig(AppConfig):
    name = "mendery.trade.cashdesk"
    label = "cashdesk"

    def ready(self) -> None:
        from mendery.ground.company.events import BranchOpened, BusinessFounded
        from mendery.ground.events import subscribe

        from . import handlers

        subscribe(BusinessFounded, handlers.on_branch, floor=8)
        subscribe(BranchOpened, handlers.on_branch, floor=8)
