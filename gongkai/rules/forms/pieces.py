"""Breaking lines into pieces: a label, a unit, a value, a dash, or running text.

Whatever the layout, recognition sees one stream of pieces in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gongkai.rules.forms.labels import LabelIndex
from gongkai.rules.forms.paper import Line, Place
from gongkai.rules.forms.wording import (
    UNITS,
    figure_of,
    is_dash,
    is_figure,
    squeezed,
    unit_of,
    without_brackets,
)

PieceKind = Literal["label", "unit", "value", "dash", "text"]


@dataclass(frozen=True, slots=True)
class Piece:
    """``text`` is running text that no table row can reach across; ``dash`` may be a unit's or a value's."""

    kind: PieceKind
    text: str
    place: Place
    block: int
    """Which block of the paper it stands in."""
    doubtful: bool = False
    """A number at the edge of a page that may be the page's own."""


_SENTENCE_END = re.compile(r"[。！？；]")
_PAGE_MARK = re.compile(r"^(?:第\d{1,3}页(?:[,/]?共\d{1,3}页)?|[-—–~·]+\d{1,3}[-—–~·]+|\d{1,3}/\d{1,3}页?)$")
_COLON_VALUE = re.compile(r"^(.+?)\s*[:：]\s*(\S+)$")
_GLUED_VALUE = re.compile(r"^(.*[^\d.,])(\d[\d,]*(?:\.\d+)?)$")
_BLANK = re.compile(r"\s")
_WIDE_GAP = re.compile(r"\s{2,}|\t")
_THOUSANDS = re.compile(r"^\d{1,3}$")
_GROUP = re.compile(r"^\d{3}(?:\.\d+)?$")
_LETTERS_APART = 1.5
_LONGEST_BARE_LABEL = 64
LONGEST_LINE = 500
"""Characters of the longest line of a table, the blanks that set its columns apart included."""


def is_running_text(text: str) -> bool:
    """Whether the line is a sentence, not a cell: a full stop outside brackets, or longer than any label."""
    if len(text) < 6:
        return False
    if len(text) > LONGEST_LINE:
        return True
    bare = without_brackets(squeezed(text))
    return bool(_SENTENCE_END.search(bare)) or len(bare) > _LONGEST_BARE_LABEL


def piece_of(text: str, place: Place, block: int, *, doubtful: bool = False) -> Piece | None:
    """The piece that one whole cell is; None for an empty one."""
    if not text.strip():
        return None
    if unit_of(text):
        return Piece("unit", text.strip(), place, block)
    if is_dash(text):
        return Piece("dash", text.strip(), place, block)
    if is_figure(text):
        return Piece("value", text.strip(), place, block, doubtful)
    return Piece("text" if is_running_text(text) else "label", text.strip(), place, block)


def line_pieces(line: Line, block: int, index: LabelIndex, *, at_page_edge: bool = False) -> Iterator[Piece]:
    """The pieces of one line: one cell a line, or label, unit and value behind one another."""
    text = line.text.strip()
    if not text:
        return
    if at_page_edge and _PAGE_MARK.match(squeezed(text)):
        return
    doubtful = at_page_edge and figure_of(text).value == line.place.page
    whole = piece_of(text, line.place, block, doubtful=doubtful)
    if whole is None or whole.kind != "label" or _is_label(text, index):
        if whole is not None:
            yield whole
        return
    for kind, part in _split(text, index):
        yield Piece(kind, part, line.place, block)


def _is_label(text: str, index: LabelIndex) -> bool:
    """Whether the whole text is one label: nothing that is a value of its own stands behind it."""
    return bool(index.exact(text)) and _word_kind(text.rsplit(maxsplit=1)[-1]) == "label"


def _split(text: str, index: LabelIndex) -> list[tuple[PieceKind, str]]:
    if _BLANK.search(text):
        return _thousands_joined(_by_words(_words(text, index)))
    colon = _COLON_VALUE.match(text)
    if colon and (is_figure(colon.group(2)) or is_dash(colon.group(2))) and index.exact(colon.group(1)):
        return [("label", colon.group(1)), ("value", colon.group(2))]
    glued = _GLUED_VALUE.match(text)
    if glued:
        label, value = glued.group(1), glued.group(2)
        for unit in UNITS:
            if label.endswith(unit) and index.exact(label.removesuffix(unit)):
                return [("label", label.removesuffix(unit)), ("unit", unit), ("value", value)]
        if index.exact(label):
            return [("label", label), ("value", value)]
    return [("label", text)]


def _words(text: str, index: LabelIndex) -> Iterator[tuple[PieceKind, str]]:
    """What stands between wide gaps is a cell; a cell that is no label as a whole is read word by word."""
    for cell in _WIDE_GAP.split(text):
        kind = _word_kind(cell)
        if kind != "label" or _is_label(cell, index):
            yield kind, cell
            continue
        words = cell.split()
        behind = 0
        while behind < len(words) and _word_kind(words[-1 - behind]) != "label":
            behind += 1
        label = words[: len(words) - behind]
        # Letters set apart (收 到 申 请 件 数) are one label, though 件 alone would be a unit.
        if len(label) > 1 and (
            sum(map(len, label)) < _LETTERS_APART * len(label) or index.exact(" ".join(label))
        ):
            yield "label", " ".join(label)
            label = []
        yield from ((_word_kind(word), word) for word in (*label, *words[len(words) - behind :]))


def _by_words(words: Iterator[tuple[PieceKind, str]]) -> list[tuple[PieceKind, str]]:
    """Label words put together again; a number before the first label is its numbering."""
    parts: list[tuple[PieceKind, str]] = []
    for kind, word in words:
        if kind == "label" and parts and parts[-1][0] == "label":
            parts[-1] = ("label", f"{parts[-1][1]} {word}")
        elif kind == "label" and len(parts) == 1 and parts[0][0] in ("value", "dash"):
            parts = [("label", f"{parts[0][1]} {word}")]
        else:
            parts.append((kind, word))
    return parts


def _word_kind(word: str) -> PieceKind:
    if unit_of(word):
        return "unit"
    if is_dash(word):
        return "dash"
    return "value" if is_figure(word) else "label"


def _thousands_joined(parts: list[tuple[PieceKind, str]]) -> list[tuple[PieceKind, str]]:
    """``条 1 234`` at the end of a line is one number: nothing else prints a unit before its groups of three."""
    for at, (kind, _) in enumerate(parts):
        tail = [text for other, text in parts[at + 1 :] if other == "value"]
        whole = kind == "unit" and len(tail) > 1 and len(tail) == len(parts) - at - 1
        if whole and _THOUSANDS.match(tail[0]) and all(_GROUP.match(text) for text in tail[1:]):
            return [*parts[: at + 1], ("value", " ".join(tail))]
    return parts
