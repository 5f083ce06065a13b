"""Lists under a total of the table against its rows: 主动公开744条，其中网站79条、微信133条."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.rules.forms.wording import without_numbering
from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.parts import Breakdown
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.rows import PartRows

_JOINED = re.compile(r"[、和及与]")
_CLAUSE = re.compile(r"[，。；：,;:]")


def list_against_cells(
    reading: Reading, breakdown: Breakdown, part_rows: PartRows, seen: set[tuple[int, int]]
) -> Iterator[Finding]:
    """Parts are paired with the rows whose words they use, then with rows of the same value whatever the words
    (a local platform may be counted as the website); what is left over on both sides does not agree.
    """
    cells = {code: cell for code, _ in part_rows.parts if (cell := reading.cell(code)) is not None}
    named: dict[str, list[Quantity]] = defaultdict(list)
    loose: list[Quantity] = []
    for part, label in zip(breakdown.parts, breakdown.labels, strict=True):
        if not part.exact or (id(breakdown.sentence), part.start) in seen:
            continue
        together = (
            [code for code in _codes(part_rows, label) if code in cells] if _JOINED.search(label) else []
        )
        if len(together) > 1 and sum((cells[code] for code in together), Decimal(0)) == part.value:
            for code in together:
                del cells[code]
            continue
        code = next(iter(_codes(part_rows, label)), "")
        (named[code] if code in cells else loose).append(part)
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


def inner_lists(
    reading: Reading,
    breakdown: Breakdown,
    beside: Sequence[Breakdown],
    part_rows: PartRows,
    seen: set[tuple[int, int]],
) -> Iterator[Finding]:
    """政务微博、微信283条（其中微博103条、微信180条）: parts of a part, each with a row of its own.

    ``beside`` are the lists of the same sentence.
    """
    for inner in beside:
        if inner.total not in breakdown.parts:
            continue
        codes = [_codes(part_rows, label) for label in inner.labels]
        if not all(len(found) == 1 for found in codes) or len({found[0] for found in codes}) != len(codes):
            continue
        for part, (code,) in zip(inner.parts, codes, strict=True):
            cell = reading.cell(code)
            if cell is not None and part.exact and part.value != cell:
                seen.add((id(inner.sentence), part.start))
                yield _part_finding(reading, inner, code, [part], cell, sure=False)


def lists_under_joined_words(
    reading: Reading, part_rows: PartRows, seen: set[tuple[int, int]]
) -> Iterator[Finding]:
    """微博、微信180条（其中微博20条、微信106条）: a joined total names the very rows of its parts, so they are those
    rows even where no list of the year's total stands around them."""
    for inner in reading.breakdowns:
        codes = [_codes(part_rows, label) for label in inner.labels]
        if not all(len(found) == 1 for found in codes):
            continue
        words = _CLAUSE.split(inner.whole.text[: inner.total.start])[-1]
        rows = {found[0] for found in codes}
        if len(rows) != len(codes) or not _JOINED.search(words) or rows != set(_codes(part_rows, words)):
            continue
        for part, (code,) in zip(inner.parts, codes, strict=True):
            cell = reading.cell(code)
            where = (id(inner.sentence), part.start)
            if cell is not None and part.exact and part.value != cell and where not in seen:
                seen.add(where)
                yield _part_finding(reading, inner, code, [part], cell, sure=False)


def _codes(part_rows: PartRows, label: str) -> list[str]:
    """The rows whose words the label uses, in the order in which they are tried."""
    return [code for code, words in part_rows.parts if words.search(label)]


def _sum(parts: list[Quantity]) -> Decimal:
    return sum((part.value for part in parts), Decimal(0))


def _part_finding(
    reading: Reading, breakdown: Breakdown, code: str, parts: list[Quantity], cell: Decimal, *, sure: bool
) -> Finding:
    label = without_numbering(reading.cells[code].label.strip()) if code in reading.cells else code
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
