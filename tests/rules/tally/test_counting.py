"""What counts as one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.refusal import Refusal
from gongkai.rules.tally.counting import closing_rate, tallies, tally

TEXT_NUMBERS = (
    "key_field_items", "cases_elder_card", "cases_death_benefit", "cases_benefit_qualification",
    "cases_insurance_registration", "cases_regular_benefit", "cases_4050_entry", "tickets_12345_received",
    "tickets_12345_closed", "flows_sorted_out", "supervised_proposals_received", "supervised_proposals_closed",
    "suggestions_received", "suggestions_closed", "suggestions_in_hand", "interpretation_sessions",
    "interpretations_own", "interpretations_reprinted", "mayor_letters_received", "mayor_letters_closed",
    "villages", "communities", "liaisons", "notice_boards",
)  # fmt: skip
"""The numbers that the text of the 2018 report of 邵岗镇 states beside its table."""


def test_every_tally_says_what_counts_as_one_and_on_what_ground() -> None:
    for name, one in tallies().items():
        assert one.name == name
        assert one.name.isidentifier()
        assert one.label
        assert one.unit
        assert one.counts
        assert one.basis


def test_the_same_item_in_two_channels_counts_once() -> None:
    assert "不同渠道和方式公开相同信息计1条" in tally("items_disclosed").counts


@pytest.mark.parametrize("name", TEXT_NUMBERS)
def test_the_numbers_of_the_text_have_tallies(name: str) -> None:
    assert tally(name).basis


def test_what_is_in_hand_is_not_closed() -> None:
    assert "不算办结" in tally("suggestions_closed").counts
    assert "不进入办结率" in tally("suggestions_in_hand").counts


def test_an_unknown_tally_is_refused() -> None:
    with pytest.raises(Refusal, match="no_such_tally"):
        tally("no_such_tally")


@pytest.mark.parametrize(
    ("closed", "received", "rate"), [(5, 5, 100.0), (13, 15, 86.7), (0, 4, 0.0), (1, 16, 6.3), (0, 0, None)]
)
def test_the_closing_rate(closed: int, received: int, rate: float | None) -> None:
    assert closing_rate(closed, received) == rate


@pytest.mark.parametrize(("closed", "received"), [(16, 15), (-1, 15)])
def test_more_closed_than_received_is_refused(closed: int, received: int) -> None:
    with pytest.raises(Refusal, match=str(closed)):
        closing_rate(closed, received)


@given(st.integers(1, 10**6).flatmap(lambda received: st.tuples(st.integers(0, received), st.just(received))))
def test_a_rate_is_a_share(counts: tuple[int, int]) -> None:
    closed, received = counts
    rate = closing_rate(closed, received)
    assert rate is not None
    assert 0 <= rate <= 100
    assert abs(rate - 100 * closed / received) <= 0.0500001
