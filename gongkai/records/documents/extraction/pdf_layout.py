"""From characters in boxes to lines, and from lines to paragraphs, by where they stand and not by their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from gongkai.records.documents.extraction.pdf_page import Glyph

_PAGE_NUMBER = re.compile(r"[-—–·\s第]*[0-9]{1,4}(?:\s*/\s*[0-9]{1,4})?[-—–·\s页]*")
_COLUMN_GAP = 1.3
"""Heights of a character: a wider gap parts columns."""
_WORD_GAP = 0.45
_FULL = 2.2
"""Heights left free at the end of a line that is still full (punctuation does not begin a line)."""
_INDENT = 1.2


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a page. ``text`` has a tab where columns are parted."""

    text: str
    left: float
    right: float
    middle: float
    height: float

    @property
    def page_number(self) -> bool:
        return bool(_PAGE_NUMBER.fullmatch(self.text))


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Lines from top to bottom, characters from left to right."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: -one.middle):
        row = rows[-1] if rows else None
        if row is not None and abs(row[0].middle - glyph.middle) < 0.5 * max(row[0].height, glyph.height, 1):
            row.append(glyph)
        else:
            rows.append([glyph])
    return [_line(sorted(row, key=lambda one: one.left)) for row in rows]


def _line(row: list[Glyph]) -> TextLine:
    height = max(median(glyph.height for glyph in row), 1.0)
    text = row[0].text
    previous = row[0]
    for glyph in row[1:]:
        if glyph.text == previous.text and abs(glyph.left - previous.left) < 0.2 * height:
            # Bold made by printing twice.
            continue
        gap = (glyph.left - previous.right) / height
        both_latin = glyph.text.isascii() and previous.text.isascii()
        if gap > _COLUMN_GAP:
            text += "\t"
        elif gap > _WORD_GAP or (both_latin and gap > 0.2):
            text += " "
        text += glyph.text
        previous = glyph
    right = max(glyph.right for glyph in row)
    return TextLine(text, row[0].left, right, median(glyph.middle for glyph in row), height)


@dataclass(frozen=True, slots=True)
class Column:
    """The left and right edge of the text of a page, in points."""

    left: float
    right: float

    def full(self, line: TextLine) -> bool:
        """Does the line reach the right edge, so that its sentence may go on below?"""
        return "\t" not in line.text and self.right - line.right < _FULL * line.height

    def flush(self, line: TextLine) -> bool:
        """Does the line begin at the left edge, without the indent of a new paragraph?"""
        return "\t" not in line.text and line.left - self.left <= _INDENT * line.height


def column_of(lines: Sequence[TextLine]) -> Column:
    """The edges of the text on one page."""
    return Column(
        min((line.left for line in lines), default=0), max((line.right for line in lines), default=0)
    )


def paragraphs_of(lines: Sequence[TextLine], column: Column) -> list[list[TextLine]]:
    """Lines that belong together: the upper one is full, the lower one is not indented.

    Sentences must not end where the paper ended. Page numbers stand alone.
    """
    found: list[list[TextLine]] = []
    for line in lines:
        if found and _continues(found[-1][-1], line, column):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _continues(upper: TextLine, lower: TextLine, column: Column) -> bool:
    if upper.page_number or lower.page_number:
        return False
    height = max(upper.height, lower.height)
    same_size = abs(upper.height - lower.height) < 0.25 * height
    near = 0 <= upper.middle - lower.middle < 3.2 * height
    return same_size and near and column.full(upper) and column.flush(lower)


def joined(lines: Sequence[TextLine]) -> str:
    """The lines as one text: nothing between Chinese characters, a blank between Latin words."""
    text = lines[0].text
    for line in lines[1:]:
        both_latin = (
            text[-1:].isascii()
            and text[-1:].isalpha()
            and line.text[:1].isascii()
            and line.text[:1].isalpha()
        )
        text += (" " if both_latin else "") + line.text
    return text


def cell_text(glyphs: Iterable[Glyph], width: float) -> str:
    """The text of one ruled cell: a line that fills the cell runs on, a shorter one ends."""
    text = ""
    previous: TextLine | None = None
    for line in lines_of(glyphs):
        if previous is not None and width - (previous.right - previous.left) > 2 * previous.height:
            text += "\n"
        text += line.text.replace("\t", " ")
        previous = line
    return text
