"""Obligations by the million, made by the database itself: 25 counties of 40 towns of 20 villages, 26 fields, one year.

Every town with its villages has about a thousand, most of them met; runs in a process of its own (``bench.jobs``).
"""

# ruff: noqa: S608 - every statement is put together from the constants of this module

from __future__ import annotations

from datetime import date

from django.db import connection

from gongkai.records.bodies.models import Body, BodyKind, Person, Post, Role
from gongkai.records.catalogue.models import Edition, Entry, Field, Obligation
from gongkai.records.disclosure.models import DisclosureCount

YEAR = 2018
COUNTIES, TOWNS, VILLAGES, FIELDS = 25, 40, 20, 26
COUNTY, TOWN = "640101000000", "640101101000"
_COLUMNS = (
    "id, body_id, entry_id, field_id, owner_id, period, key, arose_on, due_on, provisional, article, met_on, "
    "excused_from, excused_until, excused_why, excused_by"
)
_MIX = 2654435761
"""Knuth's multiplicative hash: scatters running numbers over 32 bits, the same every time."""


def make(obligations: int) -> None:
    """Fill an empty database with so many obligations, and with the counters of what went out."""
    _make_bodies()
    _make_directory()
    bodies = Body.objects.exclude(kind=BodyKind.COUNTY).order_by("pk")
    first, many = bodies[0].pk, bodies.count()
    with connection.cursor() as cursor:
        cursor.execute(_obligations(obligations, first, many))
        cursor.execute(_counts(first, many))
        cursor.execute("ANALYZE")


def _make_bodies() -> None:
    """Counties first, then every town with its villages, so that the keys of what owes run on without a gap."""
    codes = [f"64{number:02d}01" for number in range(1, COUNTIES + 1)]
    Body.objects.bulk_create(
        Body(code=f"{code}000000", name=f"量测{code}县", kind=BodyKind.COUNTY) for code in codes
    )
    Body.objects.bulk_create(
        body
        for code in codes
        for town in range(101, 101 + TOWNS)
        for body in (
            Body(code=f"{code}{town}000", name=f"量测{town}镇", kind=BodyKind.TOWN),
            *(
                Body(code=f"{code}{town}{village}", name=f"量测{village}村", kind=BodyKind.VILLAGE)
                for village in range(201, 201 + VILLAGES)
            ),
        )
    )


def _make_directory() -> None:
    Field.objects.bulk_create(
        Field(code=f"f{at:02d}", name=f"领域{at}", key=at < 16, order=at) for at in range(1, FIELDS + 1)
    )
    edition = Edition.objects.create(
        body=Body.objects.get(code=COUNTY), name="量测目录", since=date(YEAR, 1, 1)
    )
    Entry.objects.bulk_create(
        Entry(
            edition=edition,
            number="1",
            field=field,
            level1=f"{field.name}的事项",
            elements="要素",
            limit_text="每月10日前",
            publishers="镇人民政府",
            at_village=True,
        )
        for field in Field.objects.order_by("pk")
    )
    clerk = Person.objects.create_person("liangce", "量测经办员")
    Post.objects.create(
        person=clerk, body=Body.objects.get(code=TOWN), role=Role.CLERK, since=date(YEAR, 1, 1)
    )


def _numbers(many: int) -> str:
    """Running numbers and their hashes: ``i`` and ``h``."""
    if connection.vendor == "sqlite":
        running = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {many}) SELECT i FROM n"
    else:
        running = f"SELECT CAST(i AS bigint) AS i FROM generate_series(1, {many}) AS i"
    return f"(SELECT i, ((i * {_MIX}) % 4294967296) / 64 AS h FROM ({running}) AS running) AS numbers"


def _obligations(many: int, first_body: int, bodies: int) -> str:
    """Four in five were met, one in ten of them late; one in twenty is excused for the year."""
    first_field = Field.objects.earliest("pk").pk
    first_entry = Entry.objects.earliest("pk").pk
    due = "h / 32 % 365"
    excused = "h % 100 BETWEEN 80 AND 84"
    return (
        f"INSERT INTO {Obligation._meta.db_table} ({_COLUMNS}) SELECT i, {first_body} + i % {bodies}, "
        f"{first_entry} + h % {FIELDS}, {first_field} + h % {FIELDS}, NULL, '', 'k' || i, "
        f"{_day(f'{due} - 9')}, {_day(due)}, {_false()}, 'cunzufa:30', "
        f"CASE WHEN h % 100 < 80 THEN {_day(f'{due} - 9 + h % 11')} END, "
        f"CASE WHEN {excused} THEN {_day('0')} END, CASE WHEN {excused} THEN {_day('364')} END, "
        f"CASE WHEN {excused} THEN '没有发生' ELSE '' END, CASE WHEN {excused} THEN '量测' ELSE '' END "
        f"FROM {_numbers(many)}"
    )


def _counts(first_body: int, bodies: int) -> str:
    """Twelve months of counters for every body, each month in another field."""
    return (
        f"INSERT INTO {DisclosureCount._meta.db_table} (body_id, year, month, field_code, channels, normative, "
        f"items, placements) SELECT {first_body} + i % {bodies}, {YEAR}, 1 + i / {bodies} % 12, "
        f"'f' || substr(CAST(101 + i / {bodies} % {FIELDS} AS TEXT), 2), 16, {_false()}, 1 + h % 3, 1 + h % 3 "
        f"FROM {_numbers(bodies * 12 - 1)}"
    )


def _false() -> str:
    return "0" if connection.vendor == "sqlite" else "FALSE"


def _day(offset: str) -> str:
    """A day of the year, by its number from 0."""
    if connection.vendor == "sqlite":
        return f"date('{YEAR}-01-01', printf('%+d days', {offset}))"
    return f"DATE '{YEAR}-01-01' + CAST({offset} AS integer)"
