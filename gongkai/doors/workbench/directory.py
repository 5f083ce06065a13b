"""目录: editions of the standard directory, their entries, the fields a town chose, and one entry's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse

from gongkai.doors.workbench.files import download, workbook
from gongkai.doors.workbench.guard import Desk, Door, staff
from gongkai.doors.workbench.marks import limit_words
from gongkai.doors.workbench.obligation import boxes
from gongkai.doors.workbench.page import show, values_of
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.permissions import changes_content_of
from gongkai.records.bodies.queries import changed_by, seen_by
from gongkai.records.catalogue.directory.writing import directory_workbook
from gongkai.records.catalogue.duties import DutyFilter, count_by_group
from gongkai.records.catalogue.models import Edition, Entry, Field, FieldChoice, Method, ScopeChoice
from gongkai.records.catalogue.queries import applies_to, edition_for
from gongkai.records.disclosure.models import Stage
from gongkai.records.ledger.export import Value
from gongkai.rules.limits import limit_from_json

PAGE = 40
LEVELS = (("town", "乡级"), ("village", "村级"), ("county", "县级"))
KINDS = (("event", "按事由"), ("rhythm", "按周期"), ("lasting", "长期公开"))
_MARKS = {"event": ("after", "prompt"), "rhythm": ("rhythm",), "lasting": ("lasting",)}
_HEADINGS = (
    "序号",
    "领域",
    "一级事项",
    "二级事项",
    "三级事项",
    "公开内容（要素）",
    "公开依据",
    "公开时限",
    "公开主体",
    "公开渠道和载体",
    "公开对象",
    "公开方式",
    "公开层级",
)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry as a line."""

    pk: int
    number: str
    title: str
    path: str
    field: str
    limit: str
    levels: str
    by_event: bool


@staff(Door.CONTENT)
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Entries of one edition by field, with search; ``export`` gives them as a file in the county's columns."""
    editions = list(Edition.objects.select_related("body").order_by("-since", "body__code"))
    edition = _edition(request, desk, editions)
    if edition is None:
        return show(request, desk, "workbench/directory_empty.html", {})
    values = values_of(request, "edition", "field", "level", "kind", "q")
    found = _entries(edition, values)
    if request.GET.get("export") == "xlsx":
        return workbook(edition.name, directory_workbook(edition))
    if "export" in request.GET:
        return download(request.GET["export"], edition.name, _HEADINGS, _export(found))
    after = request.GET.get("after", "")
    rows = list((found.filter(pk__gt=int(after)) if after.isdigit() else found)[: PAGE + 1])
    more = len(rows) > PAGE
    fields = list(Field.objects.filter(pk__in=edition.entries.values("field")).order_by("order", "code"))
    context = {
        "edition": edition,
        "editions": editions,
        "values": values,
        "fields": fields,
        "levels": LEVELS,
        "kinds": KINDS,
        "rows": [entry_row(entry) for entry in rows[:PAGE]],
        "count": found.count(),
        "next": f"?{urlencode(values | {'after': str(rows[PAGE - 1].pk)})}" if more else "",
        "first": f"?{urlencode(values)}" if after else "",
        "exports": [
            ("本页条件 CSV", f"?{urlencode(values | {'export': 'csv'})}"),
            ("县级格式 XLSX", f"?{urlencode({'edition': str(edition.pk), 'export': 'xlsx'})}"),
        ],
        "year": desk.today.year,
        "may_raise": changes_content_of(desk.viewer, edition.body),
        "absent": _absent(desk),
    }
    return show(request, desk, "workbench/directory.html", context)


def _edition(request: HttpRequest, desk: Desk, editions: list[Edition]) -> Edition | None:
    """The edition that is asked for, else the one in force at the person's own body, else the newest."""
    wish = request.GET.get("edition", "")
    if wish:
        chosen = next((edition for edition in editions if str(edition.pk) == wish), None)
        if chosen is None:
            raise Http404("没有这个目录版本，请在目录页重新选择。")
        return chosen
    home = Body.objects.filter(code=desk.viewer.home).first()
    in_force = edition_for(home, desk.today) if home else None
    return in_force or (editions[0] if editions else None)


