"""Inbox and coverage map over a thousand towns' obligations: one clerk, one county, and their query counts."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import date

from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.duties import COUNTY, YEAR, make
from bench.ratios import Clock, Result, here, in_turn, ratio
from gongkai.readings.insight.columns import columns_on
from gongkai.readings.insight.coverage import by_column, by_month, by_stage, columns_under
from gongkai.records.bodies.models import Person
from gongkai.records.bodies.permissions import viewer_of
from gongkai.records.bodies.queries import find_body, seen_by
from gongkai.records.catalogue.duties import (
    DutyFilter,
    burdens,
    count_by_group,
    duties,
    excuses_ending,
    page_of_duties,
)
from gongkai.records.catalogue.models import Field, Obligation
from gongkai.records.catalogue.queries import edition_for, late_on

_ON = date(YEAR, 7, 2)
_READS = 100
_PAGE = 40


def results(obligations: int) -> list[Result]:
    """Both comparisons on ``obligations`` obligations."""
    call_command("migrate", verbosity=0)
    begun = time.monotonic()
    make(obligations)
    where = (
        f"{'SQLite' if connection.vendor == 'sqlite' else 'PostgreSQL'}，{Obligation.objects.count()} 项义务"
    )
    print(f"{where}：造数 {time.monotonic() - begun:.0f} 秒", file=sys.stderr)
    return [_inbox(where), _map(where)]


def _inbox(where: str) -> Result:
    """What a clerk's inbox reads: burdens, counts, the first page, excuses that end; against reading rows by key."""
    clerk = Person.objects.get(login="liangce")

    def inbox() -> None:
        bodies = seen_by(viewer_of(clerk, _ON))
        wanted = DutyFilter(bodies=bodies)
        burdens(bodies, _ON)
        count_by_group(wanted, _ON)
        page_of_duties(duties(wanted, _ON), after=None, limit=_PAGE)
        list(excuses_ending(bodies, _ON)[:_PAGE])

    keys = list(Obligation.objects.order_by("pk").values_list("pk", flat=True)[:: max(1, _count() // _READS)])

    def reads() -> None:
        for key in keys[:_READS]:
            Obligation.objects.get(pk=key)

    return _compared(f"经办人的待办 / 按键读 {_READS} 行（{where}）", inbox, reads, most=3)


def _map(where: str) -> Result:
    """A county of 40 towns and 800 villages by town, month and stage; against counting all that is late."""
    county = find_body(COUNTY)
    fields = list(Field.objects.order_by("order"))

    def chart() -> None:
        columns = columns_under(county)
        bodies = list(columns.of)
        by_column(columns, YEAR, _ON)
        by_month(bodies, YEAR, _ON)
        by_stage(bodies, YEAR)
        columns_on(bodies, fields, _ON, edition_for(county, _ON))

    def count_late() -> None:
        Obligation.objects.filter(late_on(_ON)).count()

    return _compared(f"一个县的覆盖图 / 数全部逾期义务（{where}）", chart, count_late, most=4)


def _count() -> int:
    return Obligation.objects.count()


def _compared(work: str, ours: Callable[[], None], theirs: Callable[[], None], *, most: float) -> Result:
    with CaptureQueriesContext(connection) as seen:
        ours()
    clock: Clock = "cpu" if connection.vendor == "sqlite" else "wall"
    mine, others = in_turn(lambda: here(ours), lambda: here(theirs))
    return ratio("map", work, mine, others, most=most, clock=clock, said=f"{len(seen)} 次查询")
