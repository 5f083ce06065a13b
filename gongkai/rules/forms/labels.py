"""Finding the row of a form that a printed label names.

``exact`` answers for a label that is the form's own or one of its known wordings, whatever its numbering, blanks,
punctuation and bracketed notes. ``loose`` answers for other wordings, and only when the words that tell the row
from its neighbours are all there: a row that the form does not have must stay unknown, never be taken for another.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache

from gongkai.rules.forms.edition import Edition, edition
from gongkai.rules.forms.wording import label_key

LONGEST_LABEL = 120
"""Characters of the longest printed label with its notes; longer text is never a label."""

_NEGATIONS = frozenset("不未非无")
_LIKE_ENOUGH, _LIKE_WITH_MARKS, _AS_GOOD = 0.82, 0.6, 0.05


class LabelIndex:
    """The labels of one form, made ready for look-up. Keys stand for codes of fields or keys of grid rows."""

    def __init__(self, rows: Iterable[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
        """``rows``: code, every wording, the marks of each row, in the form's order."""
        self._exact: dict[str, tuple[str, ...]] = {}
        self._loose: list[tuple[str, tuple[str, ...], list[tuple[frozenset[str], int]]]] = []
        self._answers: dict[str, tuple[str, ...]] = {}
        for code, names, marks in rows:
            keys = list(dict.fromkeys(label_key(name) for name in names))
            for key in keys:
                self._exact[key] = (*self._exact.get(key, ()), code)
            self._loose.append((code, marks, [(_pairs(key), _negations(key)) for key in keys]))

    @cached_property
    def keys(self) -> frozenset[str]:
        """The texts that are exact labels, as :func:`label_key` makes them."""
        return frozenset(self._exact)

    def exact(self, text: str) -> tuple[str, ...]:
        """The codes whose label this is; several where the form prints the same label under different parents."""
        if len(text) > LONGEST_LABEL:
            return ()
        return self._exact.get(label_key(text), ())

    def loose(self, text: str) -> tuple[str, ...]:
        """The codes that a differently worded label may mean, the best ones only."""
        if len(text) > LONGEST_LABEL:
            return ()
        key = label_key(text)
        if key not in self._answers:
            self._answers[key] = self._like(key)
        return self._answers[key]

    def _like(self, key: str) -> tuple[str, ...]:
        pairs, negations = _pairs(key), _negations(key)
        if len(pairs) < 2:
            return ()
        scores: list[tuple[float, str]] = []
        for code, marks, names in self._loose:
            if not all(mark in key for mark in marks):
                continue
            likest = max(
                (
                    2 * len(pairs & name) / (len(pairs) + len(name))
                    for name, no in names
                    if no == negations and name
                ),
                default=0.0,
            )
            if likest >= (_LIKE_WITH_MARKS if marks else _LIKE_ENOUGH):
                scores.append((likest, code))
        best = max(scores, default=(0.0, ""))[0]
        return tuple(code for score, code in scores if score >= best - _AS_GOOD)


def _pairs(key: str) -> frozenset[str]:
    return frozenset(key[at : at + 2] for at in range(len(key) - 1))


def _negations(key: str) -> int:
    return sum(character in _NEGATIONS for character in key)


@lru_cache(maxsize=8)
def label_index(form: str) -> LabelIndex:
    """The rows of a form: its fields, or the rows of its two-way tables as ``table:row``."""
    form_edition: Edition = edition(form)
    if not form_edition.grids:
        return LabelIndex(
            (field.code, (field.label, *field.names), field.marks) for field in form_edition.fields
        )
    return LabelIndex(
        (f"{grid.table}:{row.key}", (row.label, *row.names), ())
        for grid in form_edition.grids
        for row in grid.rows
        if grid.table != "t4"
    )
