"""Russia: НДС by date, ИНН, number series, what papers must say. The acts with articles and dates: ``law.md``."""

from .country import Russia

pack = Russia()

__all__ = ["Russia", "pack"]
