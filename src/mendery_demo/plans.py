"""What each demo business is."""

from dataclasses import dataclass, field
from types import ModuleType

from . import words_ro, words_ru


@dataclass(frozen=True)
class Plan:
    """One demo business: how big, which trade, in which words.

    orders   finished work orders in the two years before today
    open     work orders of today, in every stage
    """

    slug: str
    name: str
    country: str
    city_code: str
    trade: str
    orders: int
    open: int
    words: ModuleType
    tax_id: str
    labour: tuple[str, str, str]
    missing: tuple[str, str]  # a job, and the part it needs that no shelf holds
    parts: tuple[tuple[str, str, str, str, str], ...] = field(repr=False, default=())
    jobs: tuple[tuple[str, str, str, tuple[tuple[str, int], ...]], ...] = field(repr=False, default=())


PLANS = (
    Plan("garaj-brasov", "Garaj Brașov", "RO", "BV", "vehicle", 3000, 24, words_ro, "RO22334451", words_ro.LABOUR, ("Garnitură de chiulasă", "GARN-CIL"), words_ro.CAR_PARTS, words_ro.CAR_JOBS),
    Plan("auto-cluj", "Auto Service Cluj", "RO", "CJ", "vehicle", 450, 12, words_ro, "RO18547290", words_ro.LABOUR, ("Garnitură de chiulasă", "GARN-CIL"), words_ro.CAR_PARTS, words_ro.CAR_JOBS),
    Plan("gsm-iasi", "GSM Clinic Iași", "RO", "IS", "device", 600, 14, words_ro, "RO30166537", words_ro.BENCH_LABOUR, ("Înlocuire ecran", "S22-LCD"), words_ro.DEVICE_PARTS, words_ro.DEVICE_JOBS),
    Plan("servis-moskva", "Сервис-Центр Лесная", "RU", "MSK", "device", 450, 12, words_ru, "7728168971", words_ru.BENCH_LABOUR, ("Замена компрессора", "XM-CMP"), words_ru.DEVICE_PARTS, words_ru.DEVICE_JOBS),
)  # fmt: skip
