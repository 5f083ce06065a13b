"""Consultations stop the clock, once, and only those that the law names."""

from __future__ import annotations

import pytest

from gongkai.rules.deadlines import Step
from gongkai.rules.refusal import Refusal
from tests.rules.deadlines.reckon import day, pause, reckon

WEEK = pause("2021-03-08", "2021-03-12")


def test_a_week_of_consultation_moves_the_day_by_its_working_days() -> None:
    plain = reckon("reply", "2021-03-01", way="in_person")
    paused = reckon("reply", "2021-03-01", way="in_person", pauses=(WEEK,))
    assert (plain.due, paused.due) == (day("2021-03-29"), day("2021-04-06"))
    why = {one.date: one.why for one in paused.days}
    assert why[day("2021-03-10")] == "征求第三方意见，不计入期限"


def test_overlapping_consultations_are_left_out_once() -> None:
    parts = (pause("2021-03-08", "2021-03-10"), pause("2021-03-09", "2021-03-12", "other_organ"), WEEK)
    found = reckon("reply", "2021-03-01", way="in_person", pauses=parts)
    assert found.due == day("2021-04-06")
    why = {one.date: one.why for one in found.days}
    assert why[day("2021-03-09")] == "征求第三方意见、征求其他机关意见，不计入期限"


def test_a_weekend_or_a_time_before_the_clock_costs_nothing() -> None:
    for idle in (pause("2021-03-06", "2021-03-07"), pause("2021-02-01", "2021-03-01")):
        found = reckon("reply", "2021-03-01", way="in_person", pauses=(idle,))
        assert found.due == day("2021-03-29")


def test_a_consultation_after_the_due_day_is_said_to_be_without_effect() -> None:
    found = reckon("reply", "2021-03-01", way="in_person", pauses=(pause("2021-04-01", "2021-04-02"),))
    assert found.due == day("2021-03-29")
    assert any("未影响期限" in note for note in found.notes)


def test_the_2007_text_knows_third_parties_only() -> None:
    asked = pause("2018-03-05", "2018-03-06")
    assert reckon("reply", "2018-03-01", way="in_person", pauses=(asked,)).due == day("2018-03-26")
    with pytest.raises(Refusal, match=r"第二十四条.*只有征求第三方意见的时间可以扣除"):
        reckon(
            "reply", "2018-03-01", way="in_person", pauses=(pause("2018-03-05", "2018-03-06", "other_organ"),)
        )


@pytest.mark.parametrize("step", ["correction", "third_party", "publication"])
def test_other_steps_have_no_such_time(step: Step) -> None:
    with pytest.raises(Refusal, match="没有可以扣除的时间"):
        reckon(step, "2021-03-01", way="in_person", pauses=(WEEK,))


def test_a_reversed_consultation_is_refused() -> None:
    with pytest.raises(Refusal, match="颠倒了"):
        reckon("reply", "2021-03-01", way="in_person", pauses=(pause("2021-03-12", "2021-03-08"),))


def test_a_letter_may_stay_unanswered_for_more_than_a_year() -> None:
    found = reckon("reply", "2021-03-01", way="in_person", pauses=(pause("2021-03-02", "2022-03-31"),))
    assert found.due > day("2022-04-20")
