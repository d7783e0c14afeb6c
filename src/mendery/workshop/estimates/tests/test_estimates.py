"""Versions, answers, their papers; dialogs; programs."""

from datetime import date
from decimal import Decimal

import pytest

from mendery.ground.documents.models import Paper
from mendery.workshop.estimates.actions import answers, versions
from mendery.workshop.estimates.actions.answers import JobAnswer
from mendery.workshop.estimates.models import Answer, Estimate
from mendery.workshop.estimates.refusals import ChangedSinceSent, NothingToOffer, NotInEstimate, Superseded
from mendery.workshop.workorders.actions import lines
from mendery.workshop.workorders.models import DeferredWork

D = Decimal
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_REQUEST_TYPE": "partial"}


def text(response):
    return response.content.decode()


@pytest.fixture
def pads(bench):
    item = bench.item("GDB2187", name="Brake pads rear")
    bench.receive((item, "5", "200.00"))
    return item


@pytest.fixture
def order(bench, pads):
    return bench.open(("Brakes", [bench.work("2", "180"), bench.part(pads, "2")]), ("Oil", [bench.work("1", "90")]))


def said(bench, order, **answer_of):
    return [
        JobAnswer(job_id=bench.job(order, int(seq[1:])).pk, is_approval=word, why="" if word else "Later")
        for seq, word in answer_of.items()
    ]


def record(bench, estimate, given, **more):
    return answers.record(estimate=estimate, answers=given, who="Mihai Popescu", how="phone", **more, **bench.act)


def test_a_version_is_numbered_and_frozen_as_a_paper(bench, order):
    estimate = versions.send(order=order, valid_until=date(2026, 12, 15), **bench.act)
    assert (estimate.number, estimate.net, estimate.vat, estimate.gross) == ("DE 26-00001 v1", D("650.00"), D("136.50"), D("786.50"))
    paper = Paper.objects.get(kind="estimate", doc_id=estimate.pk)
    assert (paper.amount, paper.state, paper.order_id) == (D("786.50"), "sent", order.pk)
    assert [group["title"] for group in paper.frozen["groups"]] == ["Brakes", "Oil"]
    assert paper.frozen["extra"]["valid_until"] == "2026-12-15"
    assert {bench.job(order, 1).state, bench.job(order, 2).state} == {"sent"}
    assert bench.stage(order) == "approval"


def test_yes_and_no_are_kept_with_who_how_and_when(bench, order, pads):
    estimate = versions.send(order=order, **bench.act)
    record(bench, estimate, said(bench, order, j1=True, j2=False), note="Called at noon")
    yes, no = Answer.objects.order_by("job__seq")
    assert (yes.is_approval, yes.gross, yes.who, yes.how, yes.note) == (True, D("677.60"), "Mihai Popescu", "phone", "Called at noon")
    assert not no.is_approval
    assert bench.job(order, 1).approved_gross == D("677.60")
    assert DeferredWork.objects.get().title == "Oil"
    assert bench.reservation(bench.line(order, 2)) == (D(2), D(2))
    assert Estimate.objects.get().state == "answered"
    assert Paper.objects.get(kind="estimate").state == "answered"


def test_a_part_of_the_answer_leaves_the_version_open(bench, order):
    estimate = versions.send(order=order, **bench.act)
    record(bench, estimate, said(bench, order, j1=True))
    assert Estimate.objects.get().state == "sent"
    record(bench, estimate, said(bench, order, j2=True))
    assert Estimate.objects.get().state == "answered"


def test_a_newer_version_takes_the_place_of_the_one_before(bench, order, pads):
    first = versions.send(order=order, **bench.act)
    second = versions.send(order=order, **bench.act)
    assert second.number == "DE 26-00001 v2"
    assert Estimate.objects.get(pk=first.pk).state == "superseded"
    with pytest.raises(Superseded) as refused:
        record(bench, first, said(bench, order, j1=True))
    assert "DE 26-00001 v2" in refused.value.text
    assert "786,50" in refused.value.text


def test_what_was_changed_after_sending_is_not_agreed_to_unseen(bench, order, pads):
    estimate = versions.send(order=order, **bench.act)
    lines.change(line=bench.line(order, 2), changes={"quantity": D(3)}, **bench.act)
    with pytest.raises(ChangedSinceSent):
        record(bench, estimate, said(bench, order, j1=True))
    again = versions.send(order=order, **bench.act)
    record(bench, again, said(bench, order, j1=True))
    assert bench.job(order, 1).approved_gross == D("798.60")


def test_another_part_for_the_same_sum_is_not_agreed_to_unseen(bench, order, pads, client_of):
    estimate = versions.send(order=order, **bench.act)
    lines.remove(line=bench.line(order, 2), **bench.act)
    lines.add(job=bench.job(order, 1), data=bench.part(bench.item("COPY", price="100"), "2"), **bench.act)
    assert (bench.job(order, 1).gross, bench.job(order, 1).state) == (D("677.60"), "draft")
    with pytest.raises(ChangedSinceSent):
        record(bench, estimate, said(bench, order, j1=True))
    client_of("receptionist").post(
        f"/b/garage/estimates/of/{order.pk}/answer",
        {"who": "Mihai", "how": "phone", **{f"a-{bench.job(order, seq).pk}": "yes" for seq in (1, 2)}}, **HTMX,
    )  # fmt: skip
    assert list(Estimate.objects.order_by("sequence").values_list("state", flat=True)) == ["superseded", "answered"]


