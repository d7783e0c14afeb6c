"""One finished repair, from the counter to the ledger, in one day."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from mendery.ground.money import Taxed, line_net, sum_document
from mendery.registers.catalogue.models import Item
from mendery.registers.equipment.models import MeterReading, Unit
from mendery.registers.parties.models import Party
from mendery.trade.stock.models import StockPaper
from mendery.workshop.estimates.models import Answer, Estimate, EstimatedJob
from mendery.workshop.reception.models import Custody, Handover, Intake, IntakeUnit
from mendery.workshop.warranty.calculations import end_date
from mendery.workshop.warranty.models import Warranty
from mendery.workshop.workorders.models import DeferredWork, Job, LabourEntry, Line, QualityCheck, WorkOrder, WorkOrderDetails

from . import billing, store
from .world import World

ANA, BOGDAN, MIHAI = "Ana Munteanu", "Bogdan Rusu", "Mihai Pop"
JobPlan = tuple[str, str, str, tuple[tuple[str, int], ...]]


@dataclass
class Visit:
    """The rows of one repair while it is written."""

    world: World
    day: date
    unit: Unit
    party: Party
    order: WorkOrder
    intake: Intake
    intake_unit: IntakeUnit
    rate: Decimal
    jobs: list[Job] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def tags(self) -> dict[str, Any]:
        return {"party_id": self.party.pk, "unit_id": self.unit.pk, "order_id": self.order.pk}

    @property
    def about(self) -> dict[str, Any]:
        """What every paper of this repair says."""
        world = self.world
        return {
            "party": world.party_papers[self.party.pk], "unit": {**world.unit_papers[self.unit.pk], "meter": self.unit.meter},
            "order": {
                "number": self.order.number, "opened_at": self.order.opened_at.isoformat(), "complaint": self.intake_unit.complaint,
                "promised_at": self.order.promised_at.isoformat() if self.order.promised_at else "",
            },
        }  # fmt: skip


def live_through(world: World, day: date, place: int) -> None:
    """A whole repair on one day."""
    visit = _arrive(world, day, place)
    _plan(visit)
    _estimate(visit)
    _work(visit)
    billing.invoice_and_pay(visit)
    _leave(visit)


def _arrive(world: World, day: date, place: int) -> Visit:
    dice = world.dice
    unit, party = dice.choice(world.units)
    at = world.moment(day, 8 + place % 3, dice.randrange(60))
    job: JobPlan = dice.choice(world.plan.jobs)
    if unit.meter is not None:
        unit.meter += dice.randrange(800, 6000)
    intake = world.rows.add(
        Intake(
            number=world.number("intake", day),
            state="handed_over",
            branch=world.branch,
            party=party,
            at=at,
            by_name=ANA,
            is_signed=True,
            phone=party.phone,
        )
    )
    order = WorkOrder(
        number=world.number("work_order", day), state="finished", stage="handed_over", branch=world.branch, warehouse=world.warehouse, party=party, unit=unit,
        title=job[0], opened_at=at, promised_at=world.moment(day, 16, 0), adviser=ANA, technician=world.staff["mechanic"], currency=world.currency,
    )  # fmt: skip
    intake_unit = world.rows.add(IntakeUnit(intake=intake, unit=unit, meter=unit.meter, fuel=str(dice.randrange(1, 8)) if unit.kind == "vehicle" else "",
                                            complaint=job[1], order_id=order.pk, promised_at=order.promised_at))  # fmt: skip
    order.intake_unit_id = intake_unit.pk
    world.rows.add(order)
    world.rows.add(WorkOrderDetails(order=order, complaint=job[1], meter=unit.meter))
    world.tokens("order", order.pk, codes=[order.number])
    if unit.meter is not None:
        world.rows.add(MeterReading(unit=unit, value=unit.meter, at=at, source="intake", by_name=ANA))
    visit = Visit(world, day, unit, party, order, intake, intake_unit, world.vat_rate(day))
    _add_job(visit, job)
    if dice.random() < 0.35:
        first = {code for code, _pieces in job[3]}
        _add_job(visit, dice.choice([other for other in world.plan.jobs if not first & {code for code, _pieces in other[3]}]))
    world.history("work_order", order.pk, "received", at, ANA, facts={"number": intake.number})
    world.paper("intake_act", intake_unit.pk, intake.number, day, at, by=ANA, title=job[1], says={
        **visit.about, "extra": {"meter": unit.meter, "fuel": intake_unit.fuel, "accessories": [], "condition": "", "spend_limit": "", "brought_by": party.name},
    }, **visit.tags)  # fmt: skip
    return visit


def _add_job(visit: Visit, plan: JobPlan) -> None:
    title, _complaint, hours, parts = plan
    world = visit.world
    job = Job(order=visit.order, seq=len(visit.jobs) + 1, title=title, technician=world.staff["mechanic"])
    visit.jobs.append(job)
    _add_line(visit, job, "labour", world.labour, Decimal(hours), text=title)
    for code, pieces in parts:
        _add_line(visit, job, "part", world.shelves[code].item, Decimal(pieces))


def _add_line(visit: Visit, job: Job, kind: str, item: Item, quantity: Decimal, text: str = "") -> None:
    price = item.sale_price or Decimal(0)
    discount = visit.party.discount_percent
    visit.lines.append(
        Line(
            job=job, order=visit.order, seq=len(visit.lines) + 1, kind=kind, item=item, code=item.code, text=text or item.name, quantity=quantity,
            unit=item.unit, price=price, discount_percent=discount, net=line_net(quantity=quantity, price=price, discount_percent=discount),
            is_stocked=kind == "part",
        )
    )  # fmt: skip


def _plan(visit: Visit) -> None:
    """Prices and the customer's answer: the second job is sometimes declined and kept for next time; parts must be there."""
    for job in visit.jobs:
        own = [line for line in visit.lines if line.job is job]
        total = sum_document([Taxed(line.net, "standard", visit.rate) for line in own])
        job.net, job.gross = total.net, total.gross
        is_short = any(line.quantity > visit.world.shelves[line.code].on_hand for line in own if line.is_stocked)
        if job.seq > 1 and (is_short or visit.world.dice.random() < 0.3):
            job.state, job.declined_why = "declined", visit.world.plan.words.WHY_NOT
        else:
            job.state = "approved"
            for line in own:
                if line.is_stocked:
                    line.quantity = min(line.quantity, visit.world.shelves[line.code].on_hand)
                    line.net = line_net(quantity=line.quantity, price=line.price, discount_percent=line.discount_percent)
            own[:] = [line for line in own if line.quantity]
            total = sum_document([Taxed(line.net, "standard", visit.rate) for line in own])
            job.net, job.gross = total.net, total.gross
    visit.lines[:] = [line for line in visit.lines if line.quantity]


