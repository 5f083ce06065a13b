"""What the jail is asked about an attachment: what it holds, its public copy, its tables."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.records.documents.attachments.examine import Examiner, Found
from gongkai.records.documents.attachments.masks import unpacked
from gongkai.records.documents.attachments.rebuild.rebuilding import rebuild
from gongkai.records.documents.attachments.tables import TableReader
from gongkai.records.documents.extraction.archive import Budget
from gongkai.records.documents.extraction.deep.packages import emit_content

_BATCH = 500
_CHUNK = 4 * 1024 * 1024
Send = Callable[[dict[str, Any]], None]


def answer(verb: str, path: Path, kind: str, options: dict[str, str | None], send: Send) -> None:
    """``examine``: findings, gaps, unread. ``rebuild``: bytes, what is left out. ``tables``: tables.

    Raises Unreadable.
    """
    match verb:
        case "examine":
            _examine(path, kind, options, send)
        case "rebuild":
            _rebuild(path, kind, options, send)
        case _:
            _tables(path, kind, options, send)


def _examine(path: Path, kind: str, options: dict[str, str | None], send: Send) -> None:
    held: list[list[str]] = []

    def tell(found: Found) -> None:
        held.append([found.kind, found.where, found.masked, found.severity, found.column])
        if len(held) >= _BATCH:
            send({"found": list(held)})
            held.clear()

    examiner = Examiner(_day(options), tell)
    with path.open("rb") as source:
        emit_content(source, kind, "", examiner.take, Budget())
    send({"found": held, "gaps": examiner.gaps, "unread": examiner.unread})


def _rebuild(path: Path, kind: str, options: dict[str, str | None], send: Send) -> None:
    with path.open("rb") as source:
        copy = rebuild(source, kind, unpacked(options), Budget())
    for at in range(0, len(copy.content), _CHUNK):
        send({"bytes": base64.b64encode(copy.content[at : at + _CHUNK]).decode("ascii")})
    send({"left_out": list(copy.left_out), "redrawn": copy.redrawn})


def _tables(path: Path, kind: str, options: dict[str, str | None], send: Send) -> None:
    reader = TableReader(_day(options))
    with path.open("rb") as source:
        emit_content(source, kind, "", reader.take, Budget())
    for table in reader.tables():
        send({"table": table})


def _day(options: dict[str, str | None]) -> date | None:
    written = options.get("today")
    return date.fromisoformat(written) if written else None
