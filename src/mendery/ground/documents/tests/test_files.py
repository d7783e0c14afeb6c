"""Files that people send, the honest and the hostile ones."""

import io
import struct
import zlib
from uuid import uuid4

import pytest
from PIL import Image

from mendery.ground.documents import files
from mendery.ground.documents.files import FileRefused
from mendery.ground.documents.models import Attachment, AttachmentKind


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.FILES = tmp_path / "files"
    return settings.FILES


def picture(width=40, height=30, form="JPEG", **more) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, form, **more)
    return out.getvalue()


def keep(founded, at, data, *, name="photo.jpg", kind=AttachmentKind.PHOTO):
    return files.store(data=data, name=name, kind=kind, doc_kind="work_order", doc_id=uuid4(), by=founded.actor("receptionist"), at=at)


def exif_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "secret description"
    exif.get_ifd(0x8825)[1] = "N"
    return exif.tobytes()


def test_a_photo_is_turned_upright_made_smaller_and_loses_what_the_camera_wrote(founded, at, folder):
    kept = keep(founded, at, picture(3000, 1500, exif=exif_with_place()))
    body = files.read(kept)
    drawn = Image.open(io.BytesIO(body))
    assert (kept.media_type, kept.width, kept.height) == ("image/webp", 1000, 2000)
    assert drawn.size == (1000, 2000)
    assert not drawn.getexif()
    assert b"secret description" not in body
    assert kept.size == len(body)


def test_files_lie_under_their_business_by_their_hash(founded, at, folder):
    first, second = keep(founded, at, picture()), keep(founded, at, picture())
    assert first.sha256 == second.sha256
    stored = [path for path in folder.rglob("*") if path.is_file()]
    assert stored == [folder / str(founded.business.pk) / first.sha256[:2] / first.sha256]


def test_a_signature_keeps_its_transparency(founded, at):
    out = io.BytesIO()
    Image.new("RGBA", (300, 100), (0, 0, 0, 0)).save(out, "PNG")
    kept = keep(founded, at, out.getvalue(), kind=AttachmentKind.SIGNATURE)
    assert kept.media_type == "image/png"
    assert Image.open(io.BytesIO(files.read(kept))).mode == "RGBA"


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(b"%PDF-1.7\n%stuff", "application/pdf"), (b'\xef\xbb\xbf<?xml version="1.0"?><Invoice/>', "application/xml")],
)
def test_pdf_and_xml_are_kept_as_they_came(founded, at, data, media_type):
    kept = keep(founded, at, data, name="invoice.exe", kind=AttachmentKind.FILE)
    assert kept.media_type == media_type
    assert files.read(kept) == data
    assert kept.name == ("invoice.pdf" if media_type.endswith("pdf") else "invoice.xml")


def bomb() -> bytes:
    """A PNG of 30,000 × 30,000 pixels in a few hundred bytes."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 30000, 30000, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 3751 * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    "data",
    [
        b"", b"MZ\x90\x00 a program", b"<html><script>alert(1)</script></html>", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b"GIF89a" + b"\0" * 40, b"%PDF-1.7", picture()[:200], picture(form="PNG")[:60], bomb(), b"\xff\xd8\xff\xe0" + b"\0" * 500,
        b"P6\n1 1\n255\n\0\0\0", b"x" * (files.LARGEST_FILE + 1),
    ],
    ids=["empty", "program", "html", "svg", "gif", "pdf as photo", "cut jpeg", "cut png", "bomb", "nonsense", "other format", "too large"],
)  # fmt: skip
def test_hostile_photos_are_refused_and_leave_nothing(founded, at, folder, data):
    with pytest.raises(FileRefused) as refused:
        keep(founded, at, data)
    assert refused.value.text
    assert refused.value.next_step
    assert not Attachment.objects.exists()
    assert not list(folder.rglob("*"))


def test_what_hides_behind_a_picture_is_not_kept(founded, at):
    kept = keep(founded, at, picture() + b"<script>alert(1)</script>PK\x03\x04")
    assert b"script" not in files.read(kept)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.webp"), ("..\\..\\win.ini", "win.webp"), ("a\x00b\r\nc.jpg", "abc.webp"), ("", "file.webp"),
        ("....", "file.webp"), ("фото брони.JPEG", "фото брони.webp"), ('x"<y>.php', "xy.webp"), ("a" * 400 + ".png", "a" * 120 + ".webp"),
    ],
)  # fmt: skip
def test_names_lose_folders_control_characters_and_lies(given, kept):
    assert files.safe_name(given, "image/webp") == kept


def test_a_hash_that_is_a_path_reads_nothing(founded):
    with pytest.raises(FileNotFoundError):
        files.read(Attachment(sha256="../../../etc/passwd", business_id=founded.business.pk))


def test_files_of_another_business_do_not_exist(founded, second, at):
    mine = keep(founded, at, picture())
    from tests.cast import outside

    with outside(), second.scope():
        assert not Attachment.objects.filter(pk=mine.pk).exists()
        assert files.pictures([mine.pk]) == {}
