"""Dated editions of the report form: rows, units and relations, as data.

Each edition is one file in ``editions/``, read when it is first asked for. A new form is a new file; a file is
never changed in place once a year was reported with it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

from gongkai.rules.refusal import Refusal

Kind = Literal["heading", "integer", "decimal", "signed"]
"""``signed``: a whole number that may be negative (本年增/减)."""
Operator = Literal["==", "<=", ">=", "empty"]

FORMS = ("2014", "2019", "2021")
"""The editions, oldest first."""

_FOLDER = Path(__file__).parent / "editions"
_FIRST_YEAR, _LAST_YEAR = 2014, 2100


@dataclass(frozen=True, slots=True)
class Field:
    """One row of a form, or one cell of a two-way table."""

    code: str
    label: str
    """As printed; ``row / column`` for a cell of a two-way table."""
    unit: str | None
    kind: Kind
    parent: str | None
    order: int
    subset: bool = False
    """A 其中 row: a part of its parent that, alone, need not add up to it."""
    note: str | None = None
    tally: str | None = None
    """What the number counts: a name in ``gongkai.rules.tally``."""
    names: tuple[str, ...] = ()
    """Other wordings under which the row is printed."""
    marks: tuple[str, ...] = ()
    """Words that a loosely worded label must contain to be this row."""
    table: str | None = None
    row: str | None = None
    column: str | None = None
    column_label: str | None = None

    @property
    def numeric(self) -> bool:
        return self.kind != "heading"


@dataclass(frozen=True, slots=True)
class Relation:
    """What must hold between cells: ``lhs op rhs``, checked only where ``when`` holds."""

    id: str
    lhs: str
    op: Operator
    rhs: str | None
    severity: Literal["error", "warning", "info"]
    basis: str
    """Where it comes from, in Chinese: the form itself, a counting rule in a label, a law, or inference (推断)."""
    sentence: str
    """The finding in Chinese, with ``{lhs}``, ``{rhs}`` and ``{parts}`` (the right side in numbers)."""
    when: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a two-way table and the codes of its cells, left to right."""

    key: str
    label: str
    names: tuple[str, ...]
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column of a two-way table."""

    key: str
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A two-way table of a form. ``columns`` is empty where every row has columns of its own."""

    table: str
    rows: tuple[GridRow, ...]
    columns: tuple[GridColumn, ...]


@dataclass(frozen=True)
class Edition:
    """One form: what is asked for, and what must agree."""

    id: str
    title: str
    basis: str
    """The notice that set the form."""
    first_year: int
    last_year: int | None
    sections: tuple[str, ...]
    """Headings of the chapters that the form prescribes; empty where it prescribes none."""
    fields: tuple[Field, ...]
    grids: tuple[Grid, ...]
    relations: tuple[Relation, ...]

    @cached_property
    def by_code(self) -> dict[str, Field]:
        return {field.code: field for field in self.fields}

    def field(self, code: str) -> Field:
        """The field of that code; a code that the form does not have is refused."""
        found = self.by_code.get(code)
        if found is None:
            raise Refusal(f"{self.id} 年表没有代码为“{code}”的行，请核对代码。")
        return found

    def ancestors(self, code: str) -> tuple[str, ...]:
        """The codes above a field, nearest first."""
        chain: list[str] = []
        parent = self.by_code[code].parent
        while parent is not None:
            chain.append(parent)
            parent = self.by_code[parent].parent
        return tuple(chain)


def edition_id_for(year: int) -> str:
    """Which form a report on that year uses; a year without a nationwide form is refused.

    2014-2018: 国办发〔2014〕32号; 2019-2020: 国办公开办函〔2019〕60号; 2021 and later: 国办公开办函〔2021〕30号.
    """
    if year < _FIRST_YEAR:
        raise Refusal(f"{year} 年没有全国统一的统计表（统一的表从 2014 年度起），请核对年度。")
    if year > _LAST_YEAR:
        raise Refusal(f"年度 {year} 不像真实年份，请核对。")
    if year <= 2018:
        return "2014"
    return "2019" if year <= 2020 else "2021"


def edition_for(year: int) -> Edition:
    """The form for a report on that year."""
    return edition(edition_id_for(year))


