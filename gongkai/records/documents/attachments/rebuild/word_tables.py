"""Columns of the tables of a Word document that are masked or left out."""

from __future__ import annotations

from typing import Any

from gongkai.records.documents.attachments.masks import Plan
from gongkai.records.documents.attachments.rebuild.roster_rows import RosterRows, Value
from gongkai.records.documents.attachments.rebuild.word_rules import w

_MOST_SPAN = 1_000


def treat_tables(root: Any, plan: Plan) -> None:
    """Tables are numbered from 1 in the order in which they begin, tables inside cells included."""
    for number, table in enumerate(list(root.iter(w("tbl"))), start=1):
        choices = plan.of_table(number)
        if choices:
            _treat(table, RosterRows(choices, plan))


def _treat(table: Any, rows: RosterRows) -> None:
    walked = [(row, _cells(row)) for row in table.findall(w("tr"))]
    for _, cells in walked:
        rows.look([_value(column, cell) for column, _, cell in cells])
    for row, cells in walked:
        treated = {
            value.column: value for value in rows.treated([_value(column, cell) for column, _, cell in cells])
        }
        for column, span, cell in cells:
            kept = [at for one in range(column, column + span) if (at := rows.column(one)) is not None]
            if not kept:
                row.remove(cell)
                continue
            value = treated.get(kept[0]) if rows.column(column) is not None else None
            if value is not None and value.text != _text(cell):
                _rewrite(cell, value.text)
            wide = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            if wide is not None:
                wide.set(w("val"), str(len(kept)))
    grid = table.find(w("tblGrid"))
    for at, column in enumerate(list(grid) if grid is not None else []):
        if grid is not None and rows.column(at) is None:
            grid.remove(column)
    for row in list(table.findall(w("tr"))):
        if row.find(w("tc")) is None:
            table.remove(row)
    if table.find(w("tr")) is None and table.getparent() is not None:
        table.getparent().remove(table)


def _cells(row: Any) -> list[tuple[int, int, Any]]:
    """Column, width in columns and cell."""
    found = []
    before = row.find(f"{w('trPr')}/{w('gridBefore')}")
    column = _number(before) if before is not None else 0
    for cell in row.findall(w("tc")):
        span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
        width = _number(span) if span is not None else 1
        found.append((column, max(1, width), cell))
        column += max(1, width)
    return found


def _number(element: Any) -> int:
    written = element.get(w("val"), "1")
    return min(int(written), _MOST_SPAN) if written.isdigit() and len(written) < 6 else 1


def _value(column: int, cell: Any) -> Value:
    return Value(column, None, _text(cell))


def _text(cell: Any) -> str:
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(w("t"))) for paragraph in cell.iter(w("p"))
    )


def _rewrite(cell: Any, text: str) -> None:
    """The new text in the place and looks of the first one; everything else in the cell goes."""
    texts = list(cell.iter(w("t")))
    if not texts:
        return
    texts[0].text = text.replace("\n", " ")
    for other in texts[1:]:
        other.text = ""
    for drawing in list(cell.iter(w("drawing"))):
        drawing.getparent().remove(drawing)
