"""Finding the records that a row names by number or name: a row without its parent cannot be registered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Model

from gongkai.records.bodies.codes import ancestors
from gongkai.records.bodies.models import Body
from gongkai.records.ledger.intake.kind import LedgerKind, Row
from gongkai.records.ledger.intake.outcome import Problem


class Reach(Enum):
    """Whose records a row may name."""

    OWN = "own"
    ABOVE = "above"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Reference:
    """A column that names a record of ``model`` by its field ``by``; ``ledger`` says where one registers it.

    With the reach ABOVE the row's own body wins over the ones above it, the nearest first.
    """

    column: str
    model: type[Model]
    by: tuple[str, ...]
    what: str
    ledger: str
    reach: Reach = Reach.OWN

    def resolve(self, rows: Sequence[Row], kind: LedgerKind) -> list[Problem]:
        """Put the record that each row names into ``found``; blank cells name none."""
        naming = [row for row in rows if row.values.get(self.column) is not None]
        if not naming:
            return []
        found = self.find(
            {row.values[self.column] for row in naming}, [row.found.get("body") for row in naming]
        )
        problems = []
        for row in naming:
            text = row.values[self.column]
            record = next(
                (found[key] for key in self.keys(text, row.found.get("body")) if key in found), None
            )
            if record is None:
                heading = kind.column(self.column).heading
                reason = f"没有登记过{self.what}“{text}”：请核对，或先导入{self.ledger}。"
                problems.append(Problem(row.sheet, row.number, heading, reason))
            else:
                row.found[self.column] = record
        return problems

    def find(self, texts: set[str], bodies: Sequence[Body | None]) -> dict[tuple[str, str], Any]:
        """The records of these names that bodies may name, by body code (empty for ANY) and name."""
        found: dict[tuple[str, str], Any] = {}
        codes = self._codes(bodies)
        for field in reversed(self.by):
            query = self.model._default_manager.filter(**{f"{field}__in": texts})
            if self.reach is Reach.ANY:
                found |= {("", getattr(record, field)): record for record in query}
            else:
                query = query.filter(body__code__in=codes).select_related("body")
                records: Iterable[Any] = query
                found |= {(record.body.code, getattr(record, field)): record for record in records}
        return found

    def _codes(self, bodies: Sequence[Body | None]) -> set[str]:
        own = {body.code for body in bodies if body is not None}
        if self.reach is Reach.ABOVE:
            return own | {code for mine in own for code in ancestors(mine)}
        return own

    def keys(self, text: str, body: Body | None) -> list[tuple[str, str]]:
        """Under which keys of :meth:`find` a row of this body finds the name, the nearest first."""
        if self.reach is Reach.ANY or body is None:
            return [("", text)]
        above = ancestors(body.code) if self.reach is Reach.ABOVE else []
        return [(code, text) for code in (body.code, *above)]
