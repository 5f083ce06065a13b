"""Putting pieces together to rows: a label, which may be wrapped over several lines, with its unit and values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gongkai.rules.forms.labels import LabelIndex
from gongkai.rules.forms.paper import Place
from gongkai.rules.forms.pieces import Piece
from gongkai.rules.forms.wording import label_key, squeezed, starts_a_row

_MOST_WRAPS = 5
_LONGEST_ODD_VALUE, _LONGEST_ODD_UNIT = 8, 2


@dataclass(slots=True)
class Entry:
    """One row as printed. ``codes`` are the rows of the form that its label may name, empty for none."""

    label: str
    place: Place
    blocks: list[int]
    """The blocks of the paper it stands in."""
    codes: tuple[str, ...] = ()
    exact: bool = False
    units: list[Piece] = field(default_factory=list)
    values: list[Piece] = field(default_factory=list)
    """Values and dashes, in order."""
    strangers: int = 0
    """Labels with nothing behind them that stand between the entry before and this one."""

    @property
    def filled(self) -> bool:
        """Whether a unit, a value or a dash stands behind the label (an empty cell is nothing)."""
        return bool(self.units) or any(piece.text for piece in self.values)

    @property
    def has_value(self) -> bool:
        return any(piece.kind == "value" and piece.text for piece in self.values)


def entries(pieces: Sequence[Piece], index: LabelIndex) -> Iterator[list[Entry]]:
    """The rows in order, in groups: running text ends a group."""
    for chunks in _chunk_groups(pieces):
        group: list[Entry] = []
        at = strangers = 0
        while at < len(chunks):
            entry, taken = _joined(chunks, at, index)
            taken += _odd_behind(entry, chunks, at + taken, index)
            at += taken
            if entry.codes or (entry.has_value and label_key(entry.label)):
                entry.strangers = strangers
                group.append(entry)
                strangers = 0
            else:
                strangers += 1
        if group:
            yield group


def _chunk_groups(pieces: Sequence[Piece]) -> Iterator[list[Entry]]:
    """Each label with what stands behind it."""
    chunks: list[Entry] = []
    for piece in pieces:
        if piece.kind == "text":
            yield chunks
            chunks = []
        elif piece.kind == "label":
            chunks.append(Entry(piece.text, piece.place, [piece.block]))
        elif chunks:
            _take(chunks[-1], piece)
    yield chunks


def _take(chunk: Entry, piece: Piece) -> None:
    if piece.doubtful and not (chunk.units and not chunk.has_value):
        return
    (chunk.units if piece.kind == "unit" else chunk.values).append(piece)
    chunk.blocks.append(piece.block)


def _joined(chunks: list[Entry], at: int, index: LabelIndex) -> tuple[Entry, int]:
    """The row that begins at a chunk, and how many chunks it takes.

    The longest join that is an exact label wins, so that a label cut by a line end is not taken for a shorter one.
    """
    alone = index.exact(chunks[at].label)
    best, codes = 0, alone
    text, filled = chunks[at].label, int(chunks[at].filled)
    for step in range(1, min(_MOST_WRAPS, len(chunks) - at - 1) + 1):
        behind = chunks[at + step]
        filled += behind.filled
        if filled > 1 or (alone and index.exact(behind.label)):
            break
        text += behind.label
        found = index.exact(text)
        if found:
            best, codes = step, found
    if codes:
        return _merged(chunks[at : at + best + 1], codes, exact=True), best + 1
    for step in range(min(2, len(chunks) - at)):
        part = chunks[at : at + step + 1]
        if step and (index.exact(part[-1].label) or starts_a_row(part[-1].label)):
            break
        codes = index.loose("".join(chunk.label for chunk in part))
        if codes and sum(chunk.filled for chunk in part) == 1:
            return _merged(part, codes, exact=False), step + 1
    return _merged([chunks[at]], (), exact=False), 1


def _merged(part: list[Entry], codes: tuple[str, ...], *, exact: bool) -> Entry:
    return replace(
        part[0],
        label="".join(chunk.label for chunk in part),
        blocks=[block for chunk in part for block in chunk.blocks],
        codes=codes,
        exact=exact,
        units=[piece for chunk in part for piece in chunk.units],
        values=[piece for chunk in part for piece in chunk.values],
    )


def _odd_behind(entry: Entry, chunks: list[Entry], at: int, index: LabelIndex) -> int:
    """Take the next chunk when its "label" is this row's unit (部) or its unreadable value (约10); 0 or 1 taken."""
    if not entry.codes or at >= len(chunks) or index.exact(chunks[at].label):
        return 0
    behind = chunks[at]
    length = len(squeezed(behind.label))
    if not entry.filled and behind.has_value and not behind.units and length <= _LONGEST_ODD_UNIT:
        entry.units.append(Piece("unit", behind.label, behind.place, behind.blocks[0]))
        entry.values.extend(behind.values)
    elif entry.units and not entry.has_value and not behind.filled and 0 < length <= _LONGEST_ODD_VALUE:
        ends = at + 1 >= len(chunks) or bool(index.exact(chunks[at + 1].label))
        if not ends or not label_key(behind.label):
            return 0
        entry.values.append(Piece("value", behind.label, behind.place, behind.blocks[0]))
    else:
        return 0
    entry.blocks.extend(behind.blocks)
    return 1
