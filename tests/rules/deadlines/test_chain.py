"""The due day follows from the chain of an application's actions."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.rules.deadlines import Action, Deadline, Way, reply_deadline
from gongkai.rules.refusal import Refusal
from tests.rules.deadlines.reckon import CALENDAR, day


def due(
    received: str, *steps: tuple[str, str], way: Way = "in_person", until: str = "2021-03-19"
) -> Deadline | None:
    chain = [Action(verb, day(on)) for verb, on in steps]
    return reply_deadline(day(received), way, chain, calendar=CALENDAR, until=day(until))


def due_on(received: str, *steps: tuple[str, str], way: Way = "in_person", until: str = "2021-03-19") -> date:
    found = due(received, *steps, way=way, until=until)
    assert found is not None
    return found.due


def test_nothing_happened_yet() -> None:
    assert due_on("2021-03-01") == day("2021-03-29")


def test_the_clock_begins_with_the_confirmation() -> None:
    assert due_on("2021-02-26", ("confirmed", "2021-03-01"), way="online") == day("2021-03-29")
    with pytest.raises(Refusal, match="还没有起算"):
        due("2021-02-26", way="online")


def test_it_stands_still_for_a_correction_and_begins_again_with_it() -> None:
    asked = ("correction_asked", "2021-02-03")
    assert due("2021-02-01", asked) is None
    found = due("2021-02-01", asked, ("corrected", "2021-03-01"))
    assert found is not None
    assert (found.starts, found.due) == (day("2021-03-01"), day("2021-03-29"))
    assert found.notes == ("自收到补正后的申请之日（2021-03-01）重新起算",)


def test_it_begins_again_with_a_payment() -> None:
    asked = ("fee_asked", "2021-02-03")
    assert due("2021-02-01", asked) is None
    assert due_on("2021-02-01", asked, ("fee_paid", "2021-03-01")) == day("2021-03-29")


def test_an_extension_lengthens_it() -> None:
    assert due_on("2019-05-15", ("extended", "2019-06-10")) == day("2019-07-11")


def test_a_consultation_is_left_out_from_letter_to_answer() -> None:
    letters = (("third_party_asked", "2021-03-08"), ("third_party_answered", "2021-03-12"))
    assert due_on("2021-03-01", *letters) == day("2021-04-06")


def test_two_letters_at_once_are_left_out_once() -> None:
    letters = (
        ("third_party_asked", "2021-03-08"),
        ("third_party_asked", "2021-03-08"),
        ("other_organ_asked", "2021-03-09"),
        ("third_party_answered", "2021-03-10"),
        ("third_party_answered", "2021-03-12"),
        ("other_organ_answered", "2021-03-12"),
    )
    assert due_on("2021-03-01", *letters) == day("2021-04-06")


def test_a_letter_nobody_answered_stops_the_clock_until_now() -> None:
    letter = ("third_party_asked", "2021-03-08")
    assert due_on("2021-03-01", letter, until="2021-03-12") == day("2021-04-06")
    assert due_on("2021-03-01", letter, until="2021-03-01") == day("2021-03-30")


def test_the_law_of_the_arrival_stays_after_a_correction() -> None:
    steps = (("correction_asked", "2019-05-13"), ("corrected", "2019-05-20"))
    found = due("2019-05-10", *steps)
    assert found is not None
    assert (found.law, found.workdays) == ("2007", 15)
    assert found.notes == ("自收到补正后的申请之日（2019-05-20）重新起算（本单位设置，条文未核实）",)


def test_the_order_in_which_actions_are_handed_in_does_not_matter() -> None:
    letters = (("third_party_answered", "2021-03-12"), ("third_party_asked", "2021-03-08"))
    assert due_on("2021-03-01", *letters) == day("2021-04-06")


def test_a_chain_that_cannot_be_is_refused() -> None:
    with pytest.raises(Refusal, match="只能有一次"):
        due("2021-03-01", ("extended", "2021-03-10"), ("extended", "2021-03-20"))
