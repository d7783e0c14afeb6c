"""Country packs: ours are named in the settings, a stranger's is found by the entry point ``mendery.packs``."""

from functools import cache
from importlib import import_module
from importlib.metadata import entry_points

from django.conf import settings

from .ports import CountryPack


@cache
def country_packs() -> dict[str, CountryPack]:
    """Every installed country pack by ISO code. A pack module offers ``pack``."""
    modules = [import_module(name) for name in settings.COUNTRY_PACKS]
    modules += [entry.load() for entry in entry_points(group="mendery.packs")]
    return {module.pack.code: module.pack for module in modules}


def country_pack(code: str) -> CountryPack:
    """The pack of a country. Raises LookupError when none is installed."""
    return country_packs()[code]
