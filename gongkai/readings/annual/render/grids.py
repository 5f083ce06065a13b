"""The two-way tables of the 2019 and 2021 forms (国办公开办函〔2019〕60号, 〔2021〕30号), as they are printed."""

from __future__ import annotations

from itertools import groupby

from gongkai.readings.annual.figures import AnnualReport
from gongkai.readings.annual.render.parts import Cell, Table, head_cell, value_cell
from gongkai.rules.forms.edition import Edition, Grid, edition

_CHAPTERS = {"t2": "二", "t3": "三", "t4": "四"}
"""Which chapter holds which table."""
_LABELS = 3
"""Columns of labels in table 3: result, group, ground."""


def has_grids(form: str) -> bool:
    """Whether the form has two-way tables inside its chapters, and so no annex."""
    return bool(edition(form).grids)


def tables(report: AnnualReport) -> dict[str, Table]:
    """The tables by the numeral of their chapter; empty for the 2014 form."""
    form = edition(report.form)
    makers = {"t2": _disclosed, "t3": _applications, "t4": _remedies}
    return {_CHAPTERS[grid.table]: makers[grid.table](report, form, grid) for grid in form.grids}


def _disclosed(report: AnnualReport, form: Edition, grid: Grid) -> Table:
    """Table 2: a band for every item of 条例 art 20, each with columns of its own."""
    rows: list[tuple[Cell, ...]] = []
    wide = max(len(row.cells) for row in grid.rows)
    for band, members in groupby(grid.rows, key=lambda row: form.ancestors(row.cells[0])[1]):
        inside = list(members)
        first = inside[0].cells
        spans = _spread(len(first), wide)
        labels = [form.by_code[code].column_label or "" for code in first]
        rows.append((head_cell(form.by_code[band].label, columns=wide + 1),))
        rows.append((head_cell("信息内容"), *map(_head, labels, spans)))
        for row in inside:
            figures = [report.figure(code) for code in row.cells]
            values = [value_cell(figure, columns=span) for figure, span in zip(figures, spans, strict=True)]
            rows.append((head_cell(row.label), *values))
    return Table("主动公开政府信息情况", (0.34, *([0.66 / wide] * wide)), 0, tuple(rows))


def _head(label: str, columns: int) -> Cell:
    return head_cell(label, columns=columns)


def _spread(parts: int, width: int) -> list[int]:
    """``width`` columns shared by ``parts`` cells, the wider ones last."""
    each, more = divmod(width, parts)
    return [each + (1 if at >= parts - more else 0) for at in range(parts)]


def _applications(report: AnnualReport, form: Edition, grid: Grid) -> Table:
    """Table 3: who asked across, what came of it down."""
    rule = form.by_code[grid.table].note or ""
    first, *middle, last = grid.columns
    heads: list[tuple[Cell, ...]] = [
        (
            head_cell(f"（{rule}）" if rule else "", columns=_LABELS, rows=3),
            head_cell("申请人情况", columns=len(grid.columns)),
        ),
        (
            head_cell(first.label, rows=2),
            head_cell("法人或其他组织", columns=len(middle)),
            head_cell(last.label, rows=2),
        ),
        tuple(head_cell(column.label) for column in middle),
    ]
    opened: set[str] = set()
    rows: list[tuple[Cell, ...]] = []
    for row in grid.rows:
        above = _above(form, grid, row.cells[0])
        cells: list[Cell] = []
        for code in above:
            if code not in opened:
                opened.add(code)
                covers = sum(code in _above(form, grid, other.cells[0]) for other in grid.rows)
                cells.append(Cell(form.by_code[code].label, rows=covers))
        cells.append(Cell(row.label, columns=_LABELS - len(above)))
        cells.extend(value_cell(report.figure(code)) for code in row.cells)
        rows.append(tuple(cells))
    return Table(
        "收到和处理政府信息公开申请情况",
        (0.075, 0.105, 0.26, *([0.08] * len(grid.columns))),
        len(heads),
        (*heads, *rows),
        dense=True,
    )


def _above(form: Edition, grid: Grid, code: str) -> list[str]:
    """The headings over a row, outermost first; the row's own heading and the table's are left out."""
    chain = list(form.ancestors(code))[1:]
    return [one for one in reversed(chain) if one != grid.table]


def _remedies(report: AnnualReport, form: Edition, grid: Grid) -> Table:
    """Table 4: reviews, and suits before and after a review, side by side in one row."""
    del form
    across = len(grid.columns)
    suits = [row for row in grid.rows if " / " in row.label]
    reviews = [row for row in grid.rows if " / " not in row.label]
    name = suits[0].label.partition(" / ")[0]
    heads: tuple[tuple[Cell, ...], ...] = (
        (
            *(head_cell(row.label, columns=across, rows=2) for row in reviews),
            head_cell(name, columns=across * len(suits)),
        ),
        tuple(head_cell(row.label.partition(" / ")[2], columns=across) for row in suits),
        tuple(head_cell(column.label) for _ in grid.rows for column in grid.columns),
    )
    values = tuple(value_cell(report.figure(code)) for row in (*reviews, *suits) for code in row.cells)
    columns = across * len(grid.rows)
    return Table("行政复议、行政诉讼情况", (1 / columns,) * columns, 3, (*heads, values), dense=True)
