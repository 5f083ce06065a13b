"""Where an obligation stands follows from its dates, in Python and in the database alike, on every day."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.records.catalogue.actions import excuse_obligation
from gongkai.records.catalogue.duties import GROUPS, group_is, standing_is
from gongkai.records.catalogue.models import Obligation
from gongkai.records.catalogue.queries import (
    NEAR_DAYS,
    Dates,
    Standing,
    dates_of,
    late_on,
    open_on,
    standing,
)
from gongkai.records.ledger.models import Act
from gongkai.rules.refusal import Refusal
from tests.catalogue.county import AT, WHO, County, make_county, make_edition, make_entry

DUE = date(2018, 4, 20)
STEPS = (-30, -NEAR_DAYS - 1, -NEAR_DAYS, -1, 0, 1, 30)
"""Days before and after the due day at which something changes, or nearly."""


def day(step: int) -> date:
    return DUE + timedelta(days=step)


def obligation(county: County, key: str, **dates: date | None) -> Obligation:
    entry = make_entry(make_edition(county.town), county.affairs, "及时公开")
    return Obligation.objects.create(
        body=county.town, entry=entry, field=county.affairs, key=key, arose_on=day(-30), due_on=DUE,
        article="tiaoli-2007:18", **dates,
    )  # fmt: skip


@pytest.mark.django_db
def test_the_query_twins_agree_with_the_sentence_on_every_day() -> None:
    county = make_county()
    first = obligation(county, "0")
    excuses = [None, *((begin, end) for begin, end in product(STEPS, STEPS) if begin <= end)]
    rows = []
    for number, (met, excuse) in enumerate(product((None, *STEPS), excuses), 1):
        rows.append(
            Obligation(
                body=county.town,
                entry=first.entry,
                field=county.affairs,
                key=str(number),
                arose_on=day(-30),
                due_on=DUE,
                article="tiaoli-2007:18",
                met_on=None if met is None else day(met),
                excused_from=day(excuse[0]) if excuse else None,
                excused_until=day(excuse[1]) if excuse else None,
                excused_why="没有发生" if excuse else "",
                excused_by=WHO if excuse else "",
            )
        )
    Obligation.objects.bulk_create(rows)
    duties = list(Obligation.objects.all())
    for step in (-31, *STEPS, 31):
        on = day(step)
        said = {duty.pk: standing(dates_of(duty), on) for duty in duties}
        for one in Standing:
            found = set(Obligation.objects.filter(standing_is(one, on)).values_list("pk", flat=True))
            assert found == {pk for pk, stands in said.items() if stands is one}, (one, on)
        open_now = {
            pk for pk, stands in said.items() if stands in (Standing.OPEN, Standing.NEAR, Standing.LATE)
        }
        assert set(Obligation.objects.filter(open_on(on)).values_list("pk", flat=True)) == open_now
        late = {pk for pk, stands in said.items() if stands is Standing.LATE}
        assert set(Obligation.objects.filter(late_on(on)).values_list("pk", flat=True)) == late
        for group in GROUPS:
            found = set(Obligation.objects.filter(group_is(group.key, on)).values_list("pk", flat=True))
            assert found == {pk for pk, stands in said.items() if stands in group.standings}, (group, on)


dates = st.dates(date(2017, 1, 1), date(2019, 12, 31))


@given(dates, st.none() | dates, st.none() | st.tuples(dates, dates).map(sorted), dates)
def test_lateness_follows_from_dates_alone(
    due: date, met: date | None, excuse: list[date] | None, on: date
) -> None:
    begin, end = excuse or (None, None)
    found = standing(Dates(due, met, begin, end), on)
    if met is not None and met <= on:
        assert found is (Standing.MET if met <= due else Standing.MET_LATE)
    elif begin is not None and end is not None and begin <= on <= end:
        assert found is Standing.EXCUSED
    else:
        assert (found is Standing.LATE) == (on > due)


def test_an_excuse_that_has_ended_leaves_the_duty_late() -> None:
    excused = Dates(DUE, None, day(-5), day(10))
    assert standing(excused, day(10)) is Standing.EXCUSED
    assert standing(excused, day(11)) is Standing.LATE


@pytest.mark.django_db
def test_an_excuse_has_reason_person_and_end_and_leaves_its_act() -> None:
    duty = obligation(make_county(), "1")
    excuse_obligation(duty, why=" 本季度没有发生 ", first=day(-5), until=day(10), by="分管领导", at=AT)
    assert (duty.excused_why, duty.excused_by, duty.excused_until) == ("本季度没有发生", "分管领导", day(10))
    assert Act.objects.get().detail == {"why": "本季度没有发生", "from": "2018-04-15", "until": "2018-04-30"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("why", "until", "met", "said"),
    [
        (" ", day(10), None, "请写明免除的理由"),
        ("没有", day(-6), None, "早于起始日期"),
        ("没有", day(10), day(-6), "已经履行"),
    ],
)
def test_an_excuse_that_cannot_be_is_refused(why: str, until: date, met: date | None, said: str) -> None:
    duty = obligation(make_county(), "1", met_on=met)
    with pytest.raises(Refusal, match=said):
        excuse_obligation(duty, why=why, first=day(-5), until=until, by=WHO, at=AT)
    assert Obligation.objects.get().excused_from is None
    assert not Act.objects.exists()