def _groups(visit: Visit, jobs: list[Job]) -> list[dict[str, Any]]:
    groups = []
    for job in jobs:
        own = [line for line in visit.lines if line.job is job]
        groups.append({
            "title": job.title, "state": job.state, "note": "", "net": str(job.net), "gross": str(job.gross),
            "lines": [
                {"n": line.seq, "code": line.code, "text": line.text, "quantity": str(line.quantity), "unit": line.unit, "price": str(line.price),
                 "discount": str(line.discount_percent), "net": str(line.net), "vat_rate": str(visit.rate)}
                for line in own
            ],
        })  # fmt: skip
    return groups


def _estimate(visit: Visit) -> None:
    world, at = visit.world, visit.order.opened_at + timedelta(minutes=40)
    total = sum_document([Taxed(line.net, "standard", visit.rate) for line in visit.lines])
    estimate = Estimate(order=visit.order, number=f"{world.number('estimate', visit.day)} v1", sequence=1, state="answered", net=total.net, vat=total.vat,
                        gross=total.gross, at=at, by_name=MIHAI)  # fmt: skip
    world.rows.add(estimate)
    answered = at + timedelta(minutes=25)
    for job in visit.jobs:
        said_yes = job.state == "approved"
        job.answered_by, job.answered_how, job.answered_at = visit.party.name, "phone", answered
        job.approved_gross = job.gross if said_yes else None
        world.rows.add(EstimatedJob(estimate=estimate, job=job, net=job.net, gross=job.gross))
        world.rows.add(
            Answer(
                estimate=estimate,
                job=job,
                is_approval=said_yes,
                gross=job.gross,
                who=visit.party.name,
                how="phone",
                at=answered,
                by_name=ANA,
            )
        )
        if not said_yes:
            world.rows.add(DeferredWork(unit=visit.unit, job=job, title=job.title, why=job.declined_why, gross=job.gross, at=answered, lines=[
                {"kind": line.kind, "item_id": str(line.item_id), "code": line.code, "text": line.text, "quantity": str(line.quantity), "unit": line.unit,
                 "price": str(line.price), "vat_category": line.vat_category}
                for line in visit.lines if line.job is job
            ]))  # fmt: skip
    world.paper("estimate", estimate.pk, estimate.number, visit.day, at, by=MIHAI, state="answered", amount=total.gross, title=visit.order.title, says={
        **visit.about, "groups": _groups(visit, visit.jobs),
        "vat_rows": [{"category": row.category, "rate": str(row.rate), "base": str(row.base), "vat": str(row.vat)} for row in total.rates],
        "totals": {"net": str(total.net), "vat": str(total.vat), "gross": str(total.gross)},
    }, **visit.tags)  # fmt: skip
    world.history("work_order", visit.order.pk, "answered", answered, ANA, facts={"who": visit.party.name, "how": "phone"})


