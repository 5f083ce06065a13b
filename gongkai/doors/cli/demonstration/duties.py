"""The year's obligations: raised by the directory, met by what went out, some late, some excused with a reason.

It can be run again after it broke off: what is raised is not raised twice, and what was met or excused stays so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.doors.cli.demonstration.chance import YEAR, Chance
from gongkai.doors.cli.demonstration.directory import (
    ABSENT,
    BUSY,
    VILLAGE_AFFAIRS,
    VILLAGE_EVENTS,
    other_fields,
)
from gongkai.doors.cli.demonstration.town import TOWN
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.queries import find_body, subtree, subtree_ids
from gongkai.records.catalogue.actions import (
    choose_field,
    choose_scope,
    excuse_obligation,
    raise_for_document,
    raise_for_event,
    raise_year,
)
from gongkai.records.catalogue.duties import DutyFilter, count_by_group
from gongkai.records.catalogue.models import Entry, Field, FieldChoice, Obligation, Trigger
from gongkai.records.disclosure.fulfilment import match_obligations
from gongkai.records.disclosure.models import Item
from gongkai.rules.calendar import Calendar
from gongkai.rules.limits import limit_from_json

YEAR_END = date(YEAR, 12, 31)
_PILOT = date(YEAR, 4, 1)
_LEADER = "演示分管领导"
_BUSY_VILLAGE = "640381106205"
_PROMPT = 5
"""Working days that this town means by 及时."""
_UNMET = (
    ("640381106205", "新桥村集体机动地发包方案", date(YEAR, 8, 20)),
    ("640381106209", "丰收村文化广场改造工程招标", date(YEAR, 9, 3)),
)
"""Major matters that were decided and never put up."""
_NOTHING = date(2030, 12, 31)
"""An excuse for what did not happen is looked at again when the files of the year may go."""
_REASONS = {
    "社会救助": "本期没有新增救助对象，村务监督委员会确认",
    "扶贫救灾": "本期没有扶贫资金拨付到村，村务监督委员会确认",
    "环境保护": "本季度因渠系改造没有组织评比，镇环保专干确认",
    "农村危房改造": "本季度没有开工和竣工的危房，镇村镇建设所确认",
}
_LEFT_LATE = 3
"""One in so many of what nobody met has no excuse either."""


@dataclass(frozen=True, slots=True)
class Year:
    """By whom and when the year is loaded."""

    town: Body
    by: str
    at: datetime
    calendar: Calendar


def load_duties(*, by: str, at: datetime) -> None:
    """Choose the fields, raise the year, register what happened, match what went out, excuse some of the rest."""
    year = Year(find_body(TOWN), by, at, Calendar())
    with transaction.atomic():
        _choose(year)
        raise_year(year.town, YEAR, by=by, at=at)
        _events(year)
        match_obligations(subtree_ids(year.town), YEAR, by=by, at=at)
        _excuse(year)


def _choose(year: Year) -> None:
    chosen = set(FieldChoice.objects.filter(body=year.town).values_list("field__name", flat=True))
    for field in Field.objects.filter(name__in=other_fields()).exclude(name__in=chosen).order_by("order"):
        choose_field(year.town, field, applies=False, reason=ABSENT[field.name], by=year.by, at=year.at)
    for field in Field.objects.filter(key=True).exclude(name__in=chosen).order_by("order"):
        choose_field(year.town, field, applies=True, reason="", by=year.by, at=year.at)
    finance = Entry.objects.get(edition__since=_PILOT, field__name=VILLAGE_AFFAIRS, level2="财务收支情况")
    choose_scope(find_body(_BUSY_VILLAGE), finance, BUSY, since=date(YEAR, 10, 1), by=year.by, at=year.at)


def _events(year: Year) -> None:
    """What happened in the villages, and the papers of the town; each is known by the item that tells of it."""
    items = list(
        Item.objects.filter(body__in=subtree_ids(year.town), formed_on__gte=_PILOT)
        .select_related("body", "field", "document")
        .order_by("published_on", "id")
    )
    matters = [line.level2 for line in VILLAGE_EVENTS]
    entries = {
        entry.level2: entry
        for entry in Entry.objects.filter(
            edition__since=_PILOT, at_village=True, level2__in=matters
        ).select_related("edition", "field")
    }
    for item in items:
        if item.document is not None and item.field is not None and item.body == year.town:
            raise_for_document(
                year.town,
                reference=f"item:{item.number}",
                title=item.title,
                field=item.field,
                formed_on=item.document.formed_on or item.published_on,
                calendar=year.calendar,
                prompt_workdays=_PROMPT,
                by=year.by,
                at=year.at,
            )
        found = next((entry for matter, entry in entries.items() if matter in item.title), None)
        if found is not None and item.body != year.town and item.formed_on is not None:
            reference = f"item:{item.number}"
            _happened(year, found, item.body, title=item.title, on=item.formed_on, reference=reference)
    major = Entry.objects.select_related("edition", "field").get(
        edition__since=_PILOT, field__name=VILLAGE_AFFAIRS, limit_text="随时公布"
    )
    for code, title, on in _UNMET:
        reference = f"demonstration:{code}"
        _happened(
            year, major, find_body(code), title=title, on=on, reference=reference, trigger=Trigger.MAJOR
        )


def _happened(
    year: Year, entry: Entry, body: Body, *, title: str, on: date, reference: str, trigger: str = ""
) -> None:
    raise_for_event(
        entry,
        body,
        trigger=trigger or limit_from_json(entry.limits[0]).trigger,
        title=title,
        on=on,
        calendar=year.calendar,
        prompt_workdays=_PROMPT,
        by=year.by,
        at=year.at,
        reference=reference,
    )


def _excuse(year: Year) -> None:
    """Excuse most of what nobody met; the same ones every time, by the obligation's own key."""
    unmet = Obligation.objects.filter(
        body__in=subtree(year.town), met_on__isnull=True, excused_from__isnull=True, event__isnull=True
    ).select_related("body", "entry__edition", "field")
    ended = False
    for duty in unmet.order_by("due_on", "body__code", "id"):
        why = _reason(duty)
        if not why or not Chance(f"{duty.body.code}{duty.entry.level2}{duty.period}").between(
            0, _LEFT_LATE - 1
        ):
            continue
        until = _NOTHING
        if not ended and duty.field.name == "环境保护":
            ended, why, until = True, "公开栏维修，修好后补公示", date(YEAR, 11, 30)
        excuse_obligation(duty, why=why, first=duty.arose_on, until=until, by=_LEADER, at=year.at)


def _reason(duty: Obligation) -> str:
    if duty.entry.edition.since < _PILOT:
        return "试点目录施行前按老办法在公开栏公示，照片已归档，没有录入平台"
    if duty.entry.level1 == "宅基地审批情况":
        return "本季度没有宅基地审批，村（居）民委员会确认"
    return _REASONS.get(duty.field.name, "")


def tell_duties() -> str:
    """How the year stood at its end, in one line."""
    town = find_body(TOWN)
    found = Obligation.objects.filter(body__in=subtree(town))
    counts = count_by_group(DutyFilter(bodies=subtree(town)), YEAR_END)
    bodies = found.values("body").distinct().count()
    fields = found.filter(field__key=True).values("field").distinct().count()
    return (
        f"公开义务：{bodies} 个机构，{fields} 个试点领域，共 {counts['all']} 项；{YEAR} 年底已履行 {counts['met']} 项"
        f"（其中逾期履行 {counts['met_late']} 项），已免除 {counts['excused']} 项，逾期未履行 {counts['late']} 项。"
    )
