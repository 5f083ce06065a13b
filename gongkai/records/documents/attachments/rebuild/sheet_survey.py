"""The first walk through a sheet and its styles: what is hidden, merged, wide, bold, before any cell is copied."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TypeVar

from gongkai.records.documents.extraction.number_format import BUILT_IN
from gongkai.records.documents.extraction.workbook import column_number
from gongkai.records.documents.extraction.xml_events import Listener

_T = TypeVar("_T")
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})")
_ON = frozenset({"1", "true"})
_NARROWEST = 0.4
"""Characters: what is narrower shows nothing."""
_LOWEST = 1.5
"""Points: what is lower shows nothing."""
_TINY = 3.0
"""Points: letters that nobody reads."""
_WORDS = re.compile(r'"[^"]*"|\\.')
_PLAIN_WORDS = re.compile(r'[\s"\\年月日时分秒元万亿%％￥¥$()（）,.:：/\-+股户人次件亩个第号]*')
WHITE = "白色文字的单元格"
MOST_MERGES = 20_000


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks, as far as the copy keeps it. ``unseen`` says in Chinese why the cell shows nothing."""

    code: str | None = None
    bold: bool = False
    wrap: bool = False
    bordered: bool = False
    across: str = ""
    unseen: str = ""

    @property
    def plain_code(self) -> bool:
        """Is the format one of numbers and dates, without words of its own?"""
        words = "".join(_WORDS.findall(self.code or ""))
        return bool(_PLAIN_WORDS.fullmatch(words))


