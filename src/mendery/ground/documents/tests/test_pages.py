"""The register of papers, print, labels, files and the audit trail, as people and strangers meet them."""

import io
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from mendery.ground.company.models import Branch
from mendery.ground.documents import files, register
from mendery.ground.documents.models import Attachment, AttachmentKind, AuditEvent, Paper
from mendery.ground.documents.papers import data as paper_sources
from mendery.ground.documents.papers.data import paper_data
from mendery.ground.documents.refs import DocumentRef
from mendery.ground.documents.tests.samples import JOBS, ORDER, PARTY, TOTALS, VAN, VAT, sample


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.FILES = tmp_path / "files"


def enter(founded, at, kind="invoice", **more) -> Paper:
    on = date(2026, 11, 24)
    frozen = paper_data(
        kind=kind, number="MND 26-00412", on=on, at=at, branch=founded.branch, language="ro", currency="RON", party=PARTY, unit=VAN,
        order=ORDER, groups=JOBS[:2], totals={key: Decimal(value) for key, value in TOTALS.items()}, vat_rows=VAT,
        extra={"due_on": on}, by=founded.actor("cashier"),
    )  # fmt: skip
    return register.enter(
        ref=DocumentRef(kind, more.pop("doc_id", uuid4()), "MND 26-00412"), state="posted", on=on, at=at, by=founded.actor("cashier"),
        tags=register.Tags(branch_id=founded.branch.pk, **more), title="Logistic Trans SRL", amount=Decimal("3175.04"), currency="RON",
        language="ro", frozen=frozen,
    )  # fmt: skip


def url(founded, path: str) -> str:
    return f"/b/{founded.business.slug}/papers/{path}"


def words_of(pdf: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "blue").save(out, "JPEG")
    return out.getvalue()


def test_the_snapshot_is_complete_and_plain(founded, at):
    frozen = Paper.objects.get(pk=enter(founded, at).pk).frozen
    assert frozen["title"] == "Factură"
    assert "319" in frozen["legal"][0]
    assert frozen["seller"]["name"] == "Garaj Popescu SRL"
    assert frozen["totals"]["gross"] == "3175.04"
    assert frozen["extra"]["due_on"] == "2026-11-24"
    assert frozen["at"] == "2026-11-24T10:00:00+02:00"


def test_the_first_print_is_the_original_and_the_next_a_copy(founded, client_of, at):
    paper, client = enter(founded, at), client_of("cashier")
    first = client.get(url(founded, f"{paper.pk}.pdf"))
    assert first["Content-Type"] == "application/pdf"
    assert "filename*=utf-8''Factur%C4%83%20MND%2026-00412.pdf" in first["Content-Disposition"]
    assert "COPY" not in words_of(first.content)
    assert "Înlocuit discuri și plăcuțe față" in words_of(first.content)
    assert Paper.objects.get(pk=paper.pk).printed_count == 1
    # The word itself is translated; the mark is what the second print has more than the first.
    second = client.get(url(founded, f"of/invoice/{paper.doc_id}.pdf"))
    assert len(words_of(second.content)) > len(words_of(first.content))
    assert Paper.objects.get(pk=paper.pk).printed_count == 2


def test_a_preview_is_a_picture_and_does_not_count(founded, client_of, at):
    paper = enter(founded, at)
    shown = client_of("cashier").get(url(founded, f"{paper.pk}.png"))
    assert Image.open(io.BytesIO(shown.content)).format == "PNG"
    assert Paper.objects.get(pk=paper.pk).printed_count == 0


@pytest.mark.parametrize(
    ("kind", "role", "status"),
    [
        ("invoice", "cashier", 200), ("invoice", "mechanic", 403), ("invoice", "storekeeper", 403), ("goods_receipt", "storekeeper", 200),
        ("goods_receipt", "mechanic", 403), ("issue", "mechanic", 200), ("estimate", "receptionist", 200), ("estimate", "mechanic", 403),
        ("cash_receipt", "storekeeper", 403), ("handover", "mechanic", 200),
    ],
)  # fmt: skip
def test_who_may_print_what(founded, client_of, at, kind, role, status):
    paper = enter(founded, at, kind)
    client = client_of(role)
    assert client.get(url(founded, f"{paper.pk}.pdf")).status_code == status
    assert client.get(url(founded, f"{paper.pk}.png")).status_code == status
    assert client.get(url(founded, f"of/{kind}/{paper.doc_id}.pdf")).status_code == status


