"""Reading records back as rows of their ledger: for lists, for export, and to see whether a row says anything new."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db.models import Model, QuerySet

from gongkai.records.ledger.intake.columns import ColumnType
from gongkai.records.ledger.intake.kind import LedgerKind, Values

ValuesOf = Callable[[Sequence[Any]], dict[int, Values]]
_PATH = "__"


@dataclass(frozen=True, slots=True)
class RecordShelf:
    """The records of one model. ``paths`` leads from a record to what a column names, as Django's lookups do.

    ``others`` gives the values of columns that stand in other tables, by key of the record.
    """

    model: type[Model]
    body: str = "body"
    paths: Mapping[str, str] = field(default_factory=dict)
    others: ValuesOf | None = None

    def values(self, kind: LedgerKind, records: Sequence[Any]) -> list[Values]:
        """The values of records by column key, as a row would have them once it was read."""
        others = self.others(records) if self.others is not None else {}
        found = []
        for record in records:
            values = {}
            for column in kind.columns:
                if column.key in others.get(record.pk, {}):
                    continue
                if column.type is ColumnType.BODY:
                    values[column.key] = _at(record, f"{self.body}__code")
                else:
                    values[column.key] = _at(record, self.path(column.key))
            found.append(values | others.get(record.pk, {}))
        return found

    def path(self, key: str) -> str:
        """The lookup of a column, by its key."""
        return self.paths.get(key, key)

    def found(self) -> QuerySet[Any]:
        """Every record with what its paths lead to, in no order."""
        joined = {
            path.rpartition(_PATH)[0]
            for path in (*self.paths.values(), f"{self.body}__code")
            if _PATH in path
        }
        whole: QuerySet[Any] = self.model._default_manager.all()
        names = sorted(name for name in joined if name not in {"", "pk"})
        return whole.select_related(*names) if names else whole


def _at(record: Any, path: str) -> Any:
    """What a path leads to; None where a step of it is empty."""
    return reduce(
        lambda found, step: None if found is None else getattr(found, step), path.split(_PATH), record
    )


def same(kind: LedgerKind, said: Values, registered: Values) -> bool:
    """Whether a row says nothing but what is registered.

    A blank agrees with whatever a choice falls back on; of several channels or names a row may leave some out.
    """
    return all(
        _agree(column.type, column.required, said.get(column.key), registered.get(column.key))
        for column in kind.columns
        if column.type is not ColumnType.BODY
    )


def _agree(kind: ColumnType, required: bool, said: Any, registered: Any) -> bool:
    if not filled(said):
        return (
            not filled(registered) or (kind is ColumnType.CHOICE and not required) or kind is ColumnType.NAMES
        )
    if kind in (ColumnType.CHOICES, ColumnType.NAMES):
        return set(said) <= set(registered or ())
    return bool(said == registered)


def filled(value: Any) -> bool:
    """Whether a cell says anything; 0 does."""
    return value is not None and value is not False and value not in ((), "")
