"""The yearly report as a page: the table as on paper, each number a link to its records, beside it the prose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from gongkai.doors import clock
from gongkai.doors.portal.export import attachment
from gongkai.doors.portal.page import public, show
from gongkai.doors.portal.site import ANNUAL, Article
from gongkai.readings.annual.compute import compute
from gongkai.readings.annual.figures import AnnualReport, Bound, Figure, Paragraph
from gongkai.readings.annual.models import Report
from gongkai.readings.annual.public import published_report
from gongkai.readings.annual.render.chart import strips
from gongkai.readings.annual.render.composition import compose
from gongkai.readings.annual.render.files import FORMATS, render
from gongkai.readings.annual.render.parts import Cell, Table, placed
from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.queries import find_body, subtree_ids
from gongkai.records.disclosure.public import months
from gongkai.rules.forms.edition import edition
from gongkai.rules.relations.finding import Finding


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding on a page: its weight in a word and a shape, its sentence, and where it stands."""

    word: str
    shape: str
    tone: str
    message: str
    code: str
    """The figure at which it stands; empty for one of the report as a whole."""

    @classmethod
    def of(cls, finding: Finding) -> Remark:
        word, shape, tone = _WEIGHTS[finding.severity]
        return cls(word, shape, tone, finding.message, finding.cells[0] if finding.cells else "")


_WEIGHTS = {
    "error": ("错误", "■", "late"),
    "warning": ("提示", "▲", "near"),
    "info": ("说明", "●", "plain"),
}


@dataclass(frozen=True, slots=True)
class Address:
    """Where a report's pages are."""

    code: str
    year: int

    @property
    def page(self) -> str:
        return reverse("report", args=[self.code, self.year])

    def figure(self, code: str) -> str:
        # Quoted here: the code of a share has a slash and a colon of its own.
        return f"{self.page}{quote(code)}/"

    def file(self, suffix: str) -> str:
        return reverse("report-file", args=[self.code, self.year, suffix])


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table on the page, and what the checks say of its figures."""

    cells: tuple[tuple[Cell, str], ...]
    """Each cell with the address of its records; empty for words."""
    remarks: tuple[Remark, ...]
    head: bool


@public
def page(request: HttpRequest, code: str, year: int) -> HttpResponse:
    """A published report."""
    body, saved = open_report(code, year)
    report = compute(body, year)
    paper = compose(report)
    address = Address(stem(body.code), year)
    remarks = [Remark.of(finding) for finding in report.findings]
    by_channel = months(subtree_ids(body), year)
    return show(
        request,
        "portal/report.html",
        {
            "report": report,
            "address": address,
            "basis": edition(report.form).basis,
            "saved": saved,
            "remarks": remarks,
            "title_lines": paper.title_lines,
            "tables": [(table, _lines(table, report, address, remarks)) for table in paper.tables],
            "prose": [
                (chapter.heading, [pieces(paragraph, address) for paragraph in chapter.paragraphs])
                for chapter in report.chapters
            ],
            "preamble": [pieces(paragraph, address) for paragraph in report.preamble],
            "entered": [figure for figure in report.figures if figure.source == "entered"],
            "files": [(made.name, address.file(made.suffix)) for made in FORMATS.values()],
            "strips": strips({channel.label: numbers for channel, numbers in by_channel.items()}),
        },
        column=ANNUAL,
        article=article_of(report, saved),
        demonstration=report.demonstration,
    )


@public
def file(request: HttpRequest, code: str, year: int, suffix: str) -> HttpResponse:
    """The report as one of its files."""
    del request
    body, _ = open_report(code, year)
    report = compute(body, year)
    made = render(report, suffix, fonts=settings.HOME / "fonts")
    return attachment(f"{report.title}.{suffix}", made, FORMATS[suffix].content_type)


def open_report(code: str, year: int) -> tuple[Body, Report]:
    """The body and its published report. Raises Refusal when the public has none."""
    body = find_body(code)
    return body, published_report(body, year, clock.today())


def article_of(report: AnnualReport, saved: Report) -> Article:
    """The report's meta tags; a report of the demonstration town without a date carries the year's last day."""
    day = saved.published_on.isoformat() if saved.published_on else f"{report.year}-12-31"
    return Article(report.title, f"{day} 00:00", report.body_full_name)


def pieces(paragraph: Paragraph, address: Address) -> list[tuple[str, str]]:
    """A paragraph as words and addresses: a bound number leads to its records."""
    return [
        (piece.text, address.figure(piece.figure.code) if isinstance(piece, Bound) else "")
        for piece in paragraph.pieces
    ]


def _lines(table: Table, report: AnnualReport, address: Address, remarks: list[Remark]) -> list[Line]:
    figures: Mapping[str, Figure] = {figure.code: figure for figure in report.figures}
    rows: list[list[tuple[Cell, str]]] = [[] for _ in table.rows]
    for down, _, cell in placed(table):
        figure = figures.get(cell.code)
        open_to = address.figure(cell.code) if figure and figure.value is not None else ""
        rows[down].append((cell, open_to))
    lines = []
    for down, cells in enumerate(rows):
        codes = {cell.code for cell, _ in cells if cell.code}
        here = tuple(remark for remark in remarks if remark.code in codes)
        lines.append(Line(tuple(cells), here, head=down < table.heads))
    return lines
