"""栏目: how long each column has been silent by the rule of its kind, and how near all are to an inspector's veto.

国办秘函〔2019〕19号 vetoes a site with five silent columns of news (two weeks) and notices (six months) together, with
ten other columns that should have been updated, or with five empty ones. Which column is which is data.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from gongkai.readings.insight.coverage import Silence, last_published, silence
from gongkai.records.catalogue.models import Edition, Field
from gongkai.rules.limits import limit_from_json

_FILE = Path(__file__).with_name("data") / "columns.json"
_PERIODS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
DYNAMIC = frozenset({"news", "notice"})


@dataclass(frozen=True, slots=True)
class ColumnKind:
    """A kind of column and how long it may be silent; ``law`` is False where no norm gives a number."""

    key: str
    label: str
    law: bool
    days: int = 0
    months: int = 0

    def allowed(self, on: date, months: int = 0) -> timedelta:
        """How old the newest item may be on a day; ``months`` takes the place of the kind's own where it has no law."""
        if self.days:
            return timedelta(days=self.days)
        return on - _months_before(on, self.months if self.law or not months else months)


@dataclass(frozen=True, slots=True)
class Veto:
    """From how many columns on an inspection fails at once."""

    dynamic: int
    other: int
    empty: int


@dataclass(frozen=True, slots=True)
class ColumnState:
    """How one column stands on a day. ``silent_from`` is the first day on which it counts as not updated."""

    field: Field
    kind: ColumnKind
    last_on: date | None
    state: Silence
    silent_from: date | None


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns, and the three counts that an inspector makes with their limits."""

    states: tuple[ColumnState, ...]
    veto: Veto
    article: str

    def _silent(self, *, dynamic: bool) -> int:
        return sum(
            column.state is Silence.SILENT and (column.kind.key in DYNAMIC) == dynamic
            for column in self.states
        )

    @property
    def dynamic(self) -> int:
        """Silent columns of news and notices."""
        return self._silent(dynamic=True)

    @property
    def other(self) -> int:
        """Silent columns of the other kinds."""
        return self._silent(dynamic=False)

    @property
    def empty(self) -> int:
        """Columns that never had an item."""
        return sum(column.state is Silence.EMPTY for column in self.states)

    @property
    def vetoed(self) -> bool:
        """Whether any of the three counts reaches its limit."""
        return (
            self.dynamic >= self.veto.dynamic
            or self.other >= self.veto.other
            or self.empty >= self.veto.empty
        )


@lru_cache(maxsize=1)
def _rules() -> tuple[Mapping[str, ColumnKind], ColumnKind, Veto, str]:
    """Kinds by field name, the kind of every other field, the limits and the article."""
    said = json.loads(_FILE.read_text(encoding="utf-8"))
    by_field: dict[str, ColumnKind] = {}
    rest = None
    for row in said["kinds"]:
        names = row.pop("fields")
        kind = ColumnKind(**row)
        by_field |= dict.fromkeys(names, kind)
        rest = rest if names else kind
    if rest is None:
        raise ValueError("one kind takes every field that no other names")
    return by_field, rest, Veto(**said["veto"]), said["article"]


def kind_of(field: Field) -> ColumnKind:
    """The kind of a field's column."""
    by_field, rest, _, _ = _rules()
    return by_field.get(field.name, rest)


def columns_on(
    body_ids: list[int], fields: Iterable[Field], on: date, edition: Edition | None = None
) -> Columns:
    """How the columns of these fields stand on a day, those of some bodies together.

    A column whose kind has no number in any norm may be silent for one period of the shortest rhythm that the edition
    gives its field and a month more; without a rhythm for as long as its kind says. One query, two with an edition.
    """
    _, _, veto, article = _rules()
    last = last_published(body_ids, on)
    rhythms = _rhythm_months(edition)
    states = []
    for field in fields:
        kind = kind_of(field)
        allowed = kind.allowed(on, rhythms.get(field.pk, 0))
        newest = last.get(field.pk)
        silent_from = newest + allowed + timedelta(days=1) if newest else None
        states.append(ColumnState(field, kind, newest, silence(newest, on, allowed), silent_from))
    return Columns(tuple(states), veto, article)


def _rhythm_months(edition: Edition | None) -> dict[int, int]:
    """The shortest rhythm of each field in months, and one month more, in which what is late still counts."""
    found: dict[int, int] = {}
    if edition is None:
        return found
    for field, limits in edition.entries.values_list("field_id", "limits"):
        for limit in map(limit_from_json, limits):
            if limit.kind == "rhythm":
                months = _PERIODS[limit.rhythm] + 1
                found[field] = min(months, found.get(field, months))
    return found


def _months_before(on: date, months: int) -> date:
    """The same day of an earlier month; a day that month has not becomes its last."""
    place = on.year * 12 + on.month - 1 - months
    first_after = date((place + 1) // 12, (place + 1) % 12 + 1, 1)
    last = first_after - timedelta(days=1)
    return last.replace(day=min(on.day, last.day))
