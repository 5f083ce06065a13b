"""Which days count, and why."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendar import Calendar, YearDays

CALENDAR = Calendar()


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2018, 3, 14), True, "周三"),
        (date(2018, 3, 10), False, "周六"),
        (date(2018, 3, 11), False, "周日"),
        (date(2018, 10, 1), False, "国庆节休假"),
        (date(2018, 2, 11), True, "春节调休上班"),
        (date(2018, 2, 24), True, "春节调休上班"),
        (date(2018, 4, 8), True, "清明节调休上班"),
        (date(2018, 12, 29), True, "元旦调休上班"),
        (date(2018, 12, 31), False, "元旦休假"),
        (date(2015, 9, 3), False, "抗战胜利70周年纪念日休假"),
        (date(2012, 6, 23), False, "端午节休假"),
        (date(2020, 1, 31), False, "春节休假"),
        (date(2020, 2, 3), True, "周一"),
    ],
)
def test_a_day_and_its_reason(day: date, works: bool, why: str) -> None:
    assert CALENDAR.is_workday(day) is works
    assert CALENDAR.why(day) == why
    assert not CALENDAR.is_provisional(day)


def test_dated_counts() -> None:
    assert CALENDAR.add_workdays(date(2018, 2, 9), 20) == date(2018, 3, 14)
    assert CALENDAR.count_workdays(date(2017, 12, 31), date(2018, 12, 31)) == 250
    assert CALENDAR.add_workdays(date(2019, 9, 27), 2) == date(2019, 9, 30)
    assert CALENDAR.add_workdays(date(2020, 1, 23), 1) == date(2020, 2, 3)


def test_a_year_without_its_notice_is_said_to_be_provisional() -> None:
    day = CALENDAR.day(date(2027, 1, 4))
    assert day.provisional
    assert day.works
    assert day.why == "周一（2027年放假安排未载入，暂按周末推算）"
    assert CALENDAR.is_provisional(date(2006, 12, 31))
    assert not CALENDAR.is_loaded(2027)


def test_the_last_days_before_an_unknown_year_may_still_move() -> None:
    assert not CALENDAR.is_provisional(date(2026, 12, 28))
    assert CALENDAR.is_provisional(date(2026, 12, 29))
    assert "年末可能调休" in CALENDAR.why(date(2026, 12, 31))
    assert not CALENDAR.is_provisional(date(2025, 12, 31))


def test_a_town_brings_a_year() -> None:
    year = YearDays(2027, {date(2027, 1, 1): "元旦"}, {date(2027, 1, 3): "元旦"})
    town = Calendar(given=[year])
    assert town.day(date(2027, 1, 1)).why == "元旦休假"
    assert town.day(date(2027, 1, 3)).works
    assert not town.is_provisional(date(2027, 1, 4))
    assert not town.is_provisional(date(2026, 12, 31))
    assert town.is_provisional(date(2028, 1, 3))


def test_a_given_year_replaces_the_shipped_one() -> None:
    town = Calendar(given=[YearDays(2018, {}, {})])
    assert town.is_workday(date(2018, 10, 1))
    assert not town.is_workday(date(2018, 2, 11))


def test_a_local_holiday_lies_on_top_and_loads_no_year() -> None:
    local = YearDays(2019, {date(2019, 6, 5): "开斋节", date(2019, 6, 6): "开斋节"}, {})
    town = Calendar(local=[local, YearDays(2027, {date(2027, 3, 10): "开斋节"}, {})])
    assert town.why(date(2019, 6, 5)) == "开斋节休假"
    assert town.why(date(2019, 6, 7)) == "端午节休假"
    assert not town.is_provisional(date(2019, 6, 5))
    assert town.add_workdays(date(2019, 6, 4), 1) == date(2019, 6, 10)
    assert not town.is_workday(date(2027, 3, 10))
    assert town.is_provisional(date(2027, 3, 10))


DAYS = st.dates(date(2006, 1, 1), date(2028, 12, 31))


@given(DAYS, st.integers(0, 120))
def test_counting_undoes_adding(day: date, count: int) -> None:
    assert CALENDAR.count_workdays(day, CALENDAR.add_workdays(day, count)) == count


@given(DAYS, st.integers(1, 120))
def test_adding_ends_on_a_working_day_and_one_more_is_later(day: date, count: int) -> None:
    end = CALENDAR.add_workdays(day, count)
    assert CALENDAR.is_workday(end)
    assert CALENDAR.add_workdays(day, count + 1) > end


@given(DAYS, st.integers(0, 200), st.integers(0, 200))
def test_spans_add_up(day: date, first: int, second: int) -> None:
    middle = day + timedelta(days=first)
    end = middle + timedelta(days=second)
    assert CALENDAR.count_workdays(day, middle) + CALENDAR.count_workdays(middle, end) == (
        CALENDAR.count_workdays(day, end)
    )


@given(DAYS, st.integers(0, 60))
def test_the_days_of_a_span_agree_with_its_count(day: date, length: int) -> None:
    end = day + timedelta(days=length)
    days = CALENDAR.days(day + timedelta(days=1), end)
    assert len(days) == length
    assert sum(one.works for one in days) == CALENDAR.count_workdays(day, end)


def test_a_reversed_span_and_a_negative_count_are_mistakes() -> None:
    with pytest.raises(ValueError, match="comes before"):
        CALENDAR.count_workdays(date(2018, 2, 2), date(2018, 2, 1))
    with pytest.raises(ValueError, match="-1"):
        CALENDAR.add_workdays(date(2018, 2, 2), -1)
    assert CALENDAR.days(date(2018, 2, 2), date(2018, 2, 1)) == ()
