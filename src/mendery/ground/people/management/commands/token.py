"""``./mendery token make|list|revoke``: API tokens of a business, under the owner's role."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mendery.ground.people.actor import night_shift
from mendery.ground.people.models import ApiToken, Membership
from mendery.ground.people.names import find_person
from mendery.ground.people.queries import businesses_of
from mendery.ground.people.tokens import make_token, revoke_token
from mendery.ground.tenancy.models import Business
from mendery.ground.tenancy.scope import business


class Command(BaseCommand):
    help = "Make, list or revoke API tokens. A token acts as one member of one business."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        make = verbs.add_parser("make", help="make a token; it is shown once")
        make.add_argument("person", help="e-mail, phone or name@business-slug")
        make.add_argument("--business", help="slug; needed by members of several businesses")
        make.add_argument("--name", default="command line", help="what it is for")
        listing = verbs.add_parser("list", help="show the tokens of a business")
        listing.add_argument("business", help="slug")
        revoke = verbs.add_parser("revoke", help="end a token")
        revoke.add_argument("business", help="slug")
        revoke.add_argument("token", help="how it begins, as in the list")

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['verb']}")(options)

    def _make(self, options: dict[str, Any]) -> None:
        person = find_person(options["person"])
        if person is None:
            raise CommandError("Nobody signs in by this name. Use an e-mail, a phone, or name@business-slug.")
        slugs = [place["slug"] for place in businesses_of(person.pk)]
        slug = options["business"] or (slugs[0] if len(slugs) == 1 else "")
        if slug not in slugs:
            raise CommandError(f"Say which business with --business: {', '.join(slugs) or 'this person belongs to none'}.")
        where = Business.objects.get(slug=slug)
        with business(where.pk, origin="command"):
            member = Membership.objects.get(person=person)
            self.stdout.write(make_token(membership=member, name=options["name"], by=night_shift("command line"), at=datetime.now(UTC)))

    def _list(self, options: dict[str, Any]) -> None:
        with business(self._business(options).pk, origin="command"):
            for row in ApiToken.objects.select_related("membership__person").order_by("created_at"):
                state = "revoked" if row.revoked_at else "good"
                self.stdout.write(f"{row.hint}…  {state:<8} {row.membership.person.name:<24} {row.name}")

    def _revoke(self, options: dict[str, Any]) -> None:
        with business(self._business(options).pk, origin="command"):
            rows = [row for row in ApiToken.objects.filter(revoked_at=None) if options["token"].rstrip("…").startswith(row.hint)]
            if len(rows) != 1:
                raise CommandError("No single token begins like this. Look it up with `token list`.")
            revoke_token(token=rows[0], by=night_shift("command line"), at=datetime.now(UTC))
            self.stdout.write("Revoked.")

    def _business(self, options: dict[str, Any]) -> Business:
        found = Business.objects.filter(slug=options["business"]).first()
        if found is None:
            raise CommandError("There is no business with this short name. Look it up with `platform list`.")
        return found