@lru_cache(maxsize=len(FORMS))
def edition(form: str) -> Edition:
    """The edition called ``2014``, ``2019`` or ``2021``."""
    if form not in FORMS:
        raise Refusal(f"没有“{form}”年版的表，可选：{'、'.join(FORMS)}。")
    raw: dict[str, Any] = json.loads((_FOLDER / f"{form}.json").read_text(encoding="utf-8"))
    fields = [_field(row) for row in raw["fields"]]
    grids: list[Grid] = []
    for grid in raw["grids"]:
        grids.append(_grid(grid, fields))
    return Edition(
        id=raw["id"],
        title=raw["title"],
        basis=raw["basis"],
        first_year=raw["years"][0],
        last_year=raw["years"][1],
        sections=tuple(raw.get("sections", ())),
        fields=tuple(replace(field, order=order) for order, field in enumerate(_walk(None, fields), 1)),
        grids=tuple(grids),
        relations=tuple(one for rule in raw["relations"] for one in _relations(rule, raw["grids"])),
    )


def _walk(parent: str | None, fields: list[Field]) -> Iterator[Field]:
    """The fields as they stand on paper: each with what is under it before the next."""
    for field in fields:
        if field.parent == parent:
            yield field
            yield from _walk(field.code, fields)


def _field(row: dict[str, Any]) -> Field:
    return Field(
        code=row["code"],
        label=row["label"],
        unit=row["unit"],
        kind=row["kind"],
        parent=row["parent"],
        order=0,
        subset=row.get("subset", False),
        note=row.get("note"),
        tally=row.get("tally"),
        names=tuple(row.get("names", ())),
        marks=tuple(row.get("marks", ())),
    )


def _grid(grid: dict[str, Any], fields: list[Field]) -> Grid:
    """The two-way table; its headings and cells are added to ``fields``."""
    table: str = grid["table"]
    columns = grid.get("columns", [])
    rows: list[GridRow] = []
    for row in grid["rows"]:
        parent = row["parent"]
        above = table if parent is None else parent if "cells" in row else f"{table}_{parent}"
        head = row["key"] if "cells" in row else f"{table}_{row['key']}"
        fields.append(Field(head, row["label"], None, "heading", above, 0, table=table, row=row["key"]))
        if row["kind"] == "heading":
            continue
        cells = row.get("cells") or [
            {
                "code": f"{head}_{column['key']}",
                "label": column["label"],
                "unit": grid["unit"],
                "kind": "integer",
            }
            | {"column": column["key"]}
            for column in columns
        ]
        for cell in cells:
            fields.append(
                Field(
                    code=cell["code"],
                    label=f"{row['label']} / {cell['label']}",
                    unit=cell["unit"],
                    kind=cell["kind"],
                    parent=head,
                    order=0,
                    table=table,
                    row=row["key"],
                    column=cell.get("column", cell["code"]),
                    column_label=cell["label"],
                )
            )
        codes = tuple(cell["code"] for cell in cells)
        rows.append(GridRow(row["key"], row["label"], tuple(row.get("names", ())), codes))
    return Grid(
        table,
        tuple(rows),
        tuple(
            GridColumn(column["key"], column["label"], tuple(column.get("names", ()))) for column in columns
        ),
    )


def _relations(rule: dict[str, Any], grids: list[dict[str, Any]]) -> Iterator[Relation]:
    """One relation, or one for each column or numeric row of a two-way table (``each``)."""
    each = rule.get("each")
    if each is None:
        yield _relation(rule, {})
        return
    table, axis = each.split(".")
    grid = next(grid for grid in grids if grid["table"] == table)
    for member in grid[axis]:
        if member.get("kind") != "heading":
            name = axis.removesuffix("s")
            yield _relation(rule, {f"{{{name}}}": member["key"], f"{{{name}_label}}": member["label"]})


def _relation(rule: dict[str, Any], names: dict[str, str]) -> Relation:
    def filled(text: str) -> str:
        for mark, value in names.items():
            text = text.replace(mark, value)
        return text

    return Relation(
        id=filled(rule["id"]),
        lhs=filled(rule["lhs"]),
        op=rule["op"],
        rhs=None if rule["rhs"] is None else filled(rule["rhs"]),
        severity=rule["severity"],
        basis=rule["basis"],
        sentence=filled(rule["sentence"]),
        when=rule.get("when"),
        note=rule.get("note"),
    )
