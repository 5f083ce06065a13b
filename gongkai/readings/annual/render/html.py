"""HTML: one file that needs nothing else, to read on any screen and to print as the official paper."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from gongkai.readings.annual.figures import Bound, Paragraph, Words
from gongkai.readings.annual.render.composition import DEMONSTRATION_SENTENCE, Composition
from gongkai.readings.annual.render.parts import Annex, Heading, Table, placed

_FOLDER = Path(__file__).parent


def draw(paper: Composition) -> bytes:
    """The report as one HTML file with its style inside."""
    cells = paper.cells
    page = _template().render(
        paper=paper,
        blocks=[(_KINDS[type(block)], block) for block in paper.blocks],
        style=_style(),
        warning=DEMONSTRATION_SENTENCE if paper.mark else "",
        target=lambda piece: _target(piece, cells),
        rows=_rows,
    )
    return page.encode()


_KINDS: dict[type, str] = {Heading: "heading", Paragraph: "paragraph", Table: "table", Annex: "annex"}


def _target(piece: Words | Bound, cells: dict[str, str]) -> str:
    """The figure's cell that a number of the prose leads to; empty when it has none."""
    code = piece.figure.code if isinstance(piece, Bound) else ""
    return code if code in cells else ""


def _rows(table: Table) -> list[list[dict[str, Any]]]:
    """Rows with what the page must know of each cell: its kind and what it heads."""
    rows: list[list[dict[str, Any]]] = [[] for _ in table.rows]
    for down, across, cell in placed(table):
        scope = ""
        if down < table.heads or (cell.strong and cell.align == "center" and across > 0):
            scope = "colgroup" if cell.columns > 1 else "col"
        elif not cell.code and across == 0 and cell.columns < len(table.widths):
            scope = "rowgroup" if cell.rows > 1 else "row"
        step = str(cell.indent).replace(".", "-") if cell.indent else ""
        rows[down].append({"cell": cell, "scope": scope, "step": step})
    return rows


@lru_cache(maxsize=1)
def _template() -> Template:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=FileSystemLoader(_FOLDER),
    )
    return environment.get_template("report.html")


@lru_cache(maxsize=1)
def _style() -> Markup:
    # Our own stylesheet, written into the file so that it needs no other: the one text here that is not escaped.
    return Markup((_FOLDER / "paper.css").read_text(encoding="utf-8"))  # noqa: S704
