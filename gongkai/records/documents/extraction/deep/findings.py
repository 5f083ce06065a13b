"""From what a file holds to what is personal in it: rows with their headings, places in words, every value masked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from gongkai.records.documents.extraction.deep.parts import Gap, Notice, Part, Piece, Row, inside
from gongkai.rules.privacy.detect import find, mask
from gongkai.rules.privacy.roster import find_in_row, headings_of
from gongkai.rules.privacy.spans import Severity, Span


@dataclass(frozen=True, slots=True)
class PrivacyFinding:
    """One piece of personal information in a file; the value only masked."""

    kind: str
    where: str
    masked: str
    severity: Severity


class Detective:
    """Takes the parts of one file and tells each finding once."""

    def __init__(self, today: date | None, tell: Callable[[PrivacyFinding], None]) -> None:
        self.gaps: list[str] = []
        self._today, self._tell = today, tell
        self._told: set[tuple[str, str, str]] = set()
        self._table: str | None = None
        self._headings: tuple[str, ...] = ()
        self._named: set[tuple[str, int]] = set()

    def take(self, part: Part) -> None:
        match part:
            case Piece():
                self._piece(part)
            case Row():
                self._row(part)
            case Gap():
                self.gaps.append(inside(mask(part.where, today=self._today), part.why))
            case Notice():
                self._told_once(part.kind, part.where, part.shown, "warning")

    def _piece(self, piece: Piece) -> None:
        spans = find(piece.text, today=self._today)
        if not spans:
            return
        breaks: list[int] = []
        if piece.first_line is not None:
            breaks = [at for at, character in enumerate(piece.text) if character == "\n"]
        for span in spans:
            where = piece.where
            if piece.first_line is not None:
                where = inside(where, f"第{piece.first_line + bisect_right(breaks, span.start - 1)}行")
            self._span(span, where)

    def _row(self, row: Row) -> None:
        if row.where != self._table:
            self._table, self._headings = row.where, ()
            self._named = set()
        headings = headings_of(row.cells)
        if headings is not None:
            wide = [""] * (max(row.columns) + 1) if max(row.columns) < 20_000 else []
            for column, heading in zip(row.columns, headings, strict=True):
                if column < len(wide):
                    wide[column] = heading
            self._headings = tuple(wide)
        above: tuple[str, ...] = ()
        if self._headings and headings is None:
            above = tuple([self._headings[at] if at < len(self._headings) else "" for at in row.columns])
        for cell, span in find_in_row(row.cells, above, today=self._today):
            if span.kind == "name":
                # A roster of a thousand names is one thing to know, not a thousand.
                if (row.where, row.columns[cell]) in self._named:
                    continue
                self._named.add((row.where, row.columns[cell]))
            self._span(span, inside(row.where, row.place(cell)))

    def _span(self, span: Span, where: str) -> None:
        self._told_once(span.kind, where, span.masked, span.severity)

    def _told_once(self, kind: str, where: str, masked: str, severity: Severity) -> None:
        place = mask(where, today=self._today)
        if (kind, place, masked) not in self._told:
            self._told.add((kind, place, masked))
            self._tell(PrivacyFinding(kind, place, masked, severity))
