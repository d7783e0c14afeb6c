"""``./mendery manage worker``: a worker of its own, beside web processes started with MENDERY_WORKER=off."""

from typing import Any

from django.core.management.base import BaseCommand

from mendery.ground.dispatch.worker import work_alone


class Command(BaseCommand):
    help = "Do background jobs until stopped."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("Working. Stop with Ctrl-C.")
        work_alone()
