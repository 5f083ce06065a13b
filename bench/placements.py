"""Placements by the million, made by the database itself: a town of 17 bodies, 26 fields, one year.

Every item goes out on one to three channels, 1.5 on the average, in shuffled order, so that nothing is helped by luck.
Runs in a process of its own (``bench.jobs``), since Django serves one database a process.
"""

# ruff: noqa: S608 - every statement is put together from the constants of this module

from __future__ import annotations

from typing import Any

from django.db import connection

from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.models import Item, Placement

YEAR = 2018
TOWN = "640999001000"
_BODIES = 17
_FIELDS = 26
_CHANNELS = ("gazette", "website", "weibo", "wechat", "board", "loudspeaker")
_MIX = 2654435761
"""Knuth's multiplicative hash: scatters running numbers over 32 bits, the same every time."""


def make(placements: int) -> None:
    """Fill an empty database with about ``placements`` placements."""
    _make_town()
    items = placements * 2 // 3
    with connection.cursor() as cursor:
        _hurry(cursor)
        indexes = _drop_indexes(cursor)
        cursor.execute(_items(items))
        for number, condition in enumerate(("1 = 1", "h % 10 >= 6", "h % 10 = 9")):
            cursor.execute(_placements(items, number, condition))
        for index in indexes:
            cursor.execute(index)
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{Item._meta.db_table}', 'id'), {items})")
        cursor.execute("ANALYZE")
    # The measuring begins on a connection with the platform's own settings.
    connection.close()


def _hurry(cursor: Any) -> None:
    """While the rows are made nothing has to outlive a power cut."""
    if connection.vendor == "sqlite":
        for setting in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -400000"):
            cursor.execute(f"PRAGMA {setting}")


def _make_town() -> None:
    Body.objects.create(code=TOWN, name="量测镇", kind=BodyKind.TOWN)
    Body.objects.bulk_create(
        Body(code=f"640999001{200 + at}", name=f"量测{at}村", kind=BodyKind.VILLAGE)
        for at in range(1, _BODIES)
    )
    Field.objects.bulk_create(
        Field(code=f"f{at:02d}", name=f"领域{at}", key=at < 8, order=at) for at in range(1, _FIELDS + 1)
    )


def _drop_indexes(cursor: Any) -> list[str]:
    """On SQLite, indexes are made after the rows: an order of magnitude quicker. What was dropped, as SQL."""
    if connection.vendor != "sqlite":
        return []
    tables = (Item._meta.db_table, Placement._meta.db_table)
    cursor.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN (%s, %s)",
        tables,
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def _numbers(many: int) -> str:
    """Running numbers and their hashes: ``i`` and ``h``."""
    if connection.vendor == "sqlite":
        running = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) SELECT i FROM n"
    else:
        running = f"SELECT CAST(i AS bigint) AS i FROM generate_series(1, {many}) AS i"
    return f"(SELECT i, ((i * {_MIX}) % 4294967296) / 64 AS h FROM ({running}) AS running) AS numbers"


def _items(many: int) -> str:
    first_body, first_field = Body.objects.earliest("pk").pk, Field.objects.earliest("pk").pk
    return (
        f"INSERT INTO {Item._meta.db_table} (id, body_id, field_id, number, title, summary, stage, normative, "
        f"published_on, withdrawn_why, remarks) SELECT i, {first_body} + h % {_BODIES}, "
        f"CASE WHEN h % 27 < {_FIELDS} THEN {first_field} + h % 27 END, "
        f"'N' || (100000000 + i), '公开信息第' || i || '条', '', '', h % 50 = 0, {_day('h % 365')}, '', '{{}}' "
        f"FROM {_numbers(many)}"
    )


def _placements(many: int, number: int, condition: str) -> str:
    """The ``number``-th placement of the items that have one: its channel is never the channel of another."""
    at = ("h % 6", "(h + 1 + h / 16 % 2) % 6", "(h + 3 + h / 64 % 3) % 6")[number]
    choice = " ".join(f"WHEN {place} THEN '{channel}'" for place, channel in enumerate(_CHANNELS))
    first_body = Body.objects.earliest("pk").pk
    return (
        f"INSERT INTO {Placement._meta.db_table} (body_id, item_id, channel, placed_on, state, link, remarks) "
        f"SELECT {first_body} + h % {_BODIES}, i, CASE {at} {choice} END, "
        f"{_day(f'(h + h / 8 % {1 + 20 * number}) % 365')}, 'out', '', '{{}}' "
        f"FROM {_numbers(many)} WHERE {condition}"
    )


def _day(offset: str) -> str:
    """A day of the year, by its number from 0."""
    if connection.vendor == "sqlite":
        return f"date('{YEAR}-01-01', '+' || ({offset}) || ' days')"
    return f"DATE '{YEAR}-01-01' + CAST({offset} AS integer)"
