"""Romania: VAT by date, CUI and CNP, number series, what papers must say. The acts with articles and dates: ``law.md``."""

from .country import Romania

pack = Romania()

__all__ = ["Romania", "pack"]
