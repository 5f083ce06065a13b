"""Which row of a sheet holds the headings, and which heading is which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.records.ledger.intake.cells import shown
from gongkai.records.ledger.intake.columns import Cell, Column, ColumnType
from gongkai.records.ledger.intake.kind import LedgerKind
from gongkai.records.ledger.intake.outcome import column_letter
from gongkai.records.ledger.intake.table import Merged, Table
from gongkai.rules.refusal import Refusal

DEEPEST = 20
"""Rows in which the headings are looked for: titles and notes stand above them."""
_ASIDE = re.compile(r"[（(](?:必填|选填|可不填|元|人|人次|件|次|条|篇|个)[)）]")
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Headings:
    """The heading row of a sheet: its number, the columns it names by place, and the extra ones."""

    row: int
    columns: dict[int, Column]
    extra: dict[int, str]


def find_headings(kind: LedgerKind, table: Table, *, has_scope: bool) -> Headings | None:
    """The headings of a sheet, or None when it has none of this kind.

    Raises Refusal when the heading row is there but cannot be used: a required column is missing, a heading stands
    twice, or headings are merged.
    """
    best: tuple[int, Sequence[Cell], dict[int, Column]] | None = None
    for number, cells in table.rows():
        if number > DEEPEST:
            break
        matched = _matched(kind, cells)
        if matched and (best is None or len(matched) > len(best[2])):
            best = number, cells, matched
    if best is None or len(set(best[2].values())) < min(2, len(kind.columns)):
        return None
    number, cells, matched = best
    _refuse_merged(table, number)
    _refuse_twice(table, number, matched)
    _refuse_missing(kind, table, number, cells, matched, has_scope=has_scope)
    return Headings(number, matched, _extra(cells, matched))


def _extra(cells: Sequence[Cell], matched: dict[int, Column]) -> dict[int, str]:
    """Names for the columns that the kind does not know, each once, so that none hides another."""
    extra: dict[int, str] = {}
    for at, cell in enumerate(cells):
        if at not in matched:
            words, letter = shown(cell), column_letter(at)
            taken = not words or words in extra.values()
            extra[at] = f"{words}{letter}列" if taken else words
    return extra


def first_headings(table: Table) -> list[str]:
    """The cells of the first row that has at least two, for a message."""
    fallback: list[str] = []
    for number, cells in table.rows():
        if number > DEEPEST:
            break
        words = [shown(cell) for cell in cells if shown(cell)]
        if len(words) >= 2:
            return words
        fallback = fallback or words
    return fallback


def listed(words: Sequence[str]) -> str:
    """Some headings for a message, no longer than a line."""
    text = "、".join(word if len(word) <= 12 else word[:11] + "…" for word in words[:_LISTED])
    return text + (f"等 {len(words)} 列" if len(words) > _LISTED else "")


def _matched(kind: LedgerKind, cells: Sequence[Cell]) -> dict[int, Column]:
    names = _names(kind)
    found: dict[int, Column] = {}
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and (column := names.get(_plain(cell))) is not None:
            found[at] = column
    return found


def _names(kind: LedgerKind) -> dict[str, Column]:
    """Headings and their other spellings; a column's own heading wins over another's spelling."""
    names = {_plain(word): column for column in kind.columns for word in column.also}
    return names | {_plain(column.heading): column for column in kind.columns}


def _plain(words: str) -> str:
    """A heading without blanks, stars, and asides such as （必填） or （元）."""
    words = re.sub(r"[\s*＊\u200b\ufeff]+", "", words)
    return _ASIDE.sub("", words).rstrip("：:")


def _refuse_merged(table: Table, number: int) -> None:
    merged: Merged | None = next(
        (found for found in table.merged if found.top <= number - 1 <= found.bottom), None
    )
    if merged is not None:
        raise Refusal(
            f"工作表“{table.name}”第 {number} 行的表头有合并单元格（{merged}），无法对应到列："
            "请取消合并，每列写一个表头。"
        )


def _refuse_twice(table: Table, number: int, matched: dict[int, Column]) -> None:
    seen: dict[str, int] = {}
    for at, column in matched.items():
        if column.key in seen:
            both = f"{column_letter(seen[column.key])}{number} 和 {column_letter(at)}{number}"
            raise Refusal(
                f"工作表“{table.name}”的表头“{column.heading}”出现了两次（{both}）：请删去其中一列。"
            )
        seen[column.key] = at


def _refuse_missing(
    kind: LedgerKind,
    table: Table,
    number: int,
    cells: Sequence[Cell],
    matched: dict[int, Column],
    *,
    has_scope: bool,
) -> None:
    named = {column.key for column in matched.values()}
    missing = [
        column.heading
        for column in kind.columns
        if column.required and column.key not in named and not (column.type is ColumnType.BODY and has_scope)
    ]
    if missing:
        found = listed([shown(cell) for cell in cells if shown(cell)])
        raise Refusal(
            f"工作表“{table.name}”第 {number} 行的表头缺少{'、'.join(f'“{word}”' for word in missing)}"
            f"（找到的表头：{found}）：请补上，或重新取得{kind.label}的模板。"
        )
