"""The text against the table: the same row, said twice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.breakdowns import Breakdown
from gongkai.rules.relations.prose.matching import Matched, rows_for
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.rows import PartRows, wording_of


def check(reading: Reading) -> Iterator[Finding]:
    """Numbers of the text that the table gives differently, one by one and list by list."""
    seen: set[tuple[int, int]] = set()
    told = mentions(reading)
    agreeing = {one.codes for one in told if one.cell(reading) == one.value}
    for found in told:
        cell = found.cell(reading)
        if cell is None or cell == found.value or (_explained(reading, found, told, cell)):
            continue
        seen.add((id(found.sentence), found.quantity.start))
        yield _finding(found, cell, sure=found.sure and found.codes not in agreeing)
    if reading.form is None:
        return
    totals = {(id(one.sentence), one.quantity.start): one.codes[0] for one in told}
    for breakdown in reading.breakdowns:
        code = totals.get((id(breakdown.whole), breakdown.total.start))
        part_rows = next((one for one in wording_of(reading.form).lists if code in one.totals), None)
        if part_rows is not None:
            yield from _list_against_cells(reading, breakdown, part_rows, seen)


def _explained(reading: Reading, found: Matched, told: list[Matched], cell: Decimal) -> bool:
    """Whether everyday words were said of a part or of something else: the row has its number elsewhere, or in
    several numbers."""
    if found.row.exact:
        return False
    same = [one for one in told if one.codes == found.codes]
    here = [one.value for one in same if one.sentence is found.sentence]
    if len(here) > 1 and sum(here, Decimal(0)) == cell:
        return True
    if not found.row.loose:
        return False
    alike = (q.value for q in found.sentence.quantities if q.unit == found.quantity.unit and q.exact)
    return (
        (id(found.sentence), found.quantity.start) in reading.parents
        or sum((one.value for one in same), Decimal(0)) == cell
        or any(one.value == cell for one in same)
        or (not found.row.money and cell in alike)
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


def _list_against_cells(
    reading: Reading, breakdown: Breakdown, part_rows: PartRows, seen: set[tuple[int, int]]
) -> Iterator[Finding]:
    """Parts are paired with the rows whose words they use, then with rows of the same value whatever the words
    (a local platform may be counted as the website); what is left over on both sides does not agree.
    """
    cells = {code: cell for code, _ in part_rows.parts if (cell := reading.cell(code)) is not None}
    named: dict[str, list[Quantity]] = defaultdict(list)
    loose: list[Quantity] = []
    for part, label in zip(breakdown.parts, breakdown.labels, strict=True):
        code = next((code for code, words in part_rows.parts if words.search(label)), None)
        if part.exact and (id(breakdown.sentence), part.start) not in seen:
            (loose if code not in cells else named[str(code)]).append(part)
    for code, parts in list(named.items()):
        if _sum(parts) == cells[code]:
            del named[code], cells[code]
    for code, parts in [*named.items(), ("", loose)]:
        for part in list(parts):
            same = next((other for other, cell in cells.items() if cell and cell == part.value), None)
            if same is not None:
                parts.remove(part)
                del cells[same]
        if code not in cells and parts is not loose:
            loose.extend(parts)
            parts.clear()
    for code, parts in named.items():
        if parts and not any(_sum([*parts, part]) == cells[code] for part in loose):
            may_be_less = code in part_rows.several and _sum(parts) < cells[code]
            sure = len(parts) == 1 and not may_be_less
            yield _part_finding(reading, breakdown, code, parts, cells[code], sure=sure)
    free = [code for code, cell in cells.items() if cell and not named.get(code)]
    if len(loose) == 1 and len(free) == 1 and not any(named.values()):
        yield _part_finding(reading, breakdown, free[0], loose, cells[free[0]], sure=False)


def _sum(parts: list[Quantity]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _part_finding(
    reading: Reading, breakdown: Breakdown, code: str, parts: list[Quantity], cell: Decimal, *, sure: bool
) -> Finding:
    label = reading.cells[code].label.strip() if code in reading.cells else code
    text = "+".join(part.printed for part in parts)
    return Finding(
        rule="text.table",
        severity="error" if sure else "warning",
        message=f"“{label}”一行统计表写{shown(cell)}，文中对应的是{text}，两者不符。",
        cells=(code,),
        where=breakdown.sentence.place(parts[0]),
        expected=_number(cell),
        found=_number(_sum(parts)),
    )


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
