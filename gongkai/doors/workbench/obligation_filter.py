"""The filters of the obligations list as they stand in the address, so that a list can be sent and kept."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Max, Min
from django.http import HttpRequest

from gongkai.doors.workbench.guard import Desk
from gongkai.doors.workbench.marks import period_words
from gongkai.doors.workbench.page import values_of
from gongkai.records.bodies.codes import full_code, stem
from gongkai.records.bodies.models import Body, BodyKind, Person, Post
from gongkai.records.bodies.queries import seen_by
from gongkai.records.catalogue.duties import BY_KEY, DutyFilter, DutyKey
from gongkai.records.catalogue.models import Entry, Field, Obligation
from gongkai.rules.refusal import Refusal

NAMES = ("standing", "body", "below", "field", "year", "month", "period", "from", "to", "owner", "entry", "q")
_FEW = 60
"""Bodies up to which all of them are offered by name; above it the towns are, and then what lies in one."""


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is set, in words, with the address of the list without it."""

    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks for: the values as they stand in it, the filter they make, and the choices offered."""

    values: dict[str, str]
    wanted: DutyFilter
    options: dict[str, list[Option]]
    chips: list[Chip]

    def query(self, **changes: str) -> str:
        """The address's query with some values changed; an empty value leaves the name out."""
        values = {name: value for name, value in (self.values | changes).items() if value}
        return urlencode(values)


def asked(request: HttpRequest, desk: Desk) -> Asked:
    """Read the address. Raises Refusal for a value that there is not, or that this person may not see."""
    values = values_of(request, *NAMES)
    values.setdefault("standing", "waiting")
    if values["standing"] not in BY_KEY:
        raise Refusal(f"没有“{values['standing']}”这种状态，请在列表上方重新选择。")
    bodies = list(seen_by(desk.viewer))
    fields = list(Field.objects.order_by("order", "code"))
    chosen = _bodies(values, bodies)
    first, last = _span(values)
    wanted = DutyFilter(
        bodies=[body.pk for body in chosen],
        group=values["standing"],
        field=_known(values.get("field", ""), {field.code for field in fields}, "领域"),
        period=values.get("period", ""),
        due_from=first,
        due_to=last,
        owner_id=_owner(values.get("owner", ""), desk),
        entry_id=_entry(values.get("entry", "")),
        words=values.get("q", ""),
    )
    options = {
        "body": _body_options(bodies, chosen),
        "field": [Option(field.code, field.name) for field in fields],
        "year": _years(bodies),
        "owner": _owners(bodies, desk),
    }
    return Asked(values, wanted, options, _chips(values, bodies))


def _known(value: str, offered: set[str], label: str) -> str:
    if value and value not in offered:
        raise Refusal(f"没有这个{label}：“{value}”。请在列表上方重新选择。")
    return value


def _bodies(values: dict[str, str], bodies: list[Body]) -> list[Body]:
    if "body" in values:
        code = full_code(values["body"])
        found = [body for body in bodies if body.code == code]
    elif "below" in values:
        root = stem(full_code(values["below"]))
        found = [body for body in bodies if body.code.startswith(root)]
    else:
        return bodies
    if not found:
        raise Refusal("没有这个机构，或者它不在您能查看的范围内。")
    return found


def _span(values: dict[str, str]) -> tuple[date | None, date | None]:
    """The first and last due day: of a year, a month of it, or as given."""
    try:
        if "year" in values:
            year, month = int(values["year"]), int(values.get("month", "0"))
            if month:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            return date(year, 1, 1), date(year, 12, 31)
        first, last = values.get("from"), values.get("to")
        return (
            date.fromisoformat(first) if first else None,
            date.fromisoformat(last) if last else None,
        )
    except ValueError as problem:
        raise Refusal("年份、月份或日期不对，请写成 2018-05-01 这样的日期。") from problem


def _owner(value: str, desk: Desk) -> int | None:
    if not value:
        return None
    if value == "me":
        return desk.person.pk
    if not value.isdigit():
        raise Refusal("没有这位责任人，请在列表上方重新选择。")
    return int(value)


def _entry(value: str) -> int | None:
    if value and not value.isdigit():
        raise Refusal("没有这个目录事项，请从目录里重新打开。")
    return int(value) if value else None


def _body_options(bodies: list[Body], chosen: list[Body]) -> list[Option]:
    if len(bodies) <= _FEW:
        return [Option(stem(body.code), body.name) for body in bodies]
    towns = [body for body in bodies if body.kind in {BodyKind.TOWN, BodyKind.COUNTY}]
    within = chosen if len(chosen) <= _FEW else []
    return [Option(stem(body.code), body.name) for body in {b.pk: b for b in (*towns, *within)}.values()]


def _years(bodies: list[Body]) -> list[Option]:
    found = Obligation.objects.filter(body__in=bodies).aggregate(first=Min("due_on"), last=Max("due_on"))
    if not found["first"]:
        return []
    return [Option(str(year), f"{year}年") for year in range(found["last"].year, found["first"].year - 1, -1)]


def _owners(bodies: list[Body], desk: Desk) -> list[Option]:
    mine = [Option("me", "我负责的")]
    if len(bodies) > _FEW:
        return mine
    people = (
        Person.objects.filter(pk__in=Post.objects.filter(body__in=bodies).values("person"))
        .exclude(pk=desk.person.pk)
        .order_by("name", "pk")
    )
    return mine + [Option(str(person.pk), person.name) for person in people]


def _chips(values: dict[str, str], bodies: list[Body]) -> list[Chip]:
    """The filters that the form above the list does not show, so that they can be seen and taken away."""
    names = {stem(body.code): body.name for body in bodies}
    said = []
    if "below" in values:
        said.append(("below", f"{names.get(stem(full_code(values['below'])), values['below'])}及下级"))
    if "period" in values:
        said.append(
            ("period", period_words(values["period"]) if values["period"][:4].isdigit() else values["period"])
        )
    if "from" in values or "to" in values:
        said.append(("from", f"应公开 {values.get('from', '')} 至 {values.get('to', '')}"))
    if "entry" in values:
        entry = Entry.objects.filter(pk=int(values["entry"])).first()
        said.append(("entry", f"事项：{entry}" if entry else "事项"))
    chips = []
    for name, label in said:
        dropped = {"from", "to"} if name == "from" else {name}
        left = {key: value for key, value in values.items() if key not in dropped}
        chips.append(Chip(label, f"?{urlencode(left)}"))
    return chips


def parse_key(text: str) -> DutyKey | None:
    """``2018-03-02,15`` from the address of a following page. Raises Refusal for what is no such place."""
    if not text:
        return None
    day, _, key = text.partition(",")
    try:
        return DutyKey(date.fromisoformat(day), int(key))
    except ValueError as problem:
        raise Refusal("翻页的地址不完整，请从列表的第一页重新翻。") from problem
