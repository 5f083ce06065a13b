"""Writing many rows of one table at once: COPY on PostgreSQL, one prepared statement on SQLite.

Three times as fast as building an object a row. The database's own constraints hold all the same; what objects would
check besides is checked before by whoever calls.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import connection, models

Record = Mapping[str, Any]
"""Values by column name (``body_id``, not ``body``); what is left out takes the field's default."""


def insert(model: type[models.Model], records: Iterable[Record]) -> None:
    """Insert the records; must run in a transaction, as every change does."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    rows = _rows(fields, records)
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(quote(str(field.column)) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(rows))  # noqa: S608


def _rows(fields: Sequence[models.Field[Any, Any]], records: Iterable[Record]) -> Iterator[tuple[Any, ...]]:
    """The records as rows of the table, each value as the database takes it."""
    plan = [(field.attname, field.get_default(), _writer(field)) for field in fields]
    for record in records:
        yield tuple(
            write(record.get(name, default)) if write else record.get(name, default)
            for name, default, write in plan
        )


def _writer(field: models.Field[Any, Any]) -> Callable[[Any], Any] | None:
    """How a value of this field is written; None where the driver takes it as it is."""
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.DecimalField):
        places = Decimal(1).scaleb(-field.decimal_places)
        return lambda value: None if value is None else str(Decimal(value).quantize(places))
    if isinstance(field, models.DateTimeField):
        return lambda value: field.get_db_prep_save(value, connection)
    if isinstance(field, models.DateField):
        return lambda value: None if value is None else value.isoformat()
    return None


def _json(value: Any) -> str:
    return "{}" if value == {} else json.dumps(value, ensure_ascii=False)
