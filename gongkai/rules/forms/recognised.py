"""What was recognised in one report: the cells of its form, its sentences by chapter, its year and its body.

Made by :func:`gongkai.rules.forms.recognition.recognise`; read by the checks of ``gongkai.rules.relations``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from gongkai.rules.forms.paper import Line, Place

Number = int | float
"""A value of a cell. Whole numbers are ``int``; 6.6 is a float whose ``repr`` is what was printed."""

Level = Literal["town", "county", "city", "province", "department", "unknown"]

ProblemKind = Literal[
    "blank", "not-a-number", "negative", "decimal", "heading", "unit", "unit-inside", "duplicate", "columns"
]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the form as it stands in the report."""

    code: str
    value: Number | None
    """None when the cell is blank, holds a dash, or is not a number. A blank is not a zero."""
    raw: str
    """The text of the value as printed."""
    unit: str | None
    """The unit as printed, None when the report prints none (a dash counts as none)."""
    label: str
    """The label of the row as printed."""
    place: Place
    """Where the value stands (the label's place when there is no value)."""
    label_place: Place
    unit_place: Place | None = None


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that was read but is not what the form asks for.

    ``blank`` no value; ``not-a-number`` text where a number belongs; ``negative`` and ``decimal`` (a part of one
    in a row of whole numbers); ``heading`` a value on a row that carries none; ``unit`` another unit than the
    form's (never converted); ``unit-inside`` the unit stands in the value's cell; ``duplicate`` the row appears
    again with another value; ``columns`` a row of a two-way table whose values cannot be told apart.
    """

    code: str
    kind: ProblemKind
    place: Place
    raw: str
    """What is printed."""
    expected: str | None = None
    """What the form asks for: a unit, or the value first read for a duplicate."""


@dataclass(frozen=True, slots=True)
class StrangeRow:
    """A row inside the table that the form does not have (a province may add rows)."""

    label: str
    values: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the text. ``number`` is the numeral of its heading (``"二"``), ``title`` the words behind it;
    None and empty for what stands before the first heading (the opening)."""

    number: str | None
    title: str
    place: Place
    lines: tuple[Line, ...]
    """The sentences under the heading. A heading that runs on into a sentence is also the first line here."""


@dataclass(frozen=True, slots=True)
class YearMention:
    """A year that the report gives itself: in its title, over its table, or as its period."""

    year: int
    source: Literal["title", "table", "period"]
    place: Place


@dataclass(frozen=True, slots=True)
class BodyName:
    """The body (机构) that the title names, with the parts that the name itself shows."""

    full: str
    """As printed, without 人民政府 or 办事处 behind it: 青铜峡市邵岗镇."""
    level: Level
    province: str | None = None
    city: str | None = None
    county: str | None = None
    town: str | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """One report, recognised. When no table was found ``form`` is None and ``values`` is empty."""

    form: str | None
    """``2014``, ``2019`` or ``2021``; None when no table of any known form was found."""
    values: Mapping[str, Number | None]
    """Every numeric cell of the form (None: blank, missing or not a number) and each heading that carries a value."""
    cells: Mapping[str, Cell]
    """The cells that were found in the report, headings included."""
    problems: tuple[CellProblem, ...]
    strange_rows: tuple[StrangeRow, ...]
    missing: tuple[str, ...]
    """Codes of numeric cells whose row is not in the table at all."""
    year: int | None
    years: tuple[YearMention, ...]
    body: BodyName | None
    title: str
    title_place: Place = field(default_factory=Place)
    chapters: tuple[Chapter, ...] = ()

    @property
    def found(self) -> bool:
        """Whether a table of a known form was found."""
        return self.form is not None

    @property
    def places(self) -> dict[str, Place]:
        """Where each value stands, by code."""
        return {code: cell.place for code, cell in self.cells.items()}
