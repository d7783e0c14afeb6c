"""Finding by any part that people remember: words by their beginning, codes also by their tail.

Keys are made here, in one way for writing and asking: lower case, ș/ş→s, ț/ţ→t, ă/â→a, î→i, ё→е (й is kept), no spaces or dashes in codes.
"""

import re
import unicodedata
from collections.abc import Iterable
from uuid import UUID

from django.db.models import CharField, Lookup

from .models import SearchToken

_FOLD = str.maketrans("șşțţăâîё", "ssttaaiе")
_MIN_TAIL = 3
_LONGEST = 40


@CharField.register_lookup
class BeginsWith(Lookup):
    """``token__begins``: the leakproof prefix operator, which a B-tree answers under row-level security."""

    lookup_name = "begins"

    def as_sql(self, compiler, connection):  # type: ignore[no-untyped-def]
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} ^@ {right}", (*left_params, *right_params)


def fold(text: str) -> str:
    """The form in which words are compared and sorted."""
    lowered = unicodedata.normalize("NFC", text).casefold().translate(_FOLD)
    kept = [char for char in unicodedata.normalize("NFD", lowered.replace("й", "\ue000")) if not unicodedata.combining(char)]
    return "".join(kept).replace("\ue000", "й")


def code_key(text: str) -> str:
    """The form in which codes, plates, serials and phones are compared: letters and digits only."""
    return re.sub(r"[\W_]+", "", fold(text))[:_LONGEST]


def tokens_of(*, words: Iterable[str] = (), codes: Iterable[str] = ()) -> set[str]:
    """Everything a row can be found by. Codes also by each tail of three characters or more."""
    found: set[str] = set()
    for text in words:
        found.update(word[:_LONGEST] for word in re.split(r"[\W_]+", fold(text)) if word)
    for text in codes:
        key = code_key(text)
        if key:
            found.add(key)
            found.update(key[start:] for start in range(1, len(key) - _MIN_TAIL + 1))
    return found


def index(*, kind: str, row_id: UUID, words: Iterable[str] = (), codes: Iterable[str] = (), is_new: bool = False) -> None:
    """Make a row findable. ``is_new`` spares the look at what it was found by before."""
    wanted = tokens_of(words=words, codes=codes)
    if not is_new:
        known = set(SearchToken.objects.filter(row_id=row_id).values_list("token", flat=True))
        gone = known - wanted
        if gone:
            SearchToken.objects.filter(row_id=row_id, token__in=gone).delete()
        wanted -= known
    SearchToken.objects.bulk_create([SearchToken(kind=kind, row_id=row_id, token=token) for token in wanted], ignore_conflicts=True)


def forget(*, row_id: UUID) -> None:
    """Take a row out of the search, e.g. when it was merged into another."""
    SearchToken.objects.filter(row_id=row_id).delete()


def find_ids(*, text: str, kinds: Iterable[str], limit: int = 50) -> list[UUID]:
    """Ids of rows that match every word of the text; a text that is one code also matches without its spaces."""
    kinds = list(kinds)
    parts = [part for part in re.split(r"[\W_]+", fold(text)) if part]
    whole = code_key(text)
    if not whole:
        return []
    rows = SearchToken.objects.filter(kind__in=kinds)
    as_code = list(rows.filter(token__begins=whole).values_list("row_id", flat=True)[:limit])
    if as_code and any(char.isdigit() for char in whole):  # a plate, a number: its parts by themselves would mean others
        return list(dict.fromkeys(as_code))
    if len(parts) < 2:
        return list(dict.fromkeys(as_code))
    parts.sort(key=len, reverse=True)
    matches = rows.filter(token__begins=parts[0])
    for part in parts[1:]:
        matches = matches.filter(row_id__in=SearchToken.objects.filter(kind__in=kinds, token__begins=part).values("row_id"))
    by_words = list(matches.values_list("row_id", flat=True)[:limit])
    return list(dict.fromkeys(as_code + by_words))[:limit]
