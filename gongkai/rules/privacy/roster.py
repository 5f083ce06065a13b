"""名册: rows of a table, where the heading above a cell says what its number is, and where one number may be cut
over several cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from gongkai.rules.privacy import context
from gongkai.rules.privacy.detect import find
from gongkai.rules.privacy.glyphs import flatten
from gongkai.rules.privacy.names import is_name
from gongkai.rules.privacy.names import masked as masked_name
from gongkai.rules.privacy.resident_id import is_resident_id
from gongkai.rules.privacy.resident_id import masked as masked_id
from gongkai.rules.privacy.spans import Span

_NAME = re.compile(r"姓名|户主|申请人|救助对象|补贴对象|受益人|领取人|持证人|享受人")
_HEADINGS = (
    _NAME,
    context.RESIDENT,
    context.BANK,
    context.TELEPHONE,
    context.TRAVEL,
    context.HOME,
    context.SERIAL,
)
_ANY = re.compile("|".join(words.pattern for words in _HEADINGS), re.IGNORECASE)
_NEIGHBOURS = re.compile(r"\d\t[\dXxＸ]")
_LONGEST_HEADING = 24
_FIRST_PIECE = 3
"""Digits that the first of two or three cells must hold to be the beginning of a cut number; boxes hold one each."""


def headings_of(cells: Sequence[str]) -> tuple[str, ...] | None:
    """The headings of the columns when ``cells`` is the heading row of a roster; None for any other row."""
    if not _ANY.search("\t".join(cells)):
        return None
    if any(len(cell) > _LONGEST_HEADING or re.search(r"[0-9]{5}", cell) for cell in cells):
        return None
    return tuple(re.sub(r"\s", "", cell) for cell in cells)


def find_in_row(
    cells: Sequence[str], headings: Sequence[str] = (), *, today: date | None = None
) -> list[tuple[int, Span]]:
    """Personal information in one row of a table: the number of the cell (from 0) and the span inside it.

    ``headings`` stands column by column above the cells, as :func:`headings_of` gives it; it may be shorter.
    """
    cut = _cut_numbers(cells, today) if _NEIGHBOURS.search("\t".join(cells)) else []
    covered = {column for columns, _ in cut for column in columns}
    found: list[tuple[int, Span]] = [(columns.start, span) for columns, span in cut]
    for column, cell in enumerate(cells):
        if column in covered:
            continue
        heading = headings[column] if column < len(headings) else ""
        spans = find(cell, today=today, heading=heading)
        if not spans and _NAME.search(heading) and is_name(cell):
            spans = [Span("name", 0, len(cell), masked_name(cell), "info")]
        found += ((column, span) for span in spans)
    return sorted(found, key=lambda one: (one[0], one[1].start))


def _cut_numbers(cells: Sequence[str], today: date | None) -> list[tuple[range, Span]]:
    """Resident IDs written over neighbouring cells: 6403811990 | 01011234, a box a digit. The span is cell one."""
    found: list[tuple[range, Span]] = []
    pieces = [flatten(cell).strip().upper() if len(cell) < 20 else "" for cell in cells]
    for first, piece in enumerate(pieces):
        if not 0 < len(piece) < 18 or not piece.isdigit():
            continue
        joined, last = piece, first
        while (
            len(joined) < 18 and last + 1 < len(pieces) and re.fullmatch(r"[0-9]{1,17}X?|X", pieces[last + 1])
        ):
            last += 1
            joined += pieces[last]
        boxes = last - first == 17
        if (boxes or (last - first <= 2 and len(piece) >= _FIRST_PIECE)) and is_resident_id(joined, today):
            span = Span("resident_id", 0, len(cells[first]), masked_id(joined), "error")
            found.append((range(first, last + 1), span))
    return found
