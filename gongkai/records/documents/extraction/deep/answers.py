"""What the jail is asked about a whole file: its pieces, or the personal information in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.records.documents.extraction.archive import Budget
from gongkai.records.documents.extraction.deep.findings import Detective, PrivacyFinding
from gongkai.records.documents.extraction.deep.packages import emit_content
from gongkai.records.documents.extraction.deep.parts import Gap, Notice, Part, Piece, Row, inside

_BATCH = 500
Send = Callable[[dict[str, Any]], None]


def answer(verb: str, path: Path, kind: str, options: dict[str, str | None], send: Send) -> None:
    """``scan``: findings. ``pieces``: texts with their places. Both end with the gaps. Raises Unreadable."""
    batch = _Batch("findings" if verb == "scan" else "pieces", send)
    gaps: list[str] = []
    if verb == "scan":
        today = options.get("today")
        detective = Detective(
            date.fromisoformat(today) if today else None, lambda found: batch.add(_flat(found))
        )
        take, gaps = detective.take, detective.gaps
    else:

        def take(part: Part) -> None:
            if isinstance(part, Gap):
                gaps.append(inside(part.where, part.why))
            for text, where in _texts(part):
                batch.add([text, where])

    with path.open("rb") as source:
        emit_content(source, kind, "", take, Budget())
    batch.flush()
    send({"gaps": gaps})


def _flat(found: PrivacyFinding) -> list[str]:
    return [found.kind, found.where, found.masked, found.severity]


def _texts(part: Part) -> list[tuple[str, str]]:
    if isinstance(part, Row):
        return [(text, inside(part.where, part.place(number))) for number, text in enumerate(part.cells)]
    if isinstance(part, Piece):
        if part.first_line is None:
            return [(part.text, part.where)]
        lines = enumerate(part.text.split("\n"), start=part.first_line)
        return [(text, inside(part.where, f"第{number}行")) for number, text in lines if text.strip()]
    if isinstance(part, Notice):
        return [(part.shown, part.where)]
    return []


class _Batch:
    """Gathers results into messages of some hundred."""

    def __init__(self, key: str, send: Send) -> None:
        self._key, self._send = key, send
        self._held: list[Any] = []

    def add(self, one: list[str]) -> None:
        self._held.append(one)
        if len(self._held) >= _BATCH:
            self.flush()

    def flush(self) -> None:
        if self._held:
            self._send({self._key: self._held})
            self._held = []
