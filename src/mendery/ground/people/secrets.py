"""Values that must not be readable in the database or in a backup of it: unlock codes, second-factor secrets.

The keys lie in a file outside the database (rulings 37): one per line, the newest first. What an older key wrote stays readable.
"""

from functools import cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


@cache
def _keys(file: str) -> MultiFernet:
    try:
        lines = Path(file).read_text(encoding="ascii").split() if file else []
        return MultiFernet([Fernet(line) for line in lines])
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            f"The field keys cannot be read from {file or 'MENDERY_FIELD_KEY_FILE (not set)'}. Put the key file of this "
            "installation back (it is in your backup); without it the sealed values stay closed."
        ) from error


def seal(text: str) -> bytes:
    """Close a text so that only this installation can read it. An empty text stays empty."""
    return _keys(settings.FIELD_KEY_FILE).encrypt(text.encode()) if text else b""


def unseal(data: bytes | memoryview) -> str:
    """Read what ``seal`` closed. Raises ImproperlyConfigured when the key that closed it is missing."""
    if not data:
        return ""
    try:
        return _keys(settings.FIELD_KEY_FILE).decrypt(bytes(data)).decode()
    except InvalidToken as error:
        raise ImproperlyConfigured(
            "A sealed value was closed with a key that is not in the key file. Add the old key to the end of the file."
        ) from error