def _entries(edition: Edition, values: dict[str, str]) -> QuerySet[Entry]:
    found = Entry.objects.filter(edition=edition).select_related("field").order_by("pk")
    if "field" in values:
        found = found.filter(field__code=values["field"])
    if values.get("level") in {"town", "village", "county"}:
        found = found.filter(**{f"at_{values['level']}": True})
    if values.get("kind") in _MARKS:
        found = found.filter(pk__in=_of_kind(edition, _MARKS[values["kind"]]))
    if "q" in values:
        words = values["q"]
        found = found.filter(
            Q(level1__icontains=words)
            | Q(level2__icontains=words)
            | Q(level3__icontains=words)
            | Q(elements__icontains=words)
            | Q(number=words)
        )
    return found


def _of_kind(edition: Edition, kinds: tuple[str, ...]) -> list[int]:
    """Entries with a limit of these kinds; two databases search JSON in two ways, and the rows are some hundred."""
    said = edition.entries.values_list("pk", "limits")
    return [key for key, limits in said if any(limit.get("kind") in kinds for limit in limits)]


def entry_row(entry: Entry) -> EntryRow:
    """An entry as a line of a list."""
    above = [entry.level1, entry.level2, entry.level3]
    names = [name for name in above if name]
    return EntryRow(
        pk=entry.pk,
        number=entry.number,
        title=names[-1],
        path=" / ".join(names[:-1]),
        field=entry.field.name,
        limit=entry.limit_text,
        levels=level_words(entry),
        by_event=by_event(entry),
    )


def level_words(entry: Entry) -> str:
    """The levels at which an entry is owed."""
    return "、".join(label for name, label in LEVELS if getattr(entry, f"at_{name}"))


def by_event(entry: Entry) -> bool:
    """Whether something that happens makes the entry due."""
    return any(limit_from_json(each).kind in {"after", "prompt"} for each in entry.limits)


def scopes_of(entry: Entry) -> list[str]:
    """The situations for which an entry has a rhythm of its own."""
    limits = [limit_from_json(each) for each in entry.limits]
    return [limit.scope for limit in limits if limit.kind == "rhythm" and limit.scope]


def _export(found: QuerySet[Entry]) -> Iterator[tuple[Value, ...]]:
    for entry in found.iterator(chunk_size=500):
        audience = f"特定群体：{entry.special_audience}" if entry.special_audience else "全社会"
        yield (
            entry.number,
            entry.field.name,
            entry.level1,
            entry.level2,
            entry.level3,
            entry.elements,
            entry.basis,
            entry.limit_text,
            entry.publishers,
            " ".join(f"{shape}{label}" for shape, label in boxes(entry)),
            audience,
            Method(entry.method).label,
            level_words(entry),
        )


def _absent(desk: Desk) -> list[FieldChoice]:
    """Fields that the bodies in sight said do not apply, with their reasons (未涉及领域事项说明)."""
    return list(
        FieldChoice.objects.filter(body__in=seen_by(desk.viewer), applies=False)
        .select_related("body", "field")
        .order_by("body__code", "field__order")
    )


@staff(Door.CONTENT)
def entry_page(request: HttpRequest, desk: Desk, key: int) -> HttpResponse:
    """One entry: its limits in words, its boxes, and what it made due in sight."""
    entry = Entry.objects.select_related("field", "edition", "edition__body").filter(pk=key).first()
    if entry is None:
        raise Http404("没有这个目录事项。")
    counts = count_by_group(DutyFilter(bodies=seen_by(desk.viewer), entry_id=entry.pk), desk.today)
    context = {
        "entry": entry,
        "row": entry_row(entry),
        "limits": limit_words(entry),
        "boxes": boxes(entry),
        "audience": f"特定群体：{entry.special_audience}" if entry.special_audience else "全社会",
        "method": Method(entry.method).label,
        "stage": Stage(entry.stage).label if entry.stage in Stage.values else "",
        "counts": counts,
        "scopes": scopes_of(entry),
        "chosen": list(
            ScopeChoice.objects.filter(entry=entry, body__in=seen_by(desk.viewer))
            .select_related("body")
            .order_by("body__code")
        ),
        "may_scope": changes_content_of(desk.viewer, entry.edition.body),
        "may_begin": by_event(entry) and any(applies_to(entry, body) for body in changed_by(desk.viewer)),
    }
    return show(request, desk, "workbench/entry.html", context)
