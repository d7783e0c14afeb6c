from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    name = "mendery.ground.documents"
    label = "documents"

    def ready(self) -> None:
        from mendery.ground.company import setting_tabs
        from mendery.ground.company.events import BranchOpened, BusinessFounded
        from mendery.ground.events import subscribe
        from mendery.ground.ui import slots
        from mendery.ground.ui.providers import nav_entries

        from . import providers, series
        from .arming import arm_tables
        from .views import record_slot

        subscribe(BusinessFounded, series.on_branch, floor=3)
        subscribe(BranchOpened, series.on_branch, floor=3)
        setting_tabs.register("series", series.tabs)

        nav_entries.register("papers", providers.navigation)
        slots.fill("record.audit", "papers/_record_slot.html", record_slot, permission="audit.see", order=90)
        post_migrate.connect(arm_tables, sender=self, dispatch_uid="arm_tables")
