"""Reads of the directory and of what it makes due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Q

from gongkai.records.bodies.codes import ancestors
from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.catalogue.models import Edition, Entry, Field, FieldChoice, Method, Obligation
from gongkai.rules.limits import limit_from_json

NEAR_DAYS = 7
"""Days before its due day from which an open obligation is shown as near."""


class Standing(Enum):
    """Where an obligation stands on a day: computed from its dates, never stored."""

    MET = "已履行"
    MET_LATE = "逾期履行"
    EXCUSED = "已免除"
    LATE = "已逾期"
    NEAR = "即将到期"
    OPEN = "未到期"


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of an obligation from which its standing follows."""

    due_on: date
    met_on: date | None
    excused_from: date | None
    excused_until: date | None


def standing(dates: Dates, on: date) -> Standing:
    """The standing on a day. An excuse that has ended leaves the duty open again, late from its due day."""
    if dates.met_on is not None and dates.met_on <= on:
        return Standing.MET if dates.met_on <= dates.due_on else Standing.MET_LATE
    if (
        dates.excused_from is not None
        and dates.excused_until is not None
        and dates.excused_from <= on <= dates.excused_until
    ):
        return Standing.EXCUSED
    if on > dates.due_on:
        return Standing.LATE
    return Standing.NEAR if (dates.due_on - on).days <= NEAR_DAYS else Standing.OPEN


def dates_of(obligation: Obligation) -> Dates:
    """The dates of a row."""
    return Dates(obligation.due_on, obligation.met_on, obligation.excused_from, obligation.excused_until)


def open_on(on: date) -> Q:
    """The query twin of an open standing: neither met nor excused on the day."""
    return (Q(met_on__isnull=True) | Q(met_on__gt=on)) & (
        Q(excused_from__isnull=True) | Q(excused_from__gt=on) | Q(excused_until__lt=on)
    )


def late_on(on: date) -> Q:
    """The query twin of :attr:`Standing.LATE`."""
    return open_on(on) & Q(due_on__lt=on)


def edition_for(body: Body, on: date) -> Edition | None:
    """The edition in force for a body on a day: its own, or else that of the nearest body above it."""
    codes = [body.code, *ancestors(body.code)]
    found = (
        Edition.objects.filter(Q(until__isnull=True) | Q(until__gte=on), body__code__in=codes, since__lte=on)
        .select_related("body")
        .order_by("-since")
    )
    by_code: dict[str, Edition] = {}
    for edition in found:
        by_code.setdefault(edition.body.code, edition)
    return next((by_code[code] for code in codes if code in by_code), None)


def applies_to(entry: Entry, body: Body) -> bool:
    """Whether an entry of the directory is owed at a body's level."""
    if body.kind in {BodyKind.VILLAGE, BodyKind.COMMUNITY}:
        return entry.at_village
    if body.kind == BodyKind.TOWN:
        return entry.at_town
    return body.kind == BodyKind.COUNTY and entry.at_county


def fields_not_applied(bodies: Iterable[Body]) -> dict[int, set[int]]:
    """Keys of the fields that do not apply, by body: what it chose itself, or else what the nearest body above chose.

    One query, however many bodies.
    """
    listed = list(bodies)
    codes = {code for body in listed for code in (body.code, *ancestors(body.code))}
    chosen: dict[str, dict[int, bool]] = {}
    for code, field, applies in FieldChoice.objects.filter(body__code__in=codes).values_list(
        "body__code", "field_id", "applies"
    ):
        chosen.setdefault(code, {})[field] = applies
    found: dict[int, set[int]] = {}
    for body in listed:
        nearest: dict[int, bool] = {}
        for code in (*reversed(ancestors(body.code)), body.code):
            nearest |= chosen.get(code, {})
        found[body.pk] = {field for field, applies in nearest.items() if not applies}
    return found


PAPERS = ("文件", "法规", "规章", "规范性文件")
"""Words by which a directory names entries whose matter is papers."""


def entries_for_papers(edition: Edition, field: Field, body: Body) -> list[Entry]:
    """Entries of a field that a new open paper makes due at a body's level, in the directory's order."""
    found = edition.entries.filter(field=field, method=Method.PROACTIVE).select_related("edition", "field")
    return [
        entry
        for entry in found.order_by("id")
        if applies_to(entry, body)
        and any(word in f"{entry.level1}{entry.level2}{entry.level3}" for word in PAPERS)
        and any(
            limit.kind in {"after", "prompt"} and (limit.trigger == "formed" or not limit.scope)
            for limit in map(limit_from_json, entry.limits)
        )
    ]
