"""Placements move only forward, whatever the order in which channels report."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.rules.procedure import forward
from gongkai.rules.procedure.placement import COUNTED, EXITS, PROVED, RANKS, REOPENS_DUTY, STATES

RANKED = st.sampled_from(list(RANKS))
ANY = st.sampled_from(list(STATES))


@given(RANKED, st.lists(RANKED), st.randoms())
def test_ranked_reports_lead_to_the_highest_in_any_order(
    start: str, reports: list[str], chance: object
) -> None:
    shuffled = sorted(reports)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reduce(forward, shuffled, start) == max([start, *reports], key=RANKS.__getitem__)


@given(ANY, ANY)
def test_the_same_report_twice_is_one(current: str, reported: str) -> None:
    once = forward(current, reported)
    assert forward(once, reported) == once


@given(RANKED, ANY)
def test_a_rank_never_falls(current: str, reported: str) -> None:
    after = forward(current, reported)
    assert after in EXITS or RANKS[after] >= RANKS[current]


@pytest.mark.parametrize(
    ("current", "reported", "after"),
    [
        ("queued", "failed", "failed"),
        ("out", "failed", "out"),
        ("proved", "cancelled", "proved"),
        ("approved", "cancelled", "cancelled"),
        ("failed", "queued", "queued"),
        ("failed", "checked", "failed"),
        ("failed", "out", "out"),
        ("cancelled", "queued", "cancelled"),
        ("cancelled", "out", "out"),
        ("out", "removed", "removed"),
        ("period_met", "removed", "removed"),
        ("taken_down", "removed", "taken_down"),
        ("planned", "removed", "planned"),
        ("removed", "out", "removed"),
        ("removed", "archived", "archived"),
        ("failed", "cancelled", "failed"),
    ],
)
def test_side_exits(current: str, reported: str, after: str) -> None:
    assert forward(current, reported) == after


@pytest.mark.parametrize(("current", "reported"), [("flown", "out"), ("out", "flown")])
def test_an_unknown_state_is_a_mistake(current: str, reported: str) -> None:
    with pytest.raises(KeyError, match="flown"):
        forward(current, reported)


def test_named_groups() -> None:
    assert {state for state in RANKS if RANKS[state] >= RANKS["out"]} == COUNTED
    assert PROVED < COUNTED
    assert REOPENS_DUTY < EXITS
