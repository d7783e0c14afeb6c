"""Guessing is slowed down: per name, per counter, per address. Counted on a connection of its own, so that no rollback forgives.

After five failures in a row a name waits half a minute, then twice as long each time, at most a quarter of an hour; an address
may fail thirty times before it waits. An hour without failure forgets. Names are kept as hashes: people type passwords there.
"""

import hashlib
from datetime import UTC, datetime, timedelta

from django.utils.translation import ngettext_lazy

from mendery.ground.events import Refused
from mendery.ground.people.models import SignInAttempt
from mendery.ground.tenancy.beside import beside

ALLOWED = {"name": 5, "pin": 5, "code": 5, "address": 30}
_FIRST_WAIT, _LONGEST_WAIT = 30, 900
_FORGOTTEN_AFTER = timedelta(hours=1)

_COUNT = """
INSERT INTO people_signinattempt (key, failures, last_at) VALUES (%(key)s, 1, %(now)s)
ON CONFLICT (key) DO UPDATE SET last_at = %(now)s,
    failures = CASE WHEN people_signinattempt.last_at < %(forgotten)s THEN 1 ELSE people_signinattempt.failures + 1 END
"""


class TooManyTries(Refused):
    """Too many failures in a row; says how long to wait."""

    code = "too_many_tries"
    status = 429


def key_of(kind: str, value: str) -> str:
    """Under what the failures of a name, PIN, second factor or address are counted."""
    return f"{kind}:{hashlib.sha256(value.strip().casefold().encode()).hexdigest()}"


def _wait_of(kind: str, failures: int) -> int:
    over = failures - ALLOWED[kind]
    if over < 0:
        return 0
    steps = over if kind != "address" else over // 5
    return min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(steps, 10))


def refuse_if_waiting(*keys: str, at: datetime) -> None:
    """Refuse a try that comes too early.

    refuses  TooManyTries
    """
    left = 0
    for row in SignInAttempt.objects.filter(key__in=keys, last_at__gt=at - _FORGOTTEN_AFTER):
        wait = _wait_of(row.key.partition(":")[0], row.failures)
        left = max(left, int((row.last_at + timedelta(seconds=wait) - at).total_seconds()))
    if left <= 0:
        return
    minutes = -(-left // 60)
    raise TooManyTries(
        ngettext_lazy(
            "Too many tries in a row. Wait %(minutes)d minute, then try again.",
            "Too many tries in a row. Wait %(minutes)d minutes, then try again.",
            minutes,
        ),
        params={"minutes": minutes},
    )


def count_failure(*keys: str) -> None:
    """One more failure under each key."""
    now = datetime.now(UTC)
    with beside() as cursor:
        for key in sorted(keys):
            cursor.execute(_COUNT, {"key": key, "now": now, "forgotten": now - _FORGOTTEN_AFTER})


def forgive(*keys: str) -> None:
    """It worked: begin to count anew."""
    if SignInAttempt.objects.filter(key__in=keys).exists():
        with beside() as cursor:
            cursor.execute("DELETE FROM people_signinattempt WHERE key = ANY (%s)", [list(keys)])
