"""One number of a report: what it counts, what the checks say, and the records behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.http import HttpRequest, HttpResponse

from gongkai.doors import clock
from gongkai.doors.portal.export import MARK, export
from gongkai.doors.portal.page import public, show
from gongkai.doors.portal.report import Address, Remark, article_of, open_report, pieces
from gongkai.doors.portal.site import ANNUAL
from gongkai.readings.annual.compute import compute
from gongkai.readings.annual.figures import AnnualReport, Bound, Figure
from gongkai.readings.annual.prose import written
from gongkai.readings.annual.public import PublicRow, public_rows
from gongkai.readings.annual.rows import rows_behind
from gongkai.records.bodies.codes import stem
from gongkai.records.ledger.export import Value
from gongkai.rules.forms.edition import edition
from gongkai.rules.refusal import Refusal

PAGE = 50

_CHIEF = ("标题", "名称", "议题", "培训内容", "用途", "内容", "事项")
"""What a record is called by, so that a narrow screen can lead with it."""

SOURCES = {
    "tally": "由下列记录逐条计数得出，没有人工填写。",
    "entered": "人工填报。",
    "carried": "由上年度结转。",
}


_SUMMED = "由下列记录合计得出，没有人工填写。"


@dataclass(frozen=True, slots=True)
class Leaf:
    """Where one page of records begins and ends, counted from 1."""

    number: int
    first: int
    last: int
    before: int | None
    after: int | None


@public
def page(request: HttpRequest, code: str, year: int, figure: str) -> HttpResponse:
    """A figure with a page of its records; ``export=csv`` or ``xlsx`` gives all of them as a file."""
    if not figure.isprintable():
        raise Refusal("没有这样的指标，请从报告的页面点开数字。")
    body, saved = open_report(code, year)
    found = rows_behind(body, year, figure)
    shown = public_rows(found, clock.today())
    if "export" in request.GET:
        mark = MARK if body.demonstration or saved.demonstration else ""
        name = f"{body.name}{year}年{plain_label(found.figure.label)}{mark}"
        return export(request.GET["export"], name, shown.headings, _values(shown.rows))
    report = compute(body, year)
    address = Address(stem(body.code), year)
    rows, leaf = _leaf(shown.rows, request.GET.get("page", "1"), found.figure.rows)
    return show(
        request,
        "portal/figure.html",
        {
            "report": report,
            "address": address,
            "figure": found.figure,
            "written": written(found.figure) if found.figure.value is not None else "",
            "path": _path(report, found.figure),
            "source": _SUMMED if is_sum(found.figure) else SOURCES.get(found.figure.source, ""),
            "agreement": _agreement(found.figure),
            "remarks": [Remark.of(one) for one in report.findings if found.figure.code in one.cells],
            "sentences": _sentences(report, found.figure, address),
            "headings": shown.headings,
            "chief": next((at for at, heading in enumerate(shown.headings) if heading in _CHIEF), 0),
            "withheld": shown.withheld,
            "rows": rows,
            "leaf": leaf,
        },
        column=ANNUAL,
        article=article_of(report, saved),
        demonstration=report.demonstration,
    )


def is_sum(figure: Figure) -> bool:
    """Whether the figure adds something up over its records (money, heads) instead of counting them."""
    return figure.source == "tally" and figure.unit != "%" and figure.value != figure.rows


def _agreement(figure: Figure) -> str:
    """How the records stand to the number: said, so that nobody has to count."""
    if figure.source == "entered":
        return "填报记录"
    if figure.unit == "%":
        return "比例的分子，口径见上"
    if is_sum(figure):
        return f"合计 {written(figure)} {figure.unit}"
    return "与报告里的数相等"


def plain_label(label: str) -> str:
    """A label without what a file's name cannot hold."""
    return "".join(character for character in label if character.isalnum() or character in "（）、")[:60]


def _values(rows: Iterator[PublicRow]) -> Iterator[tuple[Value, ...]]:
    return (row.values for row in rows)


def _leaf(rows: Iterator[PublicRow], asked: str, total: int) -> tuple[list[PublicRow], Leaf]:
    """One page of the records. Raises Refusal for a page that there is not."""
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 0
    start = (number - 1) * PAGE
    if number < 1 or (start >= total and number > 1):
        raise Refusal(f"没有第“{asked[:20]}”页，请从第一页重新翻。")
    kept = list(islice(rows, start, start + PAGE))
    more = start + len(kept) < total
    return kept, Leaf(
        number, start + 1, start + len(kept), number - 1 if number > 1 else None, number + 1 if more else None
    )


def _path(report: AnnualReport, figure: Figure) -> list[str]:
    """The labels above a cell of the form, outermost first; empty for a number of the prose."""
    form = edition(report.form)
    if figure.code not in form.by_code:
        return []
    return [form.by_code[code].label for code in reversed(form.ancestors(figure.code))]


def _sentences(
    report: AnnualReport, figure: Figure, address: Address
) -> list[tuple[str, list[tuple[str, str]]]]:
    """The paragraphs of the prose that use the figure, with their chapters."""
    return [
        (chapter.heading, pieces(paragraph, address))
        for chapter in report.chapters
        for paragraph in chapter.paragraphs
        if any(isinstance(piece, Bound) and piece.figure.code == figure.code for piece in paragraph.pieces)
    ]
