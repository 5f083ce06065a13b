"""The yearly report, computed from the records: figures, prose with bound numbers, findings.

A fixed number of queries, whatever the number of records: one for each kind of record, and a few for the report itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai.readings.annual.cells import Numbers, form_for, numbers_of
from gongkai.readings.annual.doubts import doubts
from gongkai.readings.annual.figures import AnnualReport, ComputedChapter, Figure, plain
from gongkai.readings.annual.models import Chapter, Report
from gongkai.readings.annual.prose import paragraphs
from gongkai.readings.annual.tallies.services import kind_of
from gongkai.readings.annual.tallies.source import Scope
from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.bodies.queries import subtree_ids
from gongkai.records.ledger.snapshot import one_snapshot
from gongkai.rules.forms.edition import Edition
from gongkai.rules.forms.paper import Place
from gongkai.rules.relations.cells import check_cells, check_form
from gongkai.rules.relations.finding import Finding

Values = dict[str, int | float | None]


def compute(body: Body, year: int, form: str | None = None) -> AnnualReport:
    """The report of a body and everything under it on one year.

    ``form`` None takes the form of the saved report, or the one in force for the year. Raises Refusal for a year or
    form that cannot be, and for prose that names a figure which does not exist.
    """
    with one_snapshot():
        saved = Report.objects.filter(body=body, year=year).first()
        edition = form_for(year, form or (saved.form if saved else None))
        scope = Scope(tuple(subtree_ids(body)), year)
        numbers = numbers_of(body.pk, scope)
        previous = _previous(body, edition, scope)
        chapters = list(Chapter.objects.filter(report=saved).order_by("order")) if saved else []
    figures = tuple(numbers.cell(field) for field in edition.fields)
    prose = numbers.prose_beside(edition)
    lookup = _lookup(numbers, {figure.code: figure for figure in (*prose, *figures)})
    params: Values = {
        "reportingUnits": len(scope.body_ids),
        "township": int(body.kind == BodyKind.TOWN),
        "year": year,
    }
    return AnnualReport(
        body_code=body.code,
        body_name=body.name,
        body_full_name=body.full_name or body.name,
        year=year,
        form=edition.id,
        title=saved.title if saved else f"{body.name}{year}年政府信息公开工作年度报告",
        demonstration=body.demonstration or (saved is not None and saved.demonstration),
        preamble=paragraphs(saved.preamble, lookup, "前言") if saved else (),
        chapters=tuple(
            ComputedChapter(chapter.heading, paragraphs(chapter.text, lookup, f"“{chapter.heading}”一章"))
            for chapter in chapters
        ),
        figures=figures,
        prose_figures=prose,
        findings=(*_checked(edition, values_of(figures), previous, params), *doubts(edition, numbers)),
    )


def values_of(figures: tuple[Figure, ...]) -> Values:
    """The data cells by code, as checks and JSON take them; headings are left out."""
    return {figure.code: plain(figure.value) for figure in figures if figure.source != "heading"}


def _previous(body: Body, edition: Edition, scope: Scope) -> Values | None:
    """Last year's values, when a report on it was made by the same form."""
    year = scope.year - 1
    if not Report.objects.filter(body=body, year=year, form=edition.id).exists():
        return None
    numbers = numbers_of(body.pk, Scope(scope.body_ids, year))
    return values_of(tuple(numbers.cell(field) for field in edition.fields))


def _lookup(numbers: Numbers, known: Mapping[str, Figure]) -> Callable[[str], Figure | None]:
    """The figure of a placeholder: of the form, of the prose, or of a kind of case that nobody handled."""

    def lookup(code: str) -> Figure | None:
        return numbers.prose(code) if code not in known and kind_of(code) else known.get(code)

    return lookup


def _checked(edition: Edition, values: Values, previous: Values | None, params: Values) -> list[Finding]:
    """What the relations of the form say of the computed cells."""
    wrong_form = check_form(edition.id, int(params["year"] or 0), Place())
    found = check_cells(edition, values, {}, previous, params)
    return [wrong_form, *found] if wrong_form else found
