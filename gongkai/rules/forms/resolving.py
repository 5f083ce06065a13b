"""From printed rows to cells of a one-column form (2014): which code each row is, and what its cell holds."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongkai.rules.forms.edition import Edition, Field
from gongkai.rules.forms.entries import Entry
from gongkai.rules.forms.pieces import Piece
from gongkai.rules.forms.recognised import Cell, CellProblem, Number, ProblemKind, StrangeRow
from gongkai.rules.forms.wording import Figure, figure_of, is_dash, unit_in_brackets, unit_of


@dataclass(slots=True)
class Cells:
    """What the table holds, filled row by row."""

    cells: dict[str, Cell] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)
    strange: list[StrangeRow] = field(default_factory=list)

    def values(self, edition: Edition) -> dict[str, Number | None]:
        """Every numeric cell in the form's order (None when there is no value) and headings that carry one."""
        values: dict[str, Number | None] = {}
        for one in edition.fields:
            cell = self.cells.get(one.code)
            if one.numeric:
                values[one.code] = None if cell is None else cell.value
            elif cell is not None and cell.value is not None:
                values[one.code] = cell.value
        return values


def resolve(rows: list[Entry], edition: Edition) -> Cells:
    """Give every row its code and read its cell; a row that is not the form's is kept as strange."""
    chosen = _exact_codes(rows, edition)
    _loose_codes(rows, chosen, edition)
    result = Cells()
    for entry, code in zip(rows, chosen, strict=True):
        if code is None:
            if entry.has_value:
                texts = tuple(piece.text for piece in entry.values if piece.text)
                result.strange.append(StrangeRow(entry.label, texts, entry.place))
            continue
        put(result, edition.by_code[code], _cell(entry, edition.by_code[code]))
    return result


def _exact_codes(rows: list[Entry], edition: Edition) -> list[str | None]:
    """Codes of the rows whose label is exact. One label under two parents goes where the rows before it were."""
    chosen: list[str | None] = []
    used: set[str] = set()
    last: str | None = None
    for entry in rows:
        code = None
        if entry.exact:
            code = entry.codes[0] if len(entry.codes) == 1 else _nearest(entry.codes, last, used, edition)
            used.add(code)
            last = code
        chosen.append(code)
    return chosen


def _nearest(codes: tuple[str, ...], last: str | None, used: set[str], edition: Edition) -> str:
    if last is None:
        return codes[0]
    before = edition.by_code[last]
    above = {last, *edition.ancestors(last)}

    def rank(code: str) -> tuple[bool, int, bool, int]:
        shared = len(above.intersection(edition.ancestors(code)))
        order = edition.by_code[code].order
        return (code not in used, shared, order > before.order, -abs(order - before.order))

    return max(codes, key=rank)


def _loose_codes(rows: list[Entry], chosen: list[str | None], edition: Edition) -> None:
    """A loosely worded row is taken only where the form has it: between the sure rows before and behind."""
    sure = {code for code in chosen if code is not None}
    for at, entry in enumerate(rows):
        if entry.exact or not entry.codes:
            continue
        before = next((edition.by_code[code].order for code in reversed(chosen[:at]) if code is not None), 0)
        behind = next((edition.by_code[code].order for code in chosen[at + 1 :] if code is not None), 10**6)
        fitting = [
            code for code in entry.codes if code not in sure and before < edition.by_code[code].order < behind
        ]
        if len(fitting) == 1:
            chosen[at] = fitting[0]
            sure.add(fitting[0])


def _cell(entry: Entry, row: Field) -> Cell:
    """The cell of a row: its first value that is not blank, its unit as printed."""
    piece = next((piece for piece in entry.values if not is_dash(piece.text)), None)
    if piece is None:
        # 单位 may be a dash of its own, so the value's dash is the last one.
        piece = entry.values[-1] if entry.values else None
    figure = figure_of(piece.text) if piece is not None else Figure(None)
    return Cell(
        code=row.code,
        value=figure.value,
        raw="" if piece is None else piece.text,
        unit=_printed_unit(entry.units, entry.label) or figure.unit,
        label=entry.label,
        place=entry.place if piece is None else piece.place,
        label_place=entry.place,
        unit_place=entry.units[0].place if entry.units else None,
    )


def _printed_unit(units: list[Piece], label: str) -> str | None:
    if units:
        return unit_of(units[0].text) or units[0].text
    return unit_in_brackets(label)


def put(result: Cells, row: Field, cell: Cell) -> None:
    """Keep a cell and note its problems; the same row again may fill a blank, never change a value."""
    earlier = result.cells.get(row.code)
    if earlier is not None:
        if cell.value is not None and earlier.value is not None and cell.value != earlier.value:
            result.problems.append(CellProblem(row.code, "duplicate", cell.place, cell.raw, earlier.raw))
        if cell.value is None or earlier.value is not None:
            return
        result.problems = [problem for problem in result.problems if problem.code != row.code]
    result.cells[row.code] = cell
    result.problems.extend(_problems(row, cell))


def _problems(row: Field, cell: Cell) -> list[CellProblem]:
    figure = figure_of(cell.raw)
    found: list[CellProblem] = []

    def note(kind: ProblemKind, raw: str, expected: str | None = None) -> None:
        place = (cell.unit_place or cell.place) if kind == "unit" else cell.place
        found.append(CellProblem(row.code, kind, place, raw, expected))

    if not row.numeric:
        if cell.value is not None:
            note("heading", cell.raw)
        return found
    if not figure.readable:
        note("not-a-number", cell.raw)
    if cell.value is None and figure.readable:
        note("blank", cell.raw)
    if cell.value is not None and cell.value < 0 and row.kind != "signed":
        note("negative", cell.raw)
    if isinstance(cell.value, float) and row.kind != "decimal":
        note("decimal", cell.raw)
    if figure.unit is not None:
        note("unit-inside", cell.raw, row.unit)
    for unit in dict.fromkeys(unit for unit in (cell.unit, figure.unit) if unit is not None):
        if row.unit is not None and unit != row.unit:
            note("unit", unit, row.unit)
    return found
