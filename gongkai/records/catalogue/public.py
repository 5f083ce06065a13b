"""The directory as the public reads it: what is owed, by when next, and which fields do not apply and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from gongkai.records.bodies.codes import ancestors
from gongkai.records.bodies.models import Body
from gongkai.records.catalogue.models import Edition, Entry, Field, FieldChoice, Obligation
from gongkai.records.catalogue.queries import applies_to, edition_for, fields_not_applied, open_on
from gongkai.rules.limits import limit_from_json, periods_of


@dataclass(frozen=True, slots=True)
class PublicEntry:
    """An entry with the day by which the body owes it next; None for what only an event makes due, or nothing does."""

    entry: Entry
    next_due: date | None


@dataclass(frozen=True, slots=True)
class PublicField:
    """A field with its entries at the body's level."""

    field: Field
    entries: tuple[PublicEntry, ...]


@dataclass(frozen=True, slots=True)
class AbsentField:
    """A field that does not apply, with the reason that is published (未涉及领域事项说明)."""

    field: Field
    reason: str


@dataclass(frozen=True, slots=True)
class PublicDirectory:
    """What one body makes public under the edition in force on a day."""

    edition: Edition
    fields: tuple[PublicField, ...]
    absent: tuple[AbsentField, ...]


def for_public(body: Body, on: date) -> PublicDirectory | None:
    """The directory of a body on a day; None when no edition governs it. Five queries, whatever the size.

    The next due day is that of the soonest open obligation that is not late yet, or else the next day of the entry's
    rhythm, whether its obligation was raised or not. Nothing is said of what is late: that is for those who owe it.
    """
    edition = edition_for(body, on)
    if edition is None:
        return None
    without = fields_not_applied([body])[body.pk]
    due = dict(
        Obligation.objects.filter(open_on(on), body=body, entry__edition=edition, due_on__gte=on)
        .values_list("entry")
        .annotate(first=Min("due_on"))
        .order_by()
    )
    found: dict[int, list[PublicEntry]] = {}
    fields: dict[int, Field] = {}
    entries = edition.entries.select_related("field").order_by("field__order", "field__code", "id")
    for entry in entries:
        if entry.field_id not in without and applies_to(entry, body):
            fields[entry.field_id] = entry.field
            shown = PublicEntry(entry, due.get(entry.pk) or _next_day(entry, edition, on))
            found.setdefault(entry.field_id, []).append(shown)
    return PublicDirectory(
        edition,
        tuple(PublicField(fields[key], tuple(listed)) for key, listed in found.items()),
        tuple(_absent(body, without)),
    )


def _next_day(entry: Entry, edition: Edition, on: date) -> date | None:
    """The next day of the entry's general rhythm under this edition."""
    days = [
        period.due
        for limit in map(limit_from_json, entry.limits)
        if limit.kind == "rhythm" and not limit.scope
        for year in (on.year, on.year + 1)
        for period in periods_of(limit, year)
        if period.due >= on
        and period.first >= edition.since
        and (edition.until is None or period.first <= edition.until)
    ]
    return min(days, default=None)


def _absent(body: Body, without: set[int]) -> list[AbsentField]:
    """The reason of the body itself, or else of the nearest one above it that gave one."""
    order = {code: place for place, code in enumerate((body.code, *ancestors(body.code)))}
    choices = sorted(
        FieldChoice.objects.filter(field__in=without, applies=False, body__code__in=order).select_related(
            "body", "field"
        ),
        key=lambda choice: (choice.field.order, choice.field.code, order[choice.body.code]),
    )
    nearest = {choice.field_id: choice for choice in reversed(choices)}
    return [AbsentField(choice.field, choice.reason) for choice in reversed(nearest.values())]
