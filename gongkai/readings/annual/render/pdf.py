"""PDF: the official layout set by typst; tagged, PDF/A-2u, with title and language."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.readings.annual.figures import Bound, Paragraph
from gongkai.readings.annual.render.composition import Composition
from gongkai.readings.annual.render.fonts import typefaces
from gongkai.readings.annual.render.parts import Annex, Block, Heading, Table

_TEMPLATE = Path(__file__).with_name("report.typ")


def draw(paper: Composition, *, fonts: Path | None = None) -> bytes:
    """The report as PDF. The same report gives the same bytes.

    ``fonts`` is a folder of the town's own fonts (仿宋_GB2312, 小标宋), used before the free ones.
    """
    import typst

    found, faces = typefaces(fonts)
    made: bytes = typst.compile(
        _template(),
        font_paths=found,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={
            "data": json.dumps(_data(paper), ensure_ascii=False),
            "faces": json.dumps(asdict(faces)),
        },
        pdf_standards=["a-2u"],
        # A fixed moment: the file says when the year ended, not when somebody pressed the button.
        timestamp=int(datetime(paper.year, 12, 31, tzinfo=UTC).timestamp()),
    )
    return made


@lru_cache(maxsize=1)
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _data(paper: Composition) -> dict[str, Any]:
    cells = paper.cells
    return {
        "title": paper.title,
        "title_lines": paper.title_lines,
        "author": paper.author,
        "mark": paper.mark,
        "blocks": [_block(block, cells) for block in paper.blocks],
    }


def _block(block: Block, cells: dict[str, str]) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", **asdict(block)}
        case Paragraph():
            return {"kind": "paragraph", "pieces": [_piece(piece, cells) for piece in block.pieces]}
        case Table():
            return {"kind": "table", **asdict(block)}
        case Annex():
            return {"kind": "annex", **asdict(block)}


def _piece(piece: Any, cells: dict[str, str]) -> dict[str, str | None]:
    code = piece.figure.code if isinstance(piece, Bound) else ""
    return {"text": piece.text, "to": code if code in cells else None}
