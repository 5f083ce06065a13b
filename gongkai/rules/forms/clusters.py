"""Telling the table of the form from sentences that happen to use its words."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.rules.forms.entries import Entry

_FEWEST_ROWS = 4
_FEWEST_MORE = 2
_MOST_STRANGERS = 6


def table_stretches(groups: Iterable[list[Entry]]) -> list[list[Entry]]:
    """The rows of the table, in order, one list for each unbroken part; empty when there is no table.

    A table is a stretch of rows that follow one another closely, at least four of which are rows of the form with
    a unit or a value. Further stretches (a table over several pages) count when they bring rows that were missing.
    """
    stretches = [stretch for group in groups for stretch in _stretches(group)]
    main = max(stretches, key=_known, default=[])
    if len(_codes(main)) < _FEWEST_ROWS:
        return []
    seen = _codes(main)
    chosen = [main]
    for stretch in stretches:
        codes = _codes(stretch)
        if stretch is not main and len(codes - seen) >= max(_FEWEST_MORE, len(codes & seen) + 1):
            chosen.append(stretch)
            seen |= codes
    return [stretch for stretch in stretches if any(stretch is one for one in chosen)]


def _stretches(group: list[Entry]) -> Iterable[list[Entry]]:
    stretch: list[Entry] = []
    for entry in group:
        if stretch and entry.strangers > _MOST_STRANGERS:
            yield _trimmed(stretch)
            stretch = []
        stretch.append(entry)
    yield _trimmed(stretch)


def _trimmed(stretch: list[Entry]) -> list[Entry]:
    """Without rows at either end that are not the form's; a row added at the end shows by its unit."""
    known = [at for at, entry in enumerate(stretch) if entry.codes]
    if not known:
        return []
    end = known[-1] + 1
    while end < len(stretch) and stretch[end].units and stretch[end].has_value and not stretch[end].strangers:
        end += 1
    return stretch[known[0] : end]


def _codes(stretch: list[Entry]) -> set[tuple[str, ...]]:
    return {entry.codes for entry in stretch if entry.codes and entry.filled}


def _known(stretch: list[Entry]) -> int:
    return len(_codes(stretch))
