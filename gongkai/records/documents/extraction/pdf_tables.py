"""Ruled tables of a PDF page: a grid from the lines, merged cells where a line is missing."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.records.documents.extraction.pdf_layout import cell_text
from gongkai.records.documents.extraction.pdf_page import Glyph, Rule

_NEAR = 3.0
"""Points within which two rules are one, or meet."""
_MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table found on a page: ``rows`` of equal length, a merged cell's text at its top left."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[tuple[str, ...], ...]

    def holds(self, glyph: Glyph) -> bool:
        """Does the character stand inside the frame?"""
        across = (glyph.left + glyph.right) / 2
        return self.left <= across <= self.right and self.bottom <= glyph.middle <= self.top


class _Sets:
    """Which of ``count`` things belong together."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, one: int) -> int:
        while self._parents[one] != one:
            self._parents[one] = self._parents[self._parents[one]]
            one = self._parents[one]
        return one

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._parents[second] = first


def ruled_tables(rules: Iterable[Rule], glyphs: Sequence[Glyph]) -> list[RuledTable]:
    """The tables from top to bottom; a single frame around text is none."""
    merged = _merged(rules)
    sets = _Sets(len(merged))
    lying = [(at, rule) for at, rule in enumerate(merged) if not rule.standing]
    for at, rule in enumerate(merged):
        for other, crossing in lying if rule.standing else ():
            if _meet(crossing, rule):
                sets.join(at, other)
    groups: dict[int, list[Rule]] = defaultdict(list)
    for at, rule in enumerate(merged):
        groups[sets.root(at)].append(rule)
    tables = (_table(group, glyphs) for group in groups.values())
    return sorted((table for table in tables if table), key=lambda table: -table.top)


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on the same line that touch become one."""
    found: list[Rule] = []
    ordered = sorted(rules, key=lambda rule: (rule.standing, round(rule.at / _NEAR), rule.first))
    for rule in ordered:
        last = found[-1] if found else None
        if (
            last is not None
            and last.standing == rule.standing
            and abs(last.at - rule.at) <= _NEAR
            and rule.first <= last.last + _NEAR
        ):
            found[-1] = Rule(rule.standing, last.at, min(last.first, rule.first), max(last.last, rule.last))
        else:
            found.append(rule)
    return found


def _meet(lying: Rule, standing: Rule) -> bool:
    return (
        lying.first - _NEAR <= standing.at <= lying.last + _NEAR
        and standing.first - _NEAR <= lying.at <= standing.last + _NEAR
    )


def _table(group: list[Rule], glyphs: Sequence[Glyph]) -> RuledTable | None:
    lying = [rule for rule in group if not rule.standing]
    standing = [rule for rule in group if rule.standing]
    if len(lying) < 2 or not standing:
        return None
    left, right = min(rule.first for rule in lying), max(rule.last for rule in lying)
    across = _positions([*(rule.at for rule in standing), left, right])
    down = _positions([rule.at for rule in lying])[::-1]
    columns, rows = len(across) - 1, len(down) - 1
    if columns < 2 or rows < 1 or columns * rows > _MOST_CELLS:
        return None
    sets = _Sets(columns * rows)
    for row in range(rows):
        for column in range(columns):
            middle = ((across[column] + across[column + 1]) / 2, (down[row] + down[row + 1]) / 2)
            here = row * columns + column
            if column + 1 < columns and not _ruled(standing, across[column + 1], middle[1]):
                sets.join(here, here + 1)
            if row + 1 < rows and not _ruled(lying, down[row + 1], middle[0]):
                sets.join(here, here + columns)
    texts = _texts(glyphs, across, down, sets)
    return RuledTable(
        across[0],
        down[-1],
        across[-1],
        down[0],
        tuple(
            tuple(texts.get(row * columns + column, "") for column in range(columns)) for row in range(rows)
        ),
    )


def _positions(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return found


def _ruled(rules: Iterable[Rule], at: float, middle: float) -> bool:
    return any(
        abs(rule.at - at) <= _NEAR and rule.first - _NEAR <= middle <= rule.last + _NEAR for rule in rules
    )


def _texts(glyphs: Sequence[Glyph], across: list[float], down: list[float], sets: _Sets) -> dict[int, str]:
    """Text by the number of the cell at its top left."""
    columns, rows = len(across) - 1, len(down) - 1
    upwards = down[::-1]
    held: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        column = bisect_right(across, (glyph.left + glyph.right) / 2) - 1
        row = rows - bisect_right(upwards, glyph.middle)
        if 0 <= column < columns and 0 <= row < rows:
            held[sets.root(row * columns + column)].append(glyph)
    widths: dict[int, float] = defaultdict(float)
    for column in range(columns):
        for row in range(rows):
            root = sets.root(row * columns + column)
            widths[root] = max(widths[root], across[column + 1] - across[root % columns])
    return {root: cell_text(inside, widths[root]) for root, inside in held.items()}
