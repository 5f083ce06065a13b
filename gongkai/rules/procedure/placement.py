"""投放: an item version on one channel target. States have ranks, and a placement only moves to a higher one.

Channels report late, twice and out of order. Because a report of a lower rank changes nothing, ranked reports lead
to the same state whatever the order of their arrival.
"""

from __future__ import annotations

from collections.abc import Mapping

STATES: Mapping[str, str] = {
    "planned": "待投放",
    "checked": "待审",
    "approved": "已批",
    "queued": "排队",
    "in_progress": "办理中",
    "out": "已公开",
    "proved": "已公开有凭证",
    "period_met": "期满",
    "taken_down": "已撤下",
    "archived": "已归档",
    "failed": "未成功",
    "cancelled": "已取消",
    "removed": "被平台撤下",
}
RANKS: Mapping[str, int] = {state: rank for rank, state in enumerate(list(STATES)[:10])}
"""The ranked states, 0 to 9; the other three are side exits without a rank."""
EXITS = frozenset(STATES) - frozenset(RANKS)

COUNTED = frozenset({"out", "proved", "period_met", "taken_down", "archived"})
"""The item was before the public: it counts in the yearly report, also after the sheet came down."""
PROVED = frozenset({"proved", "period_met"})
"""Verified by somebody or something. A sheet taken down unverified has no proof, so the receipts must say."""
REOPENS_DUTY = frozenset({"failed", "removed"})
"""The duty to disclose stands again and somebody must be told."""


def forward(current: str, reported: str) -> str:
    """The state after a report: the higher rank wins, and an exit holds only where it can be true.

    ``failed`` and ``cancelled`` are believed before the item is out, ``removed`` only after it. A report that the
    item is out overrules a failure or a cancellation: the world knows better than the plan.

    Raises KeyError for a state that does not exist.
    """
    for state in (current, reported):
        if state not in STATES:
            raise KeyError(state)
    out = RANKS["out"]
    if reported in EXITS:
        if current in EXITS:
            return current
        is_out = out <= RANKS[current] < RANKS["taken_down"]
        if reported == "removed":
            return reported if is_out else current
        return reported if RANKS[current] < out else current
    if current == "removed":
        return reported if reported == "archived" else current
    if current in EXITS:
        begins_again = current == "failed" and RANKS[reported] >= RANKS["queued"]
        return reported if begins_again or RANKS[reported] >= out else current
    return max(current, reported, key=RANKS.__getitem__)
