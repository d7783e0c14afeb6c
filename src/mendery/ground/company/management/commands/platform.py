"""``./mendery platform create|list|stay|rename|reset-password``: work on businesses as the operator of the installation."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mendery.ground.company.actions.founding import FoundingInput, found_business
from mendery.ground.company.packs import country_packs
from mendery.ground.events import Refused
from mendery.ground.people.actions.invitations import write_link
from mendery.ground.people.actions.members import MemberInput
from mendery.ground.people.models import Person
from mendery.ground.people.names import find_person
from mendery.ground.people.queries import businesses_of
from mendery.ground.tenancy.actions import stays
from mendery.ground.tenancy.models import Business, Stay


class Command(BaseCommand):
    help = "Create businesses, list them, change their stay, reset a password."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        self._creating(verbs.add_parser("create", help="found a business"))
        verbs.add_parser("list", help="show all businesses")
        stay = verbs.add_parser("stay", help="make a business read only, archive it, or bring it back")
        stay.add_argument("business", help="slug")
        stay.add_argument("to", choices=[Stay.ACTIVE, Stay.READ_ONLY, Stay.ARCHIVED])
        rename = verbs.add_parser("rename", help="change how a business is called")
        rename.add_argument("business", help="slug")
        rename.add_argument("name")
        reset = verbs.add_parser("reset-password", help="print a one-time link for a new password")
        reset.add_argument("person", help="e-mail, phone or name@business-slug")
        reset.add_argument("--base", default="http://127.0.0.1:8000/", help="address of this installation")

    def _creating(self, create: CommandParser) -> None:
        create.add_argument("name", help="name of the company")
        create.add_argument("--country", required=True, choices=sorted(country_packs()), type=str.upper)
        create.add_argument("--admin-name", required=True)
        create.add_argument("--admin-email", default="")
        create.add_argument("--admin-phone", default="")
        create.add_argument("--slug", default="", help="short name in addresses; made of the name when left out")
        create.add_argument("--tax-id", default="")
        create.add_argument("--city", default="")
        create.add_argument("--trade", default="vehicle", choices=["vehicle", "device", "machine"])
        create.add_argument("--no-inventory", action="store_true", help="edition without stock")
        create.add_argument("--base", default="http://127.0.0.1:8000/", help="address of this installation")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, "_" + options["verb"].replace("-", "_"))(options)
        except Refused as refusal:
            raise CommandError(f"{refusal.text} {refusal.next_step}".strip()) from refusal

    def _create(self, options: dict[str, Any]) -> None:
        data = FoundingInput(
            name=options["name"], slug=options["slug"], country=options["country"], tax_id=options["tax_id"], city=options["city"],
            trade=options["trade"], features={"inventory": False} if options["no_inventory"] else {},
            administrator=MemberInput(name=options["admin_name"], email=options["admin_email"], phone=options["admin_phone"], roles=()),
        )  # fmt: skip
        founded = found_business(data=data, at=datetime.now(UTC))
        self.stdout.write(f"Founded: /b/{founded.business.slug}/")
        for name, secret in founded.links.items():
            self.stdout.write(f"{name} sets a password here, once, within three days: {options['base'].rstrip('/')}/invitation/{secret}")

    def _list(self, _options: dict[str, Any]) -> None:
        for row in Business.objects.order_by("created_at"):
            self.stdout.write(f"{row.slug:<24} {row.stay:<10} {row.created_at:%Y-%m-%d}  {row.name}")

    def _stay(self, options: dict[str, Any]) -> None:
        row = stays.change(business=self._business(options), to=options["to"])
        self.stdout.write(f"{row.slug} is {row.stay} now.")

    def _rename(self, options: dict[str, Any]) -> None:
        self.stdout.write(stays.rename(business=self._business(options), name=options["name"]).name)

    def _reset_password(self, options: dict[str, Any]) -> None:
        person: Person | None = find_person(options["person"])
        places = businesses_of(person.pk) if person else []
        if person is None or not places:
            raise CommandError("Nobody who belongs to a business signs in by this name. Use an e-mail, a phone, or name@business-slug.")
        secret = write_link(person=person, business_id=places[0]["id"], at=datetime.now(UTC))
        self.stdout.write(f"{options['base'].rstrip('/')}/invitation/{secret}")

    def _business(self, options: dict[str, Any]) -> Business:
        found = Business.objects.filter(slug=options["business"]).first()
        if found is None:
            raise CommandError("There is no business with this short name. Look it up with `platform list`.")
        return found
