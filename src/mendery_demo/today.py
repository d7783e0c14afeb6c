"""The working day of today, done by the actions themselves: an order in every stage, an open till."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from mendery.ground.people.actor import Actor, night_shift
from mendery.registers.equipment.models import Unit
from mendery.trade.cashdesk.actions import shifts
from mendery.trade.cashdesk.queries import next_opening_of
from mendery.workshop.estimates.actions import answers, versions
from mendery.workshop.reception.actions.visits import TypedUnit, Visit, take_in
from mendery.workshop.workorders.actions import finishing, jobs, labour, lines, parts, quality
from mendery.workshop.workorders.models import Job, WorkOrder

from .visits import JobPlan
from .world import World

Stage = Callable[["Day", WorkOrder, JobPlan], None]


class Day:
    """Who acts and what time it is while the orders of today are carried forward."""

    def __init__(self, world: World, now: datetime) -> None:
        self.world, self.now = world, now
        self.by: Actor = night_shift("Ana Munteanu" if world.plan.country == "RO" else "Анна Миронова")

    def plan(self, order: WorkOrder, plan: JobPlan) -> Job:
        """Write the job with its labour and parts."""
        title, _complaint, hours, pieces = plan
        job = jobs.add(order=order, title=title, by=self.by, at=self.now)
        wanted = [lines.LineInput(item_id=self.world.labour.pk, text=title, quantity=Decimal(hours))]
        wanted += [lines.LineInput(item_id=self.world.shelves[code].item.pk, quantity=Decimal(count)) for code, count in pieces]
        lines.add_many(job=job, data=wanted, by=self.by, at=self.now)
        jobs.assign(jobs=[job], staff=self.world.staff["mechanic"], by=self.by, at=self.now)
        return job

    def agree(self, order: WorkOrder, job: Job, *, yes: bool = True) -> None:
        """Send the version and record the customer's word."""
        estimate = versions.send(order=order, by=self.by, at=self.now)
        answer = answers.JobAnswer(job_id=job.pk, is_approval=yes, why="" if yes else self.world.plan.words.WHY_NOT)
        answers.record(estimate=estimate, answers=[answer], who=order.party.name, how="phone", by=self.by, at=self.now)


def arrived(_day: Day, _order: WorkOrder, _plan: JobPlan) -> None:
    """Only taken in."""


def priced(day: Day, order: WorkOrder, plan: JobPlan) -> None:
    """Jobs are written, nothing is sent yet."""
    day.plan(order, plan)


def waiting(day: Day, order: WorkOrder, plan: JobPlan) -> None:
    """The customer has the estimate."""
    day.plan(order, plan)
    versions.send(order=order, by=day.by, at=day.now)


def short(day: Day, order: WorkOrder, plan: JobPlan) -> None:
    """Agreed, but the part is on no shelf."""
    title, code = day.world.plan.missing
    day.agree(order, day.plan(order, (title, plan[1], "2.5", ((code, 1),))))


def agreed(day: Day, order: WorkOrder, plan: JobPlan) -> None:
    """Agreed and reserved."""
    day.agree(order, day.plan(order, plan))


def in_work(day: Day, order: WorkOrder, plan: JobPlan) -> None:
    """Parts are taken and work goes on."""
    agreed(day, order, plan)
    finishing.start(order=order, by=day.by, at=day.now)
    parts.issue(order=order, by=day.by, at=day.now)


def checked(day: Day, order: WorkOrder, plan: JobPlan) -> None:
    """The work passed the check."""
    in_work(day, order, plan)
    done = list(Job.objects.filter(order=order))
    labour.finish_job(jobs=done, by=day.by, at=day.now, staff=day.world.staff["mechanic"])
    quality.pass_check(order=order, by=day.by, at=day.now)


def ready(day: Day, order: WorkOrder, plan: JobPlan) -> None:
    """Finished, waiting for the customer."""
    checked(day, order, plan)
    finishing.finish(order=order, by=day.by, at=day.now)


STAGES: tuple[Stage, ...] = (arrived, waiting, in_work, ready, priced, short, agreed, checked)


def open_today(world: World, now: datetime) -> None:
    """Open the till, take units in, and carry each order to its stage."""
    day = Day(world, now)
    shifts.open_shift(till=world.till, opening=next_opening_of(world.till), by=day.by, at=now - timedelta(hours=2))
    shelves, pieces_of_each = world.shelves, 3
    in_stock = [plan for plan in world.plan.jobs if all(shelves[code].on_hand >= count * pieces_of_each for code, count in plan[3])]
    units = list(Unit.objects.select_related("owner").order_by("id")[: world.plan.open])
    for place, unit in enumerate(units):
        plan = in_stock[place % len(in_stock)]
        taken = take_in(
            visit=Visit(
                branch=world.branch, party_id=unit.owner_id,
                units=[TypedUnit(unit_id=unit.pk, complaint=plan[1], meter=unit.meter, promised_at=now + timedelta(hours=place % 9 - 1, minutes=30))],
            ),
            by=day.by, at=now - timedelta(minutes=240 - 8 * place),
        )  # fmt: skip
        order = WorkOrder.objects.select_related("party").get(pk=taken.units.get().order_id)
        STAGES[place % len(STAGES)](day, order, plan)