def test_a_storno_under_the_kind_of_the_invoice_is_judged_by_what_it_is(founded, client_of, at):
    paper = enter(founded, at, "storno")
    Paper.objects.filter(pk=paper.pk).update(kind="invoice")
    assert client_of("mechanic").get(url(founded, f"{paper.pk}.pdf")).status_code == 403
    assert "Factură storno" in words_of(client_of("cashier").get(url(founded, f"{paper.pk}.pdf")).content)


def test_a_stranger_and_another_business_see_nothing(founded, second, client_of, at):
    paper = enter(founded, at)
    kept = files.store(
        data=picture(), name="a.jpg", kind=AttachmentKind.PHOTO, doc_kind="invoice", doc_id=paper.doc_id, by=founded.actor("cashier"), at=at
    )
    rival = second.client("administrator")
    for path in (f"{paper.pk}.pdf", f"{paper.pk}.png", f"of/invoice/{paper.doc_id}.pdf", f"files/{kept.pk}", f"audit/{paper.pk}"):
        assert rival.get(url(founded, path)).status_code == 404
        answer = rival.get(url(second, path))
        assert answer.status_code == 404 or b"Nothing was changed" in answer.content
    assert client_of("cashier").get(url(founded, f"{uuid4()}.pdf")).status_code == 404


def test_the_register_lists_what_the_reader_may_open(founded, client_of, at):
    party, order = uuid4(), uuid4()
    enter(founded, at, "invoice", party_id=party, order_id=order)
    enter(founded, at, "handover", order_id=order)
    manager = client_of("manager").get(url(founded, "") + f"?order={order}").content.decode()
    assert manager.count("MND 26-00412") == 2
    assert "3.175,04" in manager
    mechanic = client_of("mechanic").get(url(founded, "")).content.decode()
    assert mechanic.count("MND 26-00412") == 1
    assert "3.175,04" not in mechanic
    assert "MND 26-00412" not in client_of("manager").get(url(founded, "") + f"?party={uuid4()}").content.decode()
    assert client_of("manager").get(url(founded, "") + "?party=nonsense").status_code == 404


