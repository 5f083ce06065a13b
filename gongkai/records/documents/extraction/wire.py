"""How results leave the jail: frames of JSON, a length before each. Nothing that could run when it is read."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from typing import Any

from gongkai.rules.forms.paper import Line, Paper, Place, Table, TableCell

LENGTH = struct.Struct(">I")
LARGEST_FRAME = 64 * 1024 * 1024
_BLOCKS_A_FRAME = 500


def frame(message: dict[str, Any]) -> bytes:
    """One message as bytes, its length first."""
    content = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return LENGTH.pack(len(content)) + content


def paper_messages(paper: Paper) -> Iterator[dict[str, Any]]:
    """A paper in pieces of a few hundred blocks."""
    for at in range(0, len(paper.blocks), _BLOCKS_A_FRAME):
        yield {"blocks": [_flat(block) for block in paper.blocks[at : at + _BLOCKS_A_FRAME]]}


def _flat(block: Line | Table) -> list[Any]:
    if isinstance(block, Line):
        return [block.text, *_flat_place(block.place)]
    return [[[[cell.text, *_flat_place(cell.place)] for cell in row] for row in block.rows]]


def _flat_place(place: Place) -> tuple[int | None, str | None, int | None]:
    return place.line, place.cell, place.page


def blocks_of(message: dict[str, Any]) -> Iterator[Line | Table]:
    """The blocks of one message. Raises ValueError, TypeError or KeyError when it is no such message."""
    for block in message["blocks"]:
        if isinstance(block[0], str):
            yield Line(block[0], _place(block))
        else:
            yield Table(
                tuple(tuple(TableCell(str(cell[0]), _place(cell)) for cell in row) for row in block[0])
            )


def _place(block: list[Any]) -> Place:
    _, line, cell, page = block
    return Place(line, cell, page)
