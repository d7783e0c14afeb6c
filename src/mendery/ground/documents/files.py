"""Files kept with documents and units: photos, signatures, supplier papers.

What comes in is judged by its bytes, never by its name. Pictures are drawn anew, so that nothing but the picture is kept.
The bytes lie under the business's own folder, named by their hash, and leave only through a guarded view.
"""

import hashlib
import io
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from mendery.ground.events import Refused
from mendery.ground.people.actor import Actor
from mendery.ground.tenancy.scope import current_business_id

from .models import Attachment, AttachmentKind, Paper

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_PICTURE = 60_000_000  # pixels; a phone makes 12 to 50 million
LONGEST_SIDE = 2000
_QUALITY = 82
_LONGEST_NAME = 120
_ENDINGS = {"image/webp": ".webp", "image/png": ".png", "application/pdf": ".pdf", "application/xml": ".xml"}


class FileRefused(Refused):
    """A file that is not kept."""

    code = "file_refused"


class NoSuchDocument(Refused):
    """A file for a document that is not there."""

    code = "no_such_document"
    status = 404


_owners: dict[str, Callable[[UUID], bool]] = {}


@dataclass(frozen=True)
class _Kept:
    data: bytes
    media_type: str
    width: int | None = None
    height: int | None = None


def store(
    *,
    data: bytes,
    name: str,
    kind: AttachmentKind,
    doc_kind: str,
    doc_id: UUID,
    by: Actor,
    at: datetime,
    caption: str = "",
) -> Attachment:
    """Keep a file for a document or unit.

    Photos and signatures must be JPEG, PNG or WebP; files may also be PDF or XML. Pictures are turned upright, made at most
    2000 pixels long and lose everything that the camera wrote into them.
    refuses  FileRefused: empty, too large, not what it should be, broken, a picture of too many pixels
    """
    kept = _judge(data, AttachmentKind(kind))
    digest = hashlib.sha256(kept.data).hexdigest()
    _write(digest, kept.data)
    attachment: Attachment = Attachment.objects.create(
        kind=kind, doc_kind=doc_kind, doc_id=doc_id, name=safe_name(name, kept.media_type), media_type=kept.media_type,
        size=len(kept.data), sha256=digest, width=kept.width, height=kept.height, caption=caption[:200], by_name=by.name, at=at,
    )  # fmt: skip
    return attachment


def register_owner(kind: str, exists: Callable[[UUID], bool]) -> None:
    """Let files be added to records of a kind that has no papers (a vehicle): ``exists(id)`` says whether there is one."""
    _owners[kind] = exists


def check_owner(doc_kind: str, doc_id: UUID) -> None:
    """Refuse files for a document that this business does not have.

    refuses  NoSuchDocument
    """
    exists = _owners.get(doc_kind)
    is_there = exists(doc_id) if exists else Paper.objects.filter(kind=doc_kind, doc_id=doc_id).exists()
    if not is_there:
        raise NoSuchDocument(_("There is no such document to keep files with."))


def attachments_of(doc_id: UUID, *more: UUID) -> list[Attachment]:
    """The files of a document (or several), oldest first."""
    return list(Attachment.objects.filter(doc_id__in=[doc_id, *more]).order_by("at", "id"))


def read(attachment: Attachment) -> bytes:
    """The bytes of a kept file."""
    return _path(attachment.business_id, attachment.sha256).read_bytes()


@dataclass(frozen=True)
class Picture:
    """A kept picture, ready to be drawn on a paper."""

    data: bytes
    width: int
    height: int
    media_type: str


def pictures(ids: Iterable[UUID | str]) -> dict[str, Picture]:
    """The pictures among these attachments by their id as text; what is not there is left out."""
    wanted = [each for each in ids if each]
    rows = Attachment.objects.filter(pk__in=wanted, media_type__startswith="image/") if wanted else ()
    return {
        str(row.pk): Picture(read(row), row.width or 1, row.height or 1, row.media_type)
        for row in rows
        if _path(row.business_id, row.sha256).exists()  # an invoice is printed also where the files were not restored
    }


def safe_name(name: str, media_type: str) -> str:
    """The name as people gave it, without folders, control characters and endings that lie."""
    stem = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    stem = "".join(char for char in stem if char.isprintable() and char not in '<>:"|?*')
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", stem).strip(" .")[:_LONGEST_NAME]
    return (stem or "file") + _ENDINGS[media_type]


def _judge(data: bytes, kind: AttachmentKind) -> _Kept:
    if not data:
        raise FileRefused(_("The file is empty."), next_step=_("Choose it again."))
    if len(data) > LARGEST_FILE:
        raise FileRefused(
            _("The file has %(size)s MB; at most %(largest)s MB are kept."),
            params={"size": len(data) // 1024**2, "largest": LARGEST_FILE // 1024**2}, next_step=_("Make it smaller."),
        )  # fmt: skip
    if kind == AttachmentKind.FILE:
        if data.startswith(b"%PDF-"):
            return _Kept(data, "application/pdf")
        if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:5].lower() == b"<?xml":
            return _Kept(data, "application/xml")
    return _picture(data, kind)


def _picture(data: bytes, kind: AttachmentKind) -> _Kept:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as probe:
            size = probe.size
            if size[0] * size[1] > LARGEST_PICTURE:
                raise FileRefused(
                    _("The picture has %(width)s × %(height)s pixels, which is too many."),
                    params={"width": size[0], "height": size[1]}, next_step=_("Take it with a smaller size."),
                )  # fmt: skip
            probe.verify()
        return _drawn_anew(data, kind)
    except UnidentifiedImageError as error:
        raise FileRefused(
            _("This kind of file is not kept here.") if kind == AttachmentKind.FILE else _("This is not a picture that can be kept."),
            next_step=_("Send a JPEG, PNG or WebP picture, a PDF or an XML file.")
            if kind == AttachmentKind.FILE
            else _("Send a JPEG, PNG or WebP picture."),
        ) from error
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise FileRefused(_("The picture is broken and cannot be read."), next_step=_("Take it or send it again.")) from error


def _drawn_anew(data: bytes, kind: AttachmentKind) -> _Kept:
    """Only the pixels go on: no EXIF, no place, no comments, nothing behind the end of the picture."""
    out = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as source:
        source.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        source.load()
        upright = ImageOps.exif_transpose(source)
        if kind == AttachmentKind.SIGNATURE:
            drawn = upright.convert("RGBA")
            drawn.thumbnail((LONGEST_SIDE // 2, LONGEST_SIDE // 2))
            clean = Image.new("RGBA", drawn.size)
            clean.paste(drawn)
            clean.save(out, "PNG", optimize=True)
            return _Kept(out.getvalue(), "image/png", *clean.size)
        flat = upright.convert("RGBA") if "A" in upright.getbands() or "transparency" in upright.info else upright.convert("RGB")
        flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        clean = Image.new(flat.mode, flat.size)
        clean.paste(flat)
        clean.save(out, "WEBP", quality=_QUALITY, method=2)
    return _Kept(out.getvalue(), "image/webp", *clean.size)


def _path(business_id: UUID | None, digest: str) -> Path:
    if business_id is None or not re.fullmatch(r"[0-9a-f]{64}", digest):
        raise FileNotFoundError(digest)
    return Path(settings.FILES) / str(UUID(str(business_id))) / digest[:2] / digest


def _write(digest: str, data: bytes) -> None:
    """Whole or not at all; the same bytes are kept once."""
    path = _path(current_business_id(), digest)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
