"""查信息: the list of everything that was put out, by field, village, channel and year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.doors import clock
from gongkai.doors.portal.export import MARK, export
from gongkai.doors.portal.page import public, show
from gongkai.doors.portal.site import ITEMS
from gongkai.records.bodies.codes import full_code, stem
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.public import below, front_body
from gongkai.records.disclosure.models import Channel, Stage
from gongkai.records.disclosure.public import (
    COUNT_LIMIT,
    ItemFilter,
    count_up_to_limit,
    fields_in_use,
    matching,
    years_in_use,
)
from gongkai.records.disclosure.queries import ItemKey, ItemRow, page_of
from gongkai.records.ledger.export import Value
from gongkai.rules.refusal import Refusal

PAGE = 20
_CHUNK = 500
_HEADINGS = ("索引号", "标题", "发布机构", "领域", "五公开", "公开日期", "渠道", "网址")


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of the list: its name in the address, its label, what can be chosen and what is chosen."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str

    @property
    def chosen(self) -> str:
        """The label of what is chosen; empty when nothing is."""
        return next((option.label for option in self.options if option.value == self.value), "")


@public
def listing(request: HttpRequest) -> HttpResponse:
    """The list, one page, with its count; ``export=csv`` or ``xlsx`` gives all of it as a file."""
    today = clock.today()
    town = front_body()
    bodies = below(town) if town else []
    choices = _choices(request, today, bodies)
    wanted = _filter(choices, bodies)
    found = matching(today, wanted)
    if "export" in request.GET:
        rows = export_rows(request, wanted, today)
        mark = MARK if town and town.demonstration else ""
        return export(request.GET["export"], f"公开信息{mark}", _HEADINGS, rows)
    page = page_of(found, after=parse_key(request.GET.get("after", "")), limit=PAGE)
    chosen = {choice.name: choice.value for choice in choices if choice.value}
    return show(
        request,
        "portal/items.html",
        {
            "choices": choices,
            "chosen": [(choice, _without(chosen, choice.name)) for choice in choices if choice.value],
            "rows": [ItemLine.of(row) for row in page.rows],
            "count": count_up_to_limit(found),
            "limit": COUNT_LIMIT,
            "next": following(page.after, chosen),
            "exports": [
                (kind.upper(), f"?{urlencode(chosen | {'export': kind})}") for kind in ("csv", "xlsx")
            ],
            "deep": "after" in request.GET,
            "first": f"?{urlencode(chosen)}" if chosen else reverse("items"),
        },
        column=ITEMS,
        town=town,
    )


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of a list as the page shows it."""

    row: ItemRow
    stage: str
    channels: str

    @classmethod
    def of(cls, row: ItemRow) -> ItemLine:
        stage = f"{Stage(row.stage).label}公开" if row.stage else ""
        return cls(row, stage, "、".join(channel.label for channel in row.channels))


def parse_key(text: str) -> ItemKey | None:
    """``2018-03-02,15`` from the address of a following page. Raises Refusal for what is no such place."""
    if not text:
        return None
    day, _, key = text.partition(",")
    try:
        return ItemKey(date.fromisoformat(day), int(key))
    except ValueError as problem:
        raise Refusal("翻页的地址不完整，请从列表的第一页重新翻。") from problem


def following(after: ItemKey | None, chosen: dict[str, str]) -> str:
    """The address of the next page; empty on the last."""
    if after is None:
        return ""
    return f"?{urlencode(chosen | {'after': f'{after.published_on.isoformat()},{after.pk}'})}"


def _without(chosen: dict[str, str], name: str) -> str:
    left = {key: value for key, value in chosen.items() if key != name}
    return f"?{urlencode(left)}" if left else reverse("items")


def _choices(request: HttpRequest, today: date, bodies: list[Body]) -> list[Choice]:
    """What can be chosen. Raises Refusal for a choice that there is not."""
    offered = (
        ("field", "领域", [Option(code, name) for code, name in fields_in_use()]),
        ("village", "机构", [Option(stem(body.code), body.name) for body in bodies]),
        ("channel", "渠道", [Option(channel.value, channel.label) for channel in Channel]),
        ("year", "年份", [Option(str(year), f"{year}年") for year in years_in_use(today)]),
        ("proof", "凭证", [Option("yes", "有公开凭证"), Option("no", "没有公开凭证")]),
    )
    made = []
    for name, label, options in offered:
        value = request.GET.get(name, "")
        if name == "village" and value:
            value = stem(full_code(value))
        choice = Choice(name, label, tuple(options), value)
        if value and not choice.chosen:
            raise Refusal(f"没有这个{label}：“{value[:40]}”。请在列表上方重新选择。")
        made.append(choice)
    return made


def _filter(choices: list[Choice], bodies: list[Body]) -> ItemFilter:
    value = {choice.name: choice.value for choice in choices}
    return ItemFilter(
        body_id=next((body.pk for body in bodies if stem(body.code) == value["village"]), None),
        field_code=value["field"] or None,
        channel=Channel(value["channel"]) if value["channel"] else None,
        year=int(value["year"]) if value["year"] else None,
        proved=value["proof"] == "yes" if value["proof"] else None,
    )


def export_rows(request: HttpRequest, wanted: ItemFilter, today: date) -> Iterator[tuple[Value, ...]]:
    """Every item of a filter, newest first, read some hundreds at a time so that memory stays flat."""
    after: ItemKey | None = None
    while True:
        page = page_of(matching(today, wanted), after=after, limit=_CHUNK)
        for row in page.rows:
            line = ItemLine.of(row)
            yield (
                row.number,
                row.title,
                row.body_name,
                row.field_name,
                line.stage,
                row.published_on.isoformat(),
                line.channels,
                request.build_absolute_uri(reverse("item", args=[row.pk])),
            )
        after = page.after
        if after is None:
            return
