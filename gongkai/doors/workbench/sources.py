"""The registry of the inbox: each source brings one section of rows that wait for the person at the desk.

A room that has something waiting adds its source to :data:`SOURCES`; the inbox shows the sections in this order and
leaves out those that are empty.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property

from django.db.models import QuerySet
from django.urls import reverse

from gongkai.doors.workbench.guard import Desk
from gongkai.doors.workbench.marks import DutyRow, duty_row
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.queries import seen_by
from gongkai.records.catalogue.duties import Burden, burdens, excuses_ending
from gongkai.records.catalogue.models import Obligation
from gongkai.records.catalogue.queries import NEAR_DAYS, open_on

ROWS = 12
"""Rows of a section; the rest is one click away."""


@dataclass(frozen=True)
class Basket:
    """What the sources of one visit share: the bodies in sight and what waits at each, asked once."""

    desk: Desk
    bodies: QuerySet[Body] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "bodies", seen_by(self.desk.viewer))

    @cached_property
    def burdens(self) -> list[Burden]:
        """Late, today and near by body."""
        return burdens(self.bodies, self.desk.today)


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the inbox."""

    key: str
    label: str
    count: int
    rows: tuple[DutyRow, ...]
    more: str
    """Address of the whole list; empty when every row is shown."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a section comes from: how many wait, and the first of them."""

    key: str
    label: str
    count: Callable[[Basket], int]
    rows: Callable[[Basket], QuerySet[Obligation]]
    query: str
    """Query of the list that holds them all."""


def _open(basket: Basket) -> QuerySet[Obligation]:
    return (
        Obligation.objects.filter(open_on(basket.desk.today), body__in=basket.bodies)
        .select_related("body", "entry", "field", "owner", "event")
        .order_by("due_on", "id")
    )


def _late(basket: Basket) -> QuerySet[Obligation]:
    return _open(basket).filter(due_on__lt=basket.desk.today)


def _today(basket: Basket) -> QuerySet[Obligation]:
    return _open(basket).filter(due_on=basket.desk.today)


def _near(basket: Basket) -> QuerySet[Obligation]:
    today = basket.desk.today
    return _open(basket).filter(due_on__gt=today, due_on__lte=today + timedelta(days=NEAR_DAYS))


def _ending(basket: Basket) -> QuerySet[Obligation]:
    return excuses_ending(basket.bodies, basket.desk.today)


SOURCES: list[Source] = [
    Source(
        "today",
        "今天到期",
        lambda basket: sum(each.today for each in basket.burdens),
        _today,
        "standing=near",
    ),
    Source(
        "late", "已经逾期", lambda basket: sum(each.late for each in basket.burdens), _late, "standing=late"
    ),
    Source(
        "near",
        f"{NEAR_DAYS} 天内到期",
        lambda basket: sum(each.near for each in basket.burdens),
        _near,
        "standing=near",
    ),
    Source("ending", "免除快到期", lambda basket: _ending(basket).count(), _ending, "standing=excused"),
]


def sections(desk: Desk, basket: Basket, sources: Sequence[Source] | None = None) -> list[Section]:
    """The sections that hold anything."""
    found = []
    for source in SOURCES if sources is None else sources:
        count = source.count(basket)
        if not count:
            continue
        rows = tuple(duty_row(desk, row, beside="list=inbox") for row in source.rows(basket)[:ROWS])
        more = f"{reverse('workbench:obligations')}?{source.query}" if count > ROWS else ""
        found.append(Section(source.key, source.label, count, rows, more))
    return found
