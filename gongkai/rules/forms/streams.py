"""From a paper to one stream of pieces, whatever its layout."""

from __future__ import annotations

from gongkai.rules.forms.columns import cell_lines, table_pieces
from gongkai.rules.forms.delimited import table_runs
from gongkai.rules.forms.labels import LabelIndex
from gongkai.rules.forms.paper import Line, Paper, Table
from gongkai.rules.forms.pieces import Piece, line_pieces


def pieces_of(paper: Paper, index: LabelIndex) -> list[Piece]:
    """All pieces of a paper in reading order; ``Piece.block`` counts the blocks of the paper."""
    pieces: list[Piece] = []
    pending: list[tuple[int, Line]] = []
    for block, part in enumerate(paper.blocks):
        if isinstance(part, Line):
            pending.append((block, part))
            continue
        pieces.extend(_of_lines(pending, index))
        pending = []
        pieces.extend(_of_table(part, block, index))
    pieces.extend(_of_lines(pending, index))
    return pieces


def _of_table(table: Table, block: int, index: LabelIndex) -> list[Piece]:
    read = table_pieces(table.rows, [block] * len(table.rows), index)
    if read is not None:
        return read
    # No column of labels: a table for layout only, or one whose cells hold whole lines of the form.
    return _of_lines([(block, line) for line in cell_lines(table)], index)


def _of_lines(numbered: list[tuple[int, Line]], index: LabelIndex) -> list[Piece]:
    lines = [line for _, line in numbered]
    edges = page_edges(lines)
    pieces: list[Piece] = []
    at = 0
    for run in table_runs(lines):
        pieces.extend(_one_by_one(numbered, at, run.first, edges, index))
        read = table_pieces(run.rows, [numbered[at][0] for at in run.lines], index)
        if read is None:
            read = _one_by_one(numbered, run.first, run.last + 1, edges, index)
        pieces.extend(read)
        at = run.last + 1
    pieces.extend(_one_by_one(numbered, at, len(lines), edges, index))
    return pieces


def _one_by_one(
    numbered: list[tuple[int, Line]], start: int, stop: int, edges: frozenset[int], index: LabelIndex
) -> list[Piece]:
    return [
        piece
        for at in range(start, stop)
        for piece in line_pieces(numbered[at][1], numbered[at][0], index, at_page_edge=at in edges)
    ]


def page_edges(lines: list[Line]) -> frozenset[int]:
    """The first and the last written line of every page: where page numbers stand."""
    ends: dict[int, tuple[int, int]] = {}
    for at, line in enumerate(lines):
        page = line.place.page
        if page is not None and line.text.strip():
            ends[page] = (ends[page][0] if page in ends else at, at)
    return frozenset(at for pair in ends.values() for at in pair)
