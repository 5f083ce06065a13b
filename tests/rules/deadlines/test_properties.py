"""What holds of every deadline."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.calendar import Calendar
from gongkai.rules.deadlines import Deadline, Pause, Step, deadline

CALENDAR = Calendar()
RECEIVED = st.dates(date(2008, 5, 1), date(2027, 12, 31))
STEPS = st.sampled_from(["reply", "extension"])
PAUSES = st.lists(st.tuples(st.integers(-10, 60), st.integers(0, 20)), max_size=4)


def reckon(step: Step, received: date, spans: list[tuple[int, int]]) -> Deadline:
    pauses = [
        Pause(received + timedelta(days=after), received + timedelta(days=after + length))
        for after, length in spans
    ]
    return deadline(step, received, calendar=CALENDAR, way="in_person", pauses=pauses)


@given(STEPS, RECEIVED, PAUSES)
def test_it_ends_on_the_last_counted_day_which_is_a_working_day(
    step: Step, received: date, spans: list[tuple[int, int]]
) -> None:
    found = reckon(step, received, spans)
    assert CALENDAR.is_workday(found.due)
    assert found.days[-1].date == found.due
    assert found.days[-1].counts
    assert sum(one.counts for one in found.days) == found.workdays
    assert all(CALENDAR.is_workday(one.date) for one in found.days if one.counts)


@given(STEPS, RECEIVED, PAUSES)
def test_its_days_follow_one_another_without_a_gap(
    step: Step, received: date, spans: list[tuple[int, int]]
) -> None:
    dates = [one.date for one in reckon(step, received, spans).days]
    assert dates == [received + timedelta(days=n) for n in range(len(dates))]


@given(STEPS, RECEIVED, PAUSES, st.tuples(st.integers(-10, 60), st.integers(0, 20)))
def test_another_pause_never_makes_it_earlier(
    step: Step, received: date, spans: list[tuple[int, int]], more: tuple[int, int]
) -> None:
    assert reckon(step, received, [*spans, more]).due >= reckon(step, received, spans).due


@given(STEPS, RECEIVED, PAUSES)
def test_the_order_and_the_repetition_of_pauses_do_not_matter(
    step: Step, received: date, spans: list[tuple[int, int]]
) -> None:
    assert reckon(step, received, [*reversed(spans), *spans]).due == reckon(step, received, spans).due


@given(RECEIVED, PAUSES)
def test_an_extension_is_never_earlier_than_the_reply(received: date, spans: list[tuple[int, int]]) -> None:
    assert reckon("extension", received, spans).due > reckon("reply", received, spans).due


@given(STEPS, RECEIVED)
def test_a_later_receipt_under_one_law_is_never_due_earlier(step: Step, received: date) -> None:
    today, tomorrow = reckon(step, received, []), reckon(step, received + timedelta(days=1), [])
    if today.law == tomorrow.law:
        assert tomorrow.due >= today.due


@given(RECEIVED)
def test_without_pauses_it_is_plain_addition(received: date) -> None:
    found = reckon("reply", received, [])
    assert found.due == CALENDAR.add_workdays(received, 15 if found.law == "2007" else 20)
    assert found.left(received) == found.workdays