def test_nothing_to_offer_and_strange_jobs_are_refused(bench, order, pads):
    empty = bench.open()
    with pytest.raises(NothingToOffer):
        versions.send(order=empty, **bench.act)
    estimate = versions.send(order=order, **bench.act)
    other = bench.open(("Tyres", [bench.work()]))
    with pytest.raises(NotInEstimate):
        record(bench, estimate, said(bench, other, j1=True))
    record(bench, estimate, said(bench, order, j1=True, j2=True))
    with pytest.raises(NothingToOffer):
        versions.send(order=order, **bench.act)


def test_a_job_that_grew_beyond_its_tolerance_is_offered_and_agreed_to_again(bench, order, pads):
    record(bench, versions.send(order=order, **bench.act), said(bench, order, j1=True, j2=True))
    lines.change(line=bench.line(order, 1), changes={"quantity": D(4)}, **bench.act)
    assert bench.job(order, 1).state == "changed"
    record(bench, versions.send(order=order, **bench.act), said(bench, order, j1=True))
    assert (bench.job(order, 1).state, bench.job(order, 1).approved_gross) == ("approved", D("1113.20"))


def test_the_desk_sends_and_records_in_dialogs(bench, order, client_of):
    ana = client_of("receptionist")
    url = f"/b/garage/estimates/of/{order.pk}/"
    assert "786,50" not in text(client_of("mechanic").get(url + "send", **HTMX))
    assert "Brakes" in text(ana.get(url + "send", **HTMX))
    assert ana.post(url + "send", {"valid_until": "2001-01-01"}, **HTMX).status_code == 422
    assert ana.post(url + "send", {"valid_until": ""}, **HTMX).status_code == 204
    asked = text(ana.get(url + "answer?how=in_person", **HTMX))
    assert "Mihai Popescu" in asked
    first, second = bench.job(order, 1), bench.job(order, 2)
    form = {"who": "Mihai Popescu", "how": "in_person", f"a-{first.pk}": "yes", f"a-{second.pk}": "no", f"w-{second.pk}": "Next time"}
    assert ana.post(url + "answer", {**form, "who": ""}, **HTMX).status_code == 422
    done = ana.post(url + "answer", form, **HTMX)
    assert done.status_code == 204, text(done)
    assert bench.job(order, 2).declined_why == "Next time"
    documents = text(ana.get(f"/b/garage/orders/{order.pk}/documents"))
    assert "DE 26-00001 v1" in documents
    assert "Next time" in documents
    assert client_of("mechanic").post(url + "answer", form, **HTMX).status_code == 403


def test_a_word_by_phone_before_anything_was_sent_makes_its_version(bench, order, client_of):
    ana, first = client_of("receptionist"), bench.job(order, 1)
    url = f"/b/garage/estimates/of/{order.pk}/answer"
    done = ana.post(url, {"who": "Mihai", "how": "phone", "only": first.pk, f"a-{first.pk}": "yes"}, **HTMX)
    assert done.status_code == 204, text(done)
    assert Estimate.objects.get().number == "DE 26-00001 v1"
    declined = bench.job(order, 2)
    assert ana.post(url, {"who": "Mihai", "how": "phone", "only": declined.pk, f"a-{declined.pk}": "no"}, **HTMX).status_code == 204
    assert ana.post(url, {"who": "Mihai", "how": "phone", "only": declined.pk, f"a-{declined.pk}": "yes"}, **HTMX).status_code == 204
    assert bench.job(order, 2).state == "approved"


def test_a_yes_to_a_price_that_changed_meanwhile_is_asked_again(bench, order, client_of):
    ana, first = client_of("receptionist"), bench.job(order, 1)
    url = f"/b/garage/estimates/of/{order.pk}/answer"
    said_yes = {"who": "Mihai", "how": "phone", "only": first.pk, f"a-{first.pk}": "yes"}
    assert f'name="s-{first.pk}" value="677.60"' in text(ana.get(f"{url}?job={first.pk}", **HTMX))
    lines.change(line=bench.line(order, 2), changes={"quantity": D(3)}, **bench.act)
    refused = ana.post(url, {**said_yes, f"s-{first.pk}": "677.60"}, **HTMX)
    assert refused.status_code == 422
    assert f'name="s-{first.pk}" value="798.60"' in text(refused)
    assert not Answer.objects.exists()
    assert ana.post(url, {**said_yes, f"s-{first.pk}": "798.60"}, **HTMX).status_code == 204


def test_programs_send_and_answer(bench, order, api_of):
    manager = api_of("manager")
    sent = manager.post("/estimates", {"order_id": str(order.pk)})
    assert sent.status_code == 201, text(sent)
    body = {"who": "Mihai", "how": "email", "answers": [{"job_id": str(bench.job(order, 1).pk), "is_approval": True}]}
    answered = manager.post(f"/estimates/{sent.json()['id']}/answers", body)
    assert answered.status_code == 201, text(answered)
    listed = manager.get(f"/estimates?order_id={order.pk}").json()
    assert (listed[0]["number"], listed[0]["gross"], len(listed[0]["jobs"]), len(listed[0]["answers"])) == (
        "DE 26-00001 v1",
        "786.50",
        2,
        1,
    )
    assert api_of("mechanic").get(f"/estimates?order_id={order.pk}").json()[0]["gross"] is None
    assert api_of("mechanic").post("/estimates", {"order_id": str(order.pk)}).status_code == 403