class Styles(Listener):
    """``styles.xml``. ``looks`` has one style for every number that cells use."""

    def __init__(self) -> None:
        self.looks: list[Style] = []
        self._own: dict[str, str] = {}
        self._fonts: list[tuple[bool, bool, bool]] = []
        self._fills: list[bool] = []
        self._borders: list[bool] = []
        self._group = ""
        self._bold = self._white = self._tiny = self._drawn = False
        self._xf: dict[str, str] = {}
        self._alignment: dict[str, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "fonts" | "fills" | "borders" | "cellXfs" | "cellStyleXfs" | "dxfs":
                self._group = name
            case "numFmt" if self._group != "dxfs":
                self._own[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
            case "font":
                self._bold = self._white = self._tiny = False
            case "b":
                self._bold = attributes.get("val", "1") in _ON
            case "sz":
                self._tiny = 0 < _number(attributes.get("val"), 11.0) <= _TINY
            case "color" if self._group == "fonts":
                self._white = _white(attributes)
            case "patternFill" if self._group == "fills":
                self._fills.append(attributes.get("patternType", "none") not in {"none", ""})
            case "gradientFill" if self._group == "fills":
                self._fills.append(True)
            case "border":
                self._drawn = False
            case "left" | "right" | "top" | "bottom" if self._group == "borders":
                self._drawn |= attributes.get("style", "none") != "none"
            case "xf" if self._group == "cellXfs":
                self._xf, self._alignment = attributes, {}
            case "alignment" if self._group == "cellXfs":
                self._alignment = attributes

    def end(self, name: str) -> None:
        match name:
            case "font" if self._group == "fonts":
                self._fonts.append((self._bold, self._white, self._tiny))
            case "border" if self._group == "borders":
                self._borders.append(self._drawn)
            case "xf" if self._group == "cellXfs":
                self.looks.append(self._look())
            case "fonts" | "fills" | "borders" | "cellXfs" | "cellStyleXfs" | "dxfs":
                self._group = ""

    def _look(self) -> Style:
        number = self._xf.get("numFmtId", "0")
        code = self._own.get(number) or (BUILT_IN.get(int(number)) if number.isdigit() else None)
        bold, white, tiny = _at(self._fonts, self._xf.get("fontId"), (False, False, False))
        filled = _at(self._fills, self._xf.get("fillId"), False)
        unseen = ""
        if code is not None and not code.replace(";", "").strip().strip('"') and ";" in code:
            unseen = "以格式隐藏的单元格"
        elif tiny:
            unseen = "字号过小看不见的单元格"
        elif white and not filled:
            unseen = WHITE
        across = self._alignment.get("horizontal", "")
        return Style(
            code=code,
            bold=bold,
            wrap=self._alignment.get("wrapText") in _ON,
            bordered=_at(self._borders, self._xf.get("borderId"), False),
            across=across if across in {"left", "center", "right"} else "",
            unseen=unseen,
        )


@dataclass(slots=True)
class Survey(Listener):
    """What a sheet hides, merges and how wide it is. Rows and columns count from 0."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    """First and last."""
    widths: list[tuple[int, int, float]] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column."""
    has_tables: bool = False
    all_rows_hidden: bool = False
    shown_rows: set[int] = field(default_factory=set)
    _row: int = -1

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "row":
                written = attributes.get("r", "")
                self._row = int(written) - 1 if written.isdigit() and len(written) < 8 else self._row + 1
                low = attributes.get("ht") is not None and _number(attributes["ht"], 15.0) < _LOWEST
                if low or attributes.get("hidden") in _ON:
                    self.hidden_rows.add(self._row)
                elif self.all_rows_hidden:
                    self.shown_rows.add(self._row)
            case "col":
                self._column(attributes)
            case "sheetFormatPr":
                self.all_rows_hidden = attributes.get("zeroHeight") in _ON
            case "mergeCell":
                found = _RANGE.fullmatch(attributes.get("ref", ""))
                if found and len(self.merges) < MOST_MERGES:
                    top, bottom = int(found.group(2)) - 1, int(found.group(4)) - 1
                    self.merges.append(
                        (top, column_number(found.group(1)), bottom, column_number(found.group(3)))
                    )
            case "tablePart":
                self.has_tables = True

    def _column(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", "1"), attributes.get("max", "1")
        if not (first.isdigit() and last.isdigit() and len(first + last) < 12):
            return
        span = (int(first) - 1, int(last) - 1)
        width = _number(attributes.get("width"), 9.0)
        if attributes.get("hidden") in _ON or width < _NARROWEST:
            self.hidden_columns.append(span)
        else:
            self.widths.append((*span, width))


class Places:
    """Where the rows and columns that are shown stand in the copy: closed up, without gaps."""

    def __init__(self, survey: Survey) -> None:
        self._rows = sorted(survey.hidden_rows)
        self._hidden_rows = survey.hidden_rows
        self._spans = _joined(survey.hidden_columns)
        self._by_default, self._shown = survey.all_rows_hidden, sorted(survey.shown_rows)
        self._shown_rows = survey.shown_rows

    def row(self, row: int) -> int | None:
        """The row of the copy; None for a hidden one."""
        if self._by_default:
            return bisect_left(self._shown, row) if row in self._shown_rows else None
        return None if row in self._hidden_rows else row - bisect_left(self._rows, row)

    def column(self, column: int) -> int | None:
        """The column of the copy; None for a hidden one."""
        before = 0
        for first, last in self._spans:
            if column < first:
                break
            if column <= last:
                return None
            before += last - first + 1
        return column - before

    def next_row(self, first: int, last: int) -> int | None:
        """The first row shown between two rows, as numbered in the original."""
        return next(
            (row for row in range(first, min(last, first + 5_000) + 1) if self.row(row) is not None), None
        )

    def next_column(self, first: int, last: int) -> int | None:
        """The first column shown between two columns, as numbered in the original."""
        return next(
            (
                column
                for column in range(first, min(last, first + 5_000) + 1)
                if self.column(column) is not None
            ),
            None,
        )


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, none touching the next."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def _white(attributes: dict[str, str]) -> bool:
    """White, or so nearly that nobody reads it on paper. Theme colour 0 is the colour of the paper."""
    written = attributes.get("rgb", "")[-6:]
    if re.fullmatch(r"[0-9A-Fa-f]{6}", written):
        return all(int(written[at : at + 2], 16) >= 0xF0 for at in (0, 2, 4))
    if attributes.get("theme") == "0":
        return _number(attributes.get("tint"), 0.0) > -0.1
    return attributes.get("indexed") in {"1", "9"}


def _number(written: str | None, otherwise: float) -> float:
    try:
        return float(written) if written is not None else otherwise
    except ValueError:
        return otherwise


def _at(found: list[_T], written: str | None, otherwise: _T) -> _T:
    at = int(written) if written and written.isdigit() else -1
    return found[at] if 0 <= at < len(found) else otherwise