def _work(visit: Visit) -> None:
    world, order = visit.world, visit.order
    begun, done = order.opened_at + timedelta(minutes=80), world.moment(visit.day, 15, 10)
    approved = [job for job in visit.jobs if job.state == "approved"]
    slip: StockPaper | None = None
    said: list[dict[str, Any]] = []
    cost = Decimal(0)
    for line in visit.lines:
        if line.job not in approved:
            continue
        line.approved_quantity, line.approved_net, line.done_at, line.done_by = line.quantity, line.net, done, world.staff["mechanic"]
        if line.is_stocked:
            if slip is None:
                slip = StockPaper(kind="issue", number=world.number("issue", visit.day), state="posted", warehouse=world.warehouse, on=visit.day, at=begun,
                                  order_id=order.pk, order_number=order.number, by_name="Dan Ilie")  # fmt: skip
            line.issued = line.quantity
            line.cost = store.take(world, world.shelves[line.code], line.quantity, slip, line.pk, order.pk, visit.day, begun)
            cost += line.cost
            said.append({"n": len(said) + 1, "code": line.code, "text": line.text, "quantity": str(line.quantity), "unit": line.unit, "price": "", "discount": "0",
                         "net": str(line.cost), "vat_rate": "", "cost": str(line.cost)})  # fmt: skip
    if slip is not None:
        slip.value = cost
        world.rows.add(slip)
        world.paper("issue", slip.pk, slip.number, visit.day, begun, by="Dan Ilie", amount=cost, says={
            **visit.about, "groups": [{"title": "", "state": "", "note": "", "lines": said, "net": str(cost), "gross": str(cost)}],
            "totals": {"net": str(cost), "vat": "0.00", "gross": str(cost)}, "extra": {"warehouse": world.warehouse.name},
        }, **visit.tags)  # fmt: skip
    for job in visit.jobs:
        job.done_at = done if job in approved else None
        world.rows.add(job)
    for line in visit.lines:
        world.rows.add(line)
    world.rows.add(LabourEntry(job=approved[0], order_id=order.pk, staff=world.staff["mechanic"], started_at=begun, ended_at=done))
    world.rows.add(QualityCheck(order=order, passed=True, by_name=MIHAI, at=done + timedelta(minutes=10)))
    total = sum_document([Taxed(line.net, "standard", visit.rate) for line in visit.lines if line.job in approved])
    order.net, order.gross, order.cost, order.finished_at = total.net, total.gross, cost, done + timedelta(minutes=15)
    for start, end, when in (("open", "in_work", begun), ("in_work", "checked", done), ("checked", "finished", order.finished_at)):
        world.history("work_order", order.pk, "move", when, BOGDAN if end == "in_work" else MIHAI, from_state=start, to_state=end)
    world.paper(
        "work_order",
        order.pk,
        order.number,
        visit.day,
        order.opened_at,
        state="finished",
        by=ANA,
        amount=order.gross,
        title=order.title,
        **visit.tags,
    )


def _leave(visit: Visit) -> None:
    world, order = visit.world, visit.order
    at = world.moment(visit.day, 16, 30)
    order.handed_over_at = at
    custody = world.rows.add(Custody(unit=visit.unit, intake_unit=visit.intake_unit, branch=world.branch, state="returned", in_at=order.opened_at, out_at=at,
                                     order_id=order.pk))  # fmt: skip
    row = world.rows.add(Handover(number=world.number("handover", visit.day), unit=visit.unit, party=visit.party, custody=custody, order_id=order.pk,
                                  order_number=order.number, to_name=visit.party.name, owed=Decimal("0.00"), is_signed=True, at=at, by_name=ANA))  # fmt: skip
    world.history("work_order", order.pk, "handed_over", at, ANA, facts={"to": visit.party.name, "owed": "0.00"})
    world.paper("handover", row.pk, row.number, visit.day, at, by=ANA, title=visit.party.name, says={
        **visit.about, "extra": {"owed": "0.00", "returned_items": [], "meter": visit.unit.meter, "to_name": visit.party.name},
    }, **visit.tags)  # fmt: skip
    for job in visit.jobs:
        if job.state == "approved":
            world.rows.add(Warranty(unit=visit.unit, kind="repair", order_id=order.pk, order_number=order.number, text=job.title, starts_on=visit.day, months=3,
                                    ends_on=end_date(start=visit.day, months=3), at=at))  # fmt: skip
