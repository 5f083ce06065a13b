"""The counters of the yearly report, kept in the transaction of every change of a placement.

What some items add to the counters is read before and after a change, and the difference is written; so the counters
follow whatever the change was. It happens in the writer's turn (:func:`gongkai.records.ledger.actions.take_turn`),
so two writers never reckon from the same state.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from django.db import connection
from django.db.models import F

from gongkai.records.disclosure.models import COUNTED_STATES, Channel, DisclosureCount, Placement
from gongkai.records.disclosure.recount import rebuild_counts
from gongkai.records.ledger.actions import take_turn

CHUNK = 500
"""Items a query: below the least number of parameters that a database takes."""


class CountKey(NamedTuple):
    """What tells one counter from another."""

    body_id: int
    year: int
    month: int
    field_code: str
    channels: int
    normative: bool


class CountValue(NamedTuple):
    """How many items, and how many placements of theirs."""

    items: int
    placements: int


_NOTHING = CountValue(0, 0)
Contribution = dict[CountKey, CountValue]


@contextmanager
def recounting(item_ids: Collection[int]) -> Iterator[None]:
    """Keep the counters right over a change of these items or of their placements.

    Must run in a transaction, and the items' placements change by nobody else within it. ``item_ids`` may grow inside
    the block: an item that is made there added nothing before.
    """
    take_turn()
    before = contribution(item_ids)
    yield
    write_difference(before, contribution(item_ids))


def contribution(item_ids: Collection[int]) -> Contribution:
    """What these items add to the counters as they stand: one query for every 500 of them."""
    added: Contribution = {}
    for key, placements in _yearly(sorted(item_ids)):
        before = added.get(key, _NOTHING)
        added[key] = CountValue(before.items + 1, before.placements + placements)
    return added


def _yearly(item_ids: Sequence[int]) -> Iterator[tuple[CountKey, int]]:
    """For every item and year: the counter under which the item counts, and its number of placements."""
    for start in range(0, len(item_ids), CHUNK):
        placed = (
            Placement.objects.filter(item__in=item_ids[start : start + CHUNK], state__in=COUNTED_STATES)
            .order_by("item", "placed_on")
            .values_list(
                "item",
                "placed_on",
                "channel",
                "item__body",
                "item__normative",
                "item__field__code",
                named=True,
            )
        )
        seen: dict[tuple[int, int], tuple[CountKey, int]] = {}
        for row in placed:
            year, bit = row.placed_on.year, Channel(row.channel).bit
            key, placements = seen.get((row.item, year)) or (
                CountKey(
                    row.item__body,
                    year,
                    row.placed_on.month,
                    row.item__field__code or "",
                    0,
                    row.item__normative,
                ),
                0,
            )
            seen[row.item, year] = (key._replace(channels=key.channels | bit), placements + 1)
        yield from seen.values()


def write_difference(before: Contribution, after: Contribution) -> None:
    """Bring the counters from what was to what is.

    A counter that cannot give what is taken from it has drifted: its body's year is counted anew.
    """
    drifted: set[tuple[int, int]] = set()
    changes = {key: _change(before.get(key, _NOTHING), after.get(key, _NOTHING)) for key in before | after}
    for key, change in changes.items():
        if min(change) < 0 and not _take(key, change):
            drifted.add((key.body_id, key.year))
    for key, change in changes.items():
        if min(change) >= 0 and any(change) and (key.body_id, key.year) not in drifted:
            _add(key, change)
    for body_id, year in drifted:
        rebuild_counts([body_id], year=year)


def _change(was: CountValue, now: CountValue) -> CountValue:
    return CountValue(now.items - was.items, now.placements - was.placements)


def _add(key: CountKey, change: CountValue) -> None:
    """Insert the counter or add to it, in one statement that two writers cannot both win."""
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [*key, *change])


_TABLE = DisclosureCount._meta.db_table
_KEY = "body_id, year, month, field_code, channels, normative"
_ADD = (
    f"INSERT INTO {_TABLE} ({_KEY}, items, placements) VALUES (%s, %s, %s, %s, %s, %s, %s, %s) "  # noqa: S608
    f"ON CONFLICT ({_KEY}) DO UPDATE SET items = {_TABLE}.items + excluded.items, "
    f"placements = {_TABLE}.placements + excluded.placements"
)


def _take(key: CountKey, change: CountValue) -> bool:
    """Take from the counter, and whether it could give."""
    counter = DisclosureCount.objects.filter(**key._asdict())
    given = counter.filter(items__gte=-change.items, placements__gte=-change.placements).update(
        items=F("items") + change.items, placements=F("placements") + change.placements
    )
    counter.filter(items=0).delete()
    return bool(given)