def test_the_register_pages_by_key_with_the_same_queries(founded, client_of, at, django_assert_max_num_queries):
    for _ in range(60):
        enter(founded, at)
    client = client_of("manager")
    with django_assert_max_num_queries(14):
        first = client.get(url(founded, "")).content.decode()
    assert first.count("MND 26-00412") == 50
    more = first.split('class="more-r"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    rest = client.get(more, headers={"HX-Request": "true", "HX-Request-Type": "partial"}).content.decode()
    assert rest.count("MND 26-00412") == 10
    assert "<html" not in rest


def test_labels_of_a_repair_come_from_its_papers(founded, client_of, at):
    order = uuid4()
    enter(founded, at, "intake_act", order_id=order)
    pdf = client_of("receptionist").get(url(founded, f"labels/label_unit/{order}.pdf?copies=2")).content
    assert len(pypdfium2.PdfDocument(pdf)) == 2
    assert "26-04821" in words_of(pdf)
    assert client_of("receptionist").get(url(founded, f"labels/label_unit/{order}.pdf?copies=500")).status_code == 422
    assert client_of("receptionist").get(url(founded, f"labels/label_unit/{uuid4()}.pdf")).status_code == 404
    assert client_of("receptionist").get(url(founded, f"labels/nonsense/{order}.pdf")).status_code == 404


def test_a_living_paper_is_printed_fresh_and_never_as_a_copy(founded, client_of, at, monkeypatch):
    order, words = uuid4(), ["first"]
    monkeypatch.setitem(paper_sources._sources, "work_order", lambda _id: sample("work_order", order={**ORDER, "complaint": words[0]}))
    register.enter(
        ref=DocumentRef("work_order", order, "26-1"), state="open", on=date(2026, 11, 24), at=at, by=founded.actor("receptionist"),
        tags=register.Tags(order_id=order),
    )  # fmt: skip
    path, client = url(founded, f"of/work_order/{order}.pdf"), client_of("mechanic")
    assert "first" in words_of(client.get(path).content)
    words[0] = "second"
    text = words_of(client.get(path).content)
    assert "second" in text
    assert "1.297,00" not in text
    assert "1.297,00" in words_of(client_of("receptionist").get(path).content)


def test_photos_are_added_to_a_document_that_is_there(founded, client_of, at):
    paper = enter(founded, at, "work_order")
    path = url(founded, f"files/of/work_order/{paper.doc_id}")
    back = f"/b/{founded.business.slug}/orders/1"
    sent = {"photos": [SimpleUploadedFile("a.jpg", picture()), SimpleUploadedFile("b.jpg", picture())], "next": back}
    answer = client_of("mechanic").post(path, sent)
    assert (answer.status_code, answer["Location"]) == (303, back)
    assert Attachment.objects.filter(doc_id=paper.doc_id, kind="photo").count() == 2
    outside = {"photos": SimpleUploadedFile("a.jpg", picture()), "next": "https://evil.example/"}
    assert client_of("mechanic").post(path, outside)["Location"] == url(founded, "")
    assert client_of("mechanic").post(path, {}).status_code == 422
    assert client_of("mechanic").post(path, {"photos": SimpleUploadedFile("a.jpg", b"MZ")}).status_code == 422
    assert client_of("cashier").post(path, sent).status_code == 403
    assert (
        client_of("mechanic")
        .post(url(founded, f"files/of/work_order/{uuid4()}"), {"photos": SimpleUploadedFile("a.jpg", picture())})
        .status_code
        == 404
    )
    assert client_of("mechanic").get(path).status_code == 405


def test_one_broken_photo_keeps_none(founded, client_of, at):
    paper = enter(founded, at, "work_order")
    sent = {"photos": [SimpleUploadedFile("a.jpg", picture()), SimpleUploadedFile("b.jpg", b"broken")]}
    assert client_of("mechanic").post(url(founded, f"files/of/work_order/{paper.doc_id}"), sent).status_code == 422
    assert not Attachment.objects.exists()


def test_a_kept_file_is_served_so_that_it_can_do_no_harm(founded, client_of, at):
    by = founded.actor("storekeeper")
    photo = files.store(data=picture(), name="a.jpg", kind=AttachmentKind.PHOTO, doc_kind="work_order", doc_id=uuid4(), by=by, at=at)
    shown = client_of("mechanic").get(url(founded, f"files/{photo.pk}"))
    assert shown["Content-Type"] == "image/webp"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown["Cache-Control"] == "private, max-age=31536000, immutable"
    paper = files.store(data=b"%PDF-1.4 x", name="f.pdf", kind=AttachmentKind.FILE, doc_kind="goods_receipt", doc_id=uuid4(), by=by, at=at)
    assert client_of("storekeeper").get(url(founded, f"files/{paper.pk}"))["Content-Disposition"] == 'attachment; filename="f.pdf"'
    assert client_of("mechanic").get(url(founded, f"files/{paper.pk}")).status_code == 403


def rename_the_branch(founded) -> Branch:
    Branch.objects.filter(pk=founded.branch.pk).update(name="Zizinului")
    return founded.branch


def test_the_audit_trail_tells_who_what_before_and_after(founded, client_of):
    branch = rename_the_branch(founded)
    page = client_of("accountant").get(url(founded, "audit") + f"?row={branch.pk}").content.decode()
    assert "Ioana Marin" in page
    assert "Brașov" in page
    assert "Zizinului" in page
    card = client_of("accountant").get(url(founded, f"audit/{branch.pk}")).content.decode()
    assert "Zizinului" in card
    assert client_of("mechanic").get(url(founded, "audit")).status_code == 403
    nobody = client_of("accountant").get(url(founded, "audit") + f"?person={founded.person['cashier'].pk}").content.decode()
    assert "Zizinului" not in nobody
    assert "Zizinului" not in client_of("accountant").get(url(founded, "audit") + "?on=2001-01-01").content.decode()


def test_the_audit_trail_never_shows_secrets_nor_costs_to_whom_they_are_not_for(founded, at):
    from mendery.ground.documents import audit

    event = AuditEvent(
        table_name="workorders_line", row_id=uuid4(), act="update", at=at,
        changes={"cost": ["1.00", "2.00"], "price": ["5.00", "6.00"], "pin_hash": ["a", "b"], "text": ["x", "y"]},
    )  # fmt: skip
    accountant, cashier, mechanic = founded.actor("accountant"), founded.actor("cashier"), founded.actor("mechanic")
    assert audit.plain_changes(event, accountant)["pin_hash"] == ["•••", "•••"]
    assert audit.plain_changes(event, accountant)["cost"] == ["1.00", "2.00"]
    assert audit.plain_changes(event, cashier)["cost"] == ["•••", "•••"]
    assert audit.plain_changes(event, cashier)["price"] == ["5.00", "6.00"]
    assert audit.plain_changes(event, mechanic)["price"] == ["•••", "•••"]
    assert [change.after for change in audit.changes_of(event, mechanic)] == ["•••", "•••", "•••", "y"]


def test_programs_list_print_and_keep(founded, api_of, at):
    order = uuid4()
    paper = enter(founded, at, "invoice", order_id=order)
    manager, mechanic = api_of("manager"), api_of("mechanic")
    listed = manager.get(f"/papers?order={order}").json()
    assert [one["number"] for one in listed["items"]] == ["MND 26-00412"]
    assert listed["items"][0]["amount"] == "3175.04"
    assert mechanic.get(f"/papers?order={order}").json() == {"items": [], "next": None}
    assert manager.get(f"/papers/{paper.pk}").json()["doc_id"] == str(paper.doc_id)
    assert manager.get(f"/papers/{paper.pk}/pdf").content[:5] == b"%PDF-"
    refused = mechanic.get(f"/papers/{paper.pk}/pdf")
    assert (refused.status_code, refused.json()["code"]) == (403, "no_right")
    assert manager.get("/papers?after=nonsense").json()["code"] == "unknown_cursor"


def test_programs_add_and_fetch_files(founded, api_of, at):
    from tests.cast import outside

    paper, mechanic = enter(founded, at, "work_order"), api_of("mechanic")
    body = {"doc_kind": "work_order", "doc_id": str(paper.doc_id), "kind": "photo", "file": SimpleUploadedFile("a.jpg", picture())}
    with outside():
        answer = mechanic.client.post("/api/v1/papers/attachments", body, headers=mechanic._headers())
    assert answer.status_code == 201
    listed = mechanic.get(f"/papers/attachments?doc={paper.doc_id}").json()
    assert [one["media_type"] for one in listed] == ["image/webp"]
    fetched = mechanic.get(f"/papers/attachments/{listed[0]['id']}/content")
    assert fetched["Content-Disposition"] == 'attachment; filename="a.webp"'
    assert Image.open(io.BytesIO(fetched.content)).size == (60, 40)
    with outside():
        body["file"] = SimpleUploadedFile("a.jpg", b"<script>")
        assert mechanic.client.post("/api/v1/papers/attachments", body, headers=mechanic._headers()).json()["code"] == "file_refused"


def test_programs_read_the_audit_trail(founded, api_of):
    branch = rename_the_branch(founded)
    items = api_of("accountant").get(f"/papers/audit?row={branch.pk}").json()["items"]
    assert [one["act"] for one in items] == ["update", "insert"]
    assert items[0]["changes"]["name"] == ["Brașov", "Zizinului"]
    assert items[0]["who"] == "Ioana Marin"
    assert api_of("mechanic").get("/papers/audit").status_code == 403
