"""Records written back as their ledger: the rows that would bring them in, for a list on a page and for a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from gongkai.records.ledger.export import Value
from gongkai.records.ledger.intake.columns import Column, ColumnType
from gongkai.records.ledger.intake.kind import LedgerKind

_CHUNK = 500
REMARKS = "附注"


def headings(kind: LedgerKind) -> list[str]:
    """The headings of the file: those of the ledger, and one for what clerks wrote in columns of their own."""
    told = [column.heading for column in kind.columns]
    return [*told, REMARKS] if kind.keeps_remarks else told


def ledger_rows(kind: LedgerKind, found: QuerySet[Any]) -> Iterator[list[Value]]:
    """The records of a kind as rows of its ledger, oldest first, some hundreds at a time."""
    records = found.order_by("pk").iterator(chunk_size=_CHUNK)
    while some := list(islice(records, _CHUNK)):
        for record, cells in zip(some, written_rows(kind, some), strict=True):
            row: list[Value] = [cells[column.key] for column in kind.columns]
            if kind.keeps_remarks:
                row.append("；".join(f"{key}：{words}" for key, words in record.remarks.items()))
            yield row


def written_rows(kind: LedgerKind, records: Sequence[Any]) -> list[dict[str, Value]]:
    """Records as a clerk would write them, by column key."""
    if kind.shelf is None:
        raise ValueError(f"records of {kind.key} are not read as rows")
    return [
        {column.key: written(column, values.get(column.key)) for column in kind.columns}
        for values in kind.shelf.values(kind, records)
    ]


def written(column: Column, value: Any) -> Value:
    """A value as it stands in a cell; an empty text for none."""
    if value is None or value == "":
        return ""
    match column.type:
        case ColumnType.YES_NO:
            return "是" if value else "否"
        case ColumnType.CHOICE:
            return dict(column.choices).get(str(value), str(value))
        case ColumnType.CHOICES:
            labels = dict(column.choices)
            return "、".join(labels.get(str(each), str(each)) for each in value)
        case ColumnType.NAMES:
            return "、".join(value)
        case ColumnType.MONTH:
            return f"{value:%Y-%m}"
        case _:
            return _plain(value)


def _plain(value: Any) -> Value:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if isinstance(value, (int, float)) else str(value)
