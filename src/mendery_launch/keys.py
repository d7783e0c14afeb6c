"""Secrets of one installation: files of mode 0600 in `keys/`, made once, never in the database."""

import base64
import os
import secrets
from pathlib import Path

from mendery_launch.places import Home

SECRET_KEY = "secret-key"  # noqa: S105 - a file name
FIELD_KEYS = "field-keys"
OWNER_PASSWORD = "owner-password"  # noqa: S105 - a file name
APP_PASSWORD = "app-password"  # noqa: S105 - a file name


def ensure(home: Home) -> dict[str, str]:
    """Make the keys that are missing; answer the settings that name their files.

    `secret-key` is one line of text. `field-keys` holds one url-safe base64 key of 32 bytes per line, the
    newest first: new values are encrypted with the first, old ones read with any.
    """
    secret = _once(home.keys / SECRET_KEY, secrets.token_urlsafe(50))
    field = _once(home.keys / FIELD_KEYS, base64.urlsafe_b64encode(os.urandom(32)).decode())
    return {"MENDERY_SECRET_KEY_FILE": str(secret), "MENDERY_FIELD_KEY_FILE": str(field)}


def password(home: Home, name: str) -> str:
    """The generated password kept under this name."""
    return _once(home.keys / name, secrets.token_urlsafe(24)).read_text(encoding="utf-8").strip()


def _once(path: Path, fresh: str) -> Path:
    """Write the file unless it is there; two processes that race agree on one content."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(fresh + "\n")
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path
