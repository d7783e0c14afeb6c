from django.apps import AppConfig


class CompanyConfig(AppConfig):
    name = "mendery.ground.company"
    label = "company"

    def ready(self) -> None:
        from mendery.ground.events import subscribe
        from mendery.ground.people.branches import know_branches
        from mendery.ground.people.events import MemberJoined
        from mendery.ground.people.guards import at_entry
        from mendery.ground.ui.providers import nav_entries

        from . import handlers, setting
        from .navigation import entries

        subscribe(MemberJoined, handlers.on_member_joined, floor=2)
        know_branches(handlers.branch_names)
        at_entry(setting.as_at_home)
        nav_entries.register("company", entries)
