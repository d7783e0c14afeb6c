from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    name = "mendery.ground.documents"
    label = "documents"

    def ready(self) -> None:
        from mendery.ground.company import setting_tabs
        from mendery.ground.company.events import BranchOpened, BusinessFounded
        from mendery.ground.events import subscribe

        from . import series
        from .arming import arm_tables

        subscribe(BusinessFounded, series.on_branch, floor=3)
        subscribe(BranchOpened, series.on_branch, floor=3)
        setting_tabs.register("series", series.tabs)

        post_migrate.connect(arm_tables, sender=self, dispatch_uid="arm_tables")
