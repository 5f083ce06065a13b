"""The text against the table: the same row, said twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.listed import inner_lists, list_against_cells, lists_under_joined_words
from gongkai.rules.relations.prose.matching import Matched, rows_for
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.parts import Breakdown
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.rows import wording_of


def check(reading: Reading) -> Iterator[Finding]:
    """Numbers of the text that the table gives differently, one by one and list by list."""
    seen: set[tuple[int, int]] = set()
    told = mentions(reading)
    agreeing = {one.codes for one in told if one.cell(reading) == one.value}
    rows = _told(told)
    for found in told:
        cell = found.cell(reading)
        if cell is None or cell == found.value or _explained(reading, found, rows, cell):
            continue
        seen.add((id(found.sentence), found.quantity.start))
        yield _finding(found, cell, sure=found.sure and found.codes not in agreeing)
    if reading.form is None:
        return
    totals = {(id(one.sentence), one.quantity.start): one.codes[0] for one in told}
    inner: dict[int, list[Breakdown]] = defaultdict(list)
    for breakdown in reading.breakdowns:
        inner[id(breakdown.sentence)].append(breakdown)
    for breakdown in reading.breakdowns:
        code = totals.get((id(breakdown.whole), breakdown.total.start))
        part_rows = next((one for one in wording_of(reading.form).lists if code in one.totals), None)
        if part_rows is not None:
            yield from list_against_cells(reading, breakdown, part_rows, seen)
            yield from inner_lists(reading, breakdown, inner[id(breakdown.sentence)], part_rows, seen)
    for part_rows in wording_of(reading.form).lists:
        if any(code in part_rows.totals for code in totals.values()):
            yield from lists_under_joined_words(reading, part_rows, seen)


@dataclass(frozen=True, slots=True)
class _Told:
    """What the text says of each row, for the whole text and for each sentence (by its identity)."""

    values: Mapping[tuple[str, ...], list[Decimal]]
    here: Mapping[tuple[int, tuple[str, ...]], list[Decimal]]
    codes: Mapping[tuple[int, int], tuple[str, ...]]
    """The row of a number, by its sentence and offset."""


def _told(told: list[Matched]) -> _Told:
    values: dict[tuple[str, ...], list[Decimal]] = defaultdict(list)
    here: dict[tuple[int, tuple[str, ...]], list[Decimal]] = defaultdict(list)
    for one in told:
        values[one.codes].append(one.value)
        here[id(one.sentence), one.codes].append(one.value)
    return _Told(values, here, {(id(one.sentence), one.quantity.start): one.codes for one in told})


def _explained(reading: Reading, found: Matched, told: _Told, cell: Decimal) -> bool:
    """Whether everyday words were said of a part or of something else: the row has its number elsewhere, or in
    several numbers."""
    if found.row.exact:
        return False
    sentence = id(found.sentence)
    here, same = told.here[sentence, found.codes], told.values[found.codes]
    if len(here) > 1 and sum(here, Decimal(0)) == cell:
        return True
    if not found.row.loose:
        return False
    capacity = found.codes[0].startswith(("s8_", "s9_"))
    alike = (
        q.value
        for q in found.sentence.quantities
        if q.unit == found.quantity.unit
        and q.exact
        and told.codes.get((sentence, q.start), found.codes) == found.codes
    )
    return (
        (found.codes[0].startswith("s1_2") and (sentence, found.quantity.start) in reading.parents)
        or sum(same, Decimal(0)) == cell
        or cell in same
        or (capacity and not found.row.money and cell > 0 and cell in alike)
    )


def mentions(reading: Reading) -> list[Matched]:
    """Every number of the text whose row is known, in reading order; one row a number, or several that share it
    (专兼职人员各1名)."""
    found: list[Matched] = []
    for sentence in reading.sentences:
        for quantity in sentence.quantities:
            rows = rows_for(reading, sentence, quantity)
            found.extend(rows if quantity.each else rows[:1])
    return found


def _finding(found: Matched, cell: Decimal, *, sure: bool) -> Finding:
    quantity = found.quantity
    if found.row.money and cell and found.value and max(cell / found.value, found.value / cell) == 10_000:
        return Finding(
            rule="text.money-unit",
            severity="error",
            message=f"{found.row.label}文中写{quantity.printed}，统计表写{shown(cell)}万元，相差一万倍，是元与万元弄混了。",
            cells=found.codes,
            where=found.sentence.place(quantity),
            expected=_number(cell),
            found=_number(found.value),
        )
    unit = "万元" if found.row.money else quantity.unit
    hint = "" if sure else "；如果口径不同，请在文中说明"
    return Finding(
        rule="text.table",
        severity="error" if sure else "warning",
        message=f"{found.row.label}文中写{quantity.printed}，统计表写{shown(cell)}{unit}，两者不符{hint}。",
        cells=found.codes,
        where=found.sentence.place(quantity),
        expected=_number(cell),
        found=_number(found.value),
    )


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
