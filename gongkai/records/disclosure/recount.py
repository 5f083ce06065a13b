"""Counting anew: the counters rebuilt from the placements, or compared with them, by the database alone.

One statement reckons every counter, whatever the number of placements; the same one serves SQLite and PostgreSQL. The
channels of an item are summed as distinct bits, which is their set.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from gongkai.records.bodies.models import Body
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.models import COUNTED_STATES, Channel, DisclosureCount, Item, Placement
from gongkai.records.ledger.actions import take_turn

_COUNT = DisclosureCount._meta.db_table
_KEY = "body_id, year, month, field_code, channels, normative"
_SHOWN = 20

Value = int | str | date


def rebuild_counts(body_ids: Sequence[int] | None = None, *, year: int | None = None) -> None:
    """Count anew the items of these bodies (None: of all) for a year (None: for every year).

    Runs in the writer's turn, so nothing is placed meanwhile. After an import of many placements this is cheaper than
    keeping the counters item by item.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        take_turn()
        cursor.execute(*_deletion(body_ids, year))
        counted, values = _counted(body_ids, year)
        cursor.execute(
            f"INSERT INTO {_COUNT} ({_KEY}, items, placements) {counted}",
            values,
        )


@dataclass(frozen=True, slots=True)
class WrongCount:
    """One counter that is not what the placements say."""

    body_code: str
    year: int
    month: int
    field_code: str
    channels: int
    normative: bool
    items: int
    """What the counter holds."""
    true_items: int
    placements: int
    true_placements: int


@dataclass(frozen=True, slots=True)
class CountsState:
    """Whether the counters equal the placements; ``wrong`` shows the first that do not."""

    wrong: tuple[WrongCount, ...]

    @property
    def ok(self) -> bool:
        return not self.wrong


def counts_state(body_ids: Sequence[int] | None = None, *, year: int | None = None) -> CountsState:
    """Compare every counter with the placements; the first 20 that differ are shown."""
    counted, counted_values = _counted(body_ids, year)
    where, where_values = _where("body_id", body_ids, "year = %s" if year else "", [year] if year else [])
    statement = (
        f"SELECT b.code, year, month, field_code, channels, normative, SUM(items), SUM(true_items), "  # noqa: S608
        f"SUM(placements), SUM(true_placements) FROM ("
        f"SELECT {_KEY}, items, placements, 0 AS true_items, 0 AS true_placements FROM {_COUNT}{where} UNION ALL "
        f"SELECT {_KEY}, 0, 0, items, placements FROM ({counted}) reckoned"
        f") both_ways JOIN {Body._meta.db_table} b ON b.id = body_id "
        f"GROUP BY b.code, year, month, field_code, channels, normative "
        f"HAVING SUM(items) <> SUM(true_items) OR SUM(placements) <> SUM(true_placements) "
        f"ORDER BY 1, 2, 3, 4, 5, 6 LIMIT {_SHOWN}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*where_values, *counted_values])
        rows = cursor.fetchall()
    return CountsState(
        tuple(
            WrongCount(
                code, on, month, field, channels, bool(normative), *(int(number) for number in numbers)
            )
            for code, on, month, field, channels, normative, *numbers in rows
        )
    )


def _deletion(body_ids: Sequence[int] | None, year: int | None) -> tuple[str, list[Value]]:
    where, values = _where("body_id", body_ids, "year = %s" if year else "", [year] if year else [])
    return f"DELETE FROM {_COUNT}{where}", values  # noqa: S608


def _where(
    column: str, body_ids: Sequence[int] | None, condition: str, values: Sequence[Value]
) -> tuple[str, list[Value]]:
    """A WHERE clause (or nothing) of a condition and a list of bodies."""
    parts, given = ([condition] if condition else []), list(values)
    if body_ids is not None:
        parts.append(f"{column} IN ({', '.join(['%s'] * len(body_ids))})" if body_ids else "1 = 0")
        given.extend(body_ids)
    return (f" WHERE {' AND '.join(parts)}" if parts else ""), given


def _counted(body_ids: Sequence[int] | None, year: int | None) -> tuple[str, list[Value]]:
    """The statement that reckons the counters from the placements, with its values.

    An item counts once a year, under the month of its first counted placement of that year and the set of channels
    of that year (不同渠道和方式公开相同信息计1条).
    """
    item, placement = Item._meta.db_table, Placement._meta.db_table
    bits = " ".join(f"WHEN '{channel.value}' THEN {channel.bit}" for channel in Channel)
    states = ", ".join(f"'{state.value}'" for state in COUNTED_STATES)
    conditions, values = [f"p.state IN ({states})"], list[Value]()
    if year is not None:
        conditions.append("p.placed_on BETWEEN %s AND %s")
        values.extend([date(year, 1, 1), date(year, 12, 31)])
    if body_ids is not None:
        mine, mine_values = _where("body_id", body_ids, "", [])
        conditions.append(f"p.item_id IN (SELECT id FROM {item}{mine})")  # noqa: S608
        values.extend(mine_values)
    statement = (
        f"SELECT i.body_id, once.year, {_part('month', 'once.first_on')} AS month, "  # noqa: S608
        f"COALESCE(f.code, '') AS field_code, once.channels, i.normative, "
        f"COUNT(*) AS items, SUM(once.placements) AS placements FROM ("
        f"SELECT p.item_id, {_part('year', 'p.placed_on')} AS year, MIN(p.placed_on) AS first_on, "
        f"SUM(DISTINCT CASE p.channel {bits} ELSE 0 END) AS channels, COUNT(*) AS placements "
        f"FROM {placement} p WHERE {' AND '.join(conditions)} GROUP BY p.item_id, {_part('year', 'p.placed_on')}"
        f") once JOIN {item} i ON i.id = once.item_id "
        f"LEFT JOIN {Field._meta.db_table} f ON f.id = i.field_id GROUP BY 1, 2, 3, 4, 5, 6"
    )
    return statement, values


def _part(part: str, column: str) -> str:
    """The year or the month of a day, as a whole number."""
    if connection.vendor == "postgresql":
        return f"CAST(EXTRACT({part} FROM {column}) AS integer)"
    start, length = (1, 4) if part == "year" else (6, 2)
    return f"CAST(SUBSTR({column}, {start}, {length}) AS integer)"
