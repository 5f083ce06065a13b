"""公开义务: the list of what is owed, with its filters in the address, its counts and its files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors.workbench.files import download
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.marks import article_words, duty_row, mark_of
from gongkai.doors.workbench.obligation_filter import Asked, asked, parse_key
from gongkai.doors.workbench.page import show
from gongkai.records.catalogue.duties import (
    GROUPS,
    DutyKey,
    count_by_group,
    duties,
    page_of_duties,
)
from gongkai.records.ledger.export import Value
from gongkai.rules.refusal import Refusal

PAGE = 30
_CHUNK = 500
_HEADINGS = (
    "机构",
    "领域",
    "目录序号",
    "事项",
    "周期或事由",
    "产生日期",
    "应公开日期",
    "履行日期",
    "状态",
    "责任人",
    "依据",
    "免除理由",
    "免除至",
)


@staff(Door.CONTENT)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list; ``export=csv`` or ``xlsx`` gives all of it as a file."""
    wish = _asked(request, desk)
    if "export" in request.GET:
        return download(request.GET["export"], "公开义务", _HEADINGS, _export(wish, desk))
    return show(request, desk, "workbench/obligations.html", list_pane(request, desk, wish))


def _asked(request: HttpRequest, desk: Desk) -> Asked:
    try:
        return asked(request, desk)
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal


def list_pane(request: HttpRequest, desk: Desk, wish: Asked | None = None) -> dict[str, Any]:
    """One page of the list with what surrounds it."""
    wish = wish or _asked(request, desk)
    try:
        after = parse_key(request.GET.get("after", ""))
    except Refusal as refusal:
        raise Http404(str(refusal)) from refusal
    found = page_of_duties(duties(wish.wanted, desk.today), after=after, limit=PAGE)
    counts = count_by_group(wish.wanted, desk.today)
    beside = wish.query(after=request.GET.get("after", ""))
    return {
        "wish": wish,
        "rows": [duty_row(desk, row, beside=beside) for row in found.rows],
        "tabs": [
            (group, counts[group.key], f"?{wish.query(standing=group.key)}", group.key == wish.wanted.group)
            for group in GROUPS
        ],
        "count": counts[wish.wanted.group],
        "next": f"?{wish.query(after=_key(found.after))}" if found.after else "",
        "first": f"?{wish.query()}" if after else "",
        "exports": [(kind.upper(), f"?{wish.query(export=kind)}") for kind in ("csv", "xlsx")],
    }


def _key(after: DutyKey) -> str:
    return f"{after.due_on.isoformat()},{after.pk}"


def _export(wish: Asked, desk: Desk) -> Iterator[tuple[Value, ...]]:
    """Every obligation of the list, some hundreds at a time, so that memory stays flat."""
    after: DutyKey | None = None
    while True:
        found = page_of_duties(duties(wish.wanted, desk.today), after=after, limit=_CHUNK)
        for row in found.rows:
            yield (
                row.body.name,
                row.field.name,
                row.entry.number,
                str(row.entry),
                row.event.title if row.event else row.period,
                row.arose_on.isoformat(),
                row.due_on.isoformat(),
                row.met_on.isoformat() if row.met_on else "",
                mark_of(row, desk.today).word,
                row.owner.name if row.owner else "",
                article_words(row.article),
                row.excused_why,
                row.excused_until.isoformat() if row.excused_until else "",
            )
        after = found.after
        if after is None:
            return
