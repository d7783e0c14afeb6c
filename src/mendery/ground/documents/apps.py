from django.apps import AppConfig
from django.db.models.signals import post_migrate


class DocumentsConfig(AppConfig):
    name = "mendery.ground.documents"
    label = "documents"

    def ready(self) -> None:
        from .arming import arm_tables

        post_migrate.connect(arm_tables, sender=self, dispatch_uid="arm_tables")
