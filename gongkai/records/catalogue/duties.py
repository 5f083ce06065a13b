"""Lists of obligations: which ones, in which order, how many of each standing; always for a day that is handed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from gongkai.records.bodies.models import Body
from gongkai.records.catalogue.models import Obligation
from gongkai.records.catalogue.queries import NEAR_DAYS, Standing, late_on, open_on

COUNT_LIMIT = 10_000
"""A list says “10000 项以上” beyond this."""


class Group(NamedTuple):
    """Standings that a list shows together."""

    key: str
    label: str
    standings: tuple[Standing, ...]


GROUPS = (
    Group("waiting", "待办", (Standing.LATE, Standing.NEAR, Standing.OPEN)),
    Group("late", "已逾期", (Standing.LATE,)),
    Group("near", "即将到期", (Standing.NEAR,)),
    Group("open", "未到期", (Standing.OPEN,)),
    Group("met", "已履行", (Standing.MET, Standing.MET_LATE)),
    Group("met_late", "逾期履行", (Standing.MET_LATE,)),
    Group("excused", "已免除", (Standing.EXCUSED,)),
    Group("all", "全部", tuple(Standing)),
)
BY_KEY = {group.key: group for group in GROUPS}


def standing_is(standing: Standing, on: date) -> Q:
    """The query twin of :func:`gongkai.records.catalogue.queries.standing`."""
    last_near = on + timedelta(days=NEAR_DAYS)
    met = Q(met_on__isnull=False, met_on__lte=on)
    if standing is Standing.MET:
        return met & Q(met_on__lte=F("due_on"))
    if standing is Standing.MET_LATE:
        return met & Q(met_on__gt=F("due_on"))
    if standing is Standing.EXCUSED:
        unmet = Q(met_on__isnull=True) | Q(met_on__gt=on)
        return unmet & Q(excused_from__lte=on, excused_until__gte=on)
    if standing is Standing.LATE:
        return late_on(on)
    if standing is Standing.NEAR:
        return open_on(on) & Q(due_on__gte=on, due_on__lte=last_near)
    return open_on(on) & Q(due_on__gt=last_near)


def group_is(key: str, on: date) -> Q:
    """The condition of one of :data:`GROUPS`."""
    if key == "all":
        return Q()
    if key == "waiting":
        return open_on(on)
    found = Q(pk__in=[])
    for standing in BY_KEY[key].standings:
        found |= standing_is(standing, on)
    return found


@dataclass(frozen=True, slots=True)
class DutyFilter:
    """What a list holds. ``bodies`` is what the person may see, or fewer; None elsewhere means any."""

    bodies: QuerySet[Body] | Sequence[int]
    group: str = "waiting"
    field: str = ""
    """Code of the field."""
    period: str = ""
    due_from: date | None = None
    due_to: date | None = None
    owner_id: int | None = None
    entry_id: int | None = None
    words: str = ""

    def with_group(self, group: str) -> DutyFilter:
        """The same list for another group of standings."""
        return replace(self, group=group)


def duties(wanted: DutyFilter, on: date) -> QuerySet[Obligation]:
    """Obligations of a filter, the soonest due first, with what a row shows."""
    found = Obligation.objects.filter(group_is(wanted.group, on), body__in=wanted.bodies)
    if wanted.field:
        found = found.filter(field__code=wanted.field)
    if wanted.period:
        found = found.filter(period=wanted.period)
    if wanted.due_from:
        found = found.filter(due_on__gte=wanted.due_from)
    if wanted.due_to:
        found = found.filter(due_on__lte=wanted.due_to)
    if wanted.owner_id:
        found = found.filter(owner=wanted.owner_id)
    if wanted.entry_id:
        found = found.filter(entry=wanted.entry_id)
    if wanted.words:
        found = found.filter(_says(wanted.words))
    return found.select_related("body", "entry", "field", "owner", "event").order_by("due_on", "id")


def _says(words: str) -> Q:
    return (
        Q(entry__level1__icontains=words)
        | Q(entry__level2__icontains=words)
        | Q(entry__level3__icontains=words)
        | Q(event__title__icontains=words)
        | Q(body__name__icontains=words)
    )


class DutyKey(NamedTuple):
    """Where a page of the list ends."""

    due_on: date
    pk: int


@dataclass(frozen=True, slots=True)
class DutyPage:
    """Some obligations; ``after`` is None on the last page."""

    rows: list[Obligation]
    after: DutyKey | None


def page_of_duties(found: QuerySet[Obligation], *, after: DutyKey | None, limit: int) -> DutyPage:
    """One page by key and not by offset: one query, whatever the depth."""
    if after is not None:
        found = found.filter(due_on__gte=after.due_on).exclude(due_on=after.due_on, id__lte=after.pk)
    rows = list(found[: limit + 1])
    more = len(rows) > limit
    rows = rows[:limit]
    return DutyPage(rows, DutyKey(rows[-1].due_on, rows[-1].pk) if more else None)


def first_of_each_day(found: QuerySet[Obligation], most: int) -> list[Obligation]:
    """The first few of every due day, for a calendar: a county's month has thousands, and shows a few a day."""
    place = Window(RowNumber(), partition_by="due_on", order_by="id")
    return list(found.annotate(place=place).filter(place__lte=most).order_by("due_on", "id"))


def count_by_day(found: QuerySet[Obligation]) -> dict[date, int]:
    """How many are due on each day; one query."""
    return dict(found.order_by().values_list("due_on").annotate(number=Count("id")).order_by("due_on"))


def count_by_group(wanted: DutyFilter, on: date) -> dict[str, int]:
    """How many of a filter stand in each group; one query."""
    counted = (
        duties(wanted.with_group("all"), on)
        .order_by()
        .aggregate(
            **{group.key: Count("id", filter=group_is(group.key, on)) for group in GROUPS[:-1]},
            all=Count("id"),
        )
    )
    return {key: int(number) for key, number in counted.items()}


@dataclass(frozen=True, slots=True)
class Burden:
    """What waits at one body on a day."""

    body_id: int
    code: str
    name: str
    late: int
    today: int
    near: int
    """Due within the near days, today apart."""


def burdens(bodies: QuerySet[Body], on: date) -> list[Burden]:
    """What is late, due today and near for every body that has any of it, in the order of codes; one query."""
    counted = (
        Obligation.objects.filter(open_on(on), body__in=bodies, due_on__lte=on + timedelta(days=NEAR_DAYS))
        .values_list("body_id", "body__code", "body__name")
        .annotate(
            late=Count("id", filter=Q(due_on__lt=on)),
            today=Count("id", filter=Q(due_on=on)),
            near=Count("id", filter=Q(due_on__gt=on)),
        )
        .order_by("body__code")
    )
    return [Burden(*row) for row in counted]


def excuses_ending(bodies: QuerySet[Body], on: date) -> QuerySet[Obligation]:
    """Excused duties whose excuse ends within the near days: they will be open again, and most of them late."""
    return (
        Obligation.objects.filter(
            standing_is(Standing.EXCUSED, on),
            body__in=bodies,
            excused_until__lte=on + timedelta(days=NEAR_DAYS),
        )
        .select_related("body", "entry", "field", "owner", "event")
        .order_by("excused_until", "id")
    )
