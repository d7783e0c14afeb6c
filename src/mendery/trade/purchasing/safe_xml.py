"""Reading XML from strangers: no DTD, no entities, no network, nothing large, nothing deep.

What a hostile file asks for is never fetched and never expanded: a document type is refused before it is parsed.
"""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from .refusals import NEXT_SUPPLIER, NEXT_XML, FileNotReadable, not_xml, too_large

LARGEST = 10 * 1024 * 1024
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
# Encodings in which ASCII bytes mean themselves, so that a document type cannot hide. UTF-16 is transcoded first.
_PLAIN = re.compile(rb"(?i)utf-?8|us-ascii|iso-8859-\d+|windows-125\d")
_ROOT = re.compile(rb"<([A-Za-z_][\w.:-]*)")
_DOCTYPE = re.compile(rb"(?i)<!DOCTYPE")
_OUTSIDE = re.compile(rb"""(?i)\b(SYSTEM|PUBLIC)\s+["']""")
_ENTITY = re.compile(rb"(?i)<!ENTITY")
_DECLARED = re.compile(r"<\?xml[^>]*\?>")


def parse(data: bytes) -> Any:
    """The root element of an XML document.

    refuses  too_large, not_xml, truncated_xml, external_entity, entity_bomb, document_type, too_deep
    """
    if len(data) > LARGEST:
        raise too_large()
    data = _as_plain_bytes(data)
    _refuse_other_files(data)
    _refuse_document_type(data)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _not_parsed(data, error) from error
    if root.getroottree().docinfo.doctype:
        raise _document_type()
    return root


def _as_plain_bytes(data: bytes) -> bytes:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise not_xml() from error
        return _DECLARED.sub("", text, count=1).encode()
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()


def _refuse_other_files(data: bytes) -> None:
    if data.startswith(b"%PDF-"):
        raise not_xml(_("This is a PDF. The invoice is read from its XML file."))
    if data.startswith(b"PK\x03\x04"):
        raise not_xml(_("This is a ZIP archive. The invoice is the XML file inside it."))
    if not data.startswith(b"<"):
        raise not_xml()
    declared = _ENCODING.match(data)
    if declared and not _PLAIN.fullmatch(declared[1]):
        raise not_xml(_("This file is written in an encoding that e-invoices do not use."))


def _refuse_document_type(data: bytes) -> None:
    if not _DOCTYPE.search(data):
        return
    if _OUTSIDE.search(data):
        raise FileNotReadable(
            _("This file asks to load other files. Invoices never do, so it was not read."), code="external_entity",
            next_step=NEXT_SUPPLIER,
        )  # fmt: skip
    if _ENTITY.search(data):
        raise FileNotReadable(
            _("This file defines text that multiplies itself. Invoices never do, so it was not read."), code="entity_bomb",
            next_step=NEXT_SUPPLIER,
        )  # fmt: skip
    raise _document_type()


def _document_type() -> FileNotReadable:
    return FileNotReadable(
        _("This file carries a document type, which invoices do not have, so it was not read."), code="document_type",
        next_step=NEXT_SUPPLIER,
    )  # fmt: skip


def _not_parsed(data: bytes, error: etree.XMLSyntaxError) -> FileNotReadable:
    if error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return FileNotReadable(_("This file is nested too deeply to be an invoice."), code="too_deep", next_step=NEXT_SUPPLIER)
    root = _ROOT.search(data)
    tail = data[-400:]
    if root is None or b"</" + root[1] not in tail or not data.rstrip().endswith(b">"):
        return FileNotReadable(_("The file stops in the middle: its end is missing."), code="truncated_xml", next_step=NEXT_XML)
    return not_xml(_("This file is broken: it cannot be read as XML."))
