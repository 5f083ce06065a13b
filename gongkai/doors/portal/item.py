"""One piece of public information: header block, summary, text, where it was placed and with what proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors import clock
from gongkai.doors.portal.page import public, show
from gongkai.doors.portal.site import ITEMS, Article
from gongkai.records.bodies.codes import stem
from gongkai.records.disclosure.models import Item, PlacementState, Stage
from gongkai.records.disclosure.public import (
    placements_of,
    public_item,
    public_text,
    withdrawal_of,
)
from gongkai.records.documents.models import OpennessAttribute, Validity
from gongkai.records.documents.papers.cleaning import plain_lines


@dataclass(frozen=True, slots=True)
class State:
    """How a placement stands, in a word and a shape that do without colour."""

    word: str
    shape: str
    tone: str


STATES = {
    PlacementState.PROVED: State("已公开，有凭证", "●", "proved"),
    PlacementState.OUT: State("已公开，还没有凭证", "○", "plain"),
    PlacementState.TAKEN_DOWN: State("已公开，后来撤下", "◐", "plain"),
    PlacementState.FAILED: State("没有成功", "■", "late"),
}


@public
def page(request: HttpRequest, key: int) -> HttpResponse:
    """The item, or the notice of its withdrawal with status 410; nothing else is told of what is not public."""
    today = clock.today()
    item = public_item(today, key)
    if item is None:
        return _withdrawn(request, today, key)
    placements = placements_of(item, today)
    return show(
        request,
        "portal/item.html",
        {
            "item": item,
            "facts": _facts(item),
            "text": _text(item),
            "placements": [(line, STATES[line.state]) for line in placements],
            "proved": sum(line.state == PlacementState.PROVED for line in placements),
            "village": stem(item.body.code),
        },
        column=ITEMS,
        article=Article(
            title=item.title,
            published=f"{item.published_on.isoformat()} 00:00",
            source=item.body.full_name or item.body.name,
        ),
        demonstration=item.body.demonstration,
    )


def _withdrawn(request: HttpRequest, today: date, key: int) -> HttpResponse:
    notice = withdrawal_of(today, key)
    if notice is None:
        raise Http404("没有这条公开信息，或它没有对外公开。")
    return show(request, "portal/withdrawn.html", {"notice": notice}, column=ITEMS, status=410)


def _facts(item: Item) -> list[tuple[str, str]]:
    """The header block (文首): what is empty is left out, but never the four that 条例 asks for."""
    document = item.document
    facts = [
        ("索引号", item.number),
        ("发布机构", item.body.full_name or item.body.name),
        ("形成日期", item.formed_on.isoformat() if item.formed_on else "未登记"),
        ("公开日期", item.published_on.isoformat()),
        ("领域", item.field.name if item.field else ""),
        ("五公开", f"{Stage(item.stage).label}公开" if item.stage else ""),
        ("文号", document.number if document else ""),
        ("公开方式", OpennessAttribute.PROACTIVE.label),
        ("有效性", Validity(document.validity).label if document and document.normative else ""),
        ("文件类别", "行政规范性文件" if item.normative else ""),
    ]
    return [(name, value) for name, value in facts if value]


def _text(item: Item) -> list[str]:
    """The reviewed text by paragraphs: the version of the item, never a draft of the next one."""
    return plain_lines(public_text(item))
