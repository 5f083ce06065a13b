"""指标数 and the computed report, as plain values that pages, files and the terminal share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from gongkai.rules.relations.finding import Finding

Number = int | Decimal
Source = Literal["tally", "entered", "carried", "heading"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a report: a cell of the form, or a number that only the prose uses.

    ``value`` is None for a heading, which carries no value. ``rows`` is how many records are behind the number.
    """

    code: str
    label: str
    unit: str
    value: Number | None
    source: Source
    rows: int
    level: int = 0
    """Depth in the form: 0 for 一、, 1 for （一）, 2 for 1., 3 for 其中."""
    tally: str = ""
    """口径: the Chinese sentence that says what counts as one."""
    reason: str = ""
    """Why and by which paper an entered figure was typed; empty otherwise."""

    def as_json(self) -> dict[str, Any]:
        """The figure as the contract of ``gongkai annual compute --format json`` has it."""
        return {
            "code": self.code,
            "label": self.label,
            "unit": self.unit,
            "value": plain(self.value),
            "source": self.source,
            "rows": self.rows,
        }


def plain(value: Number | None) -> int | float | None:
    """A number for JSON: whole numbers as integers, others as the shortest decimal."""
    if value is None or isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of prose without a bound number."""

    text: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A number in prose, bound to the figure it comes from."""

    figure: Figure
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of prose, in pieces."""

    pieces: tuple[Words | Bound, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class ComputedChapter:
    """A chapter with its numbers filled in."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class AnnualReport:
    """A body's report on one year, computed from its records."""

    body_code: str
    body_name: str
    body_full_name: str
    year: int
    form: str
    title: str
    demonstration: bool
    preamble: tuple[Paragraph, ...]
    chapters: tuple[ComputedChapter, ...]
    figures: tuple[Figure, ...]
    """The cells of the form, in the form's order, headings included."""
    prose_figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]

    def figure(self, code: str) -> Figure:
        """The figure of a code, of the form or of the prose. KeyError when the report has no such figure."""
        for figure in (*self.figures, *self.prose_figures):
            if figure.code == code:
                return figure
        raise KeyError(code)


@dataclass(frozen=True, slots=True)
class RowSet:
    """The records behind one figure: headings in Chinese, one tuple of plain values a record."""

    figure: Figure
    headings: tuple[str, ...]
    rows: Iterator[tuple[str | int | float | None, ...]]
