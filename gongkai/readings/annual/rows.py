"""The records behind one figure. The list has exactly as many rows as the figure says."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.readings.annual.cells import Numbers, entered_figures, form_for
from gongkai.readings.annual.figures import Figure, RowSet, plain
from gongkai.readings.annual.models import EnteredFigure, Report
from gongkai.readings.annual.prose import bound_figure, share_of
from gongkai.readings.annual.tallies.registry import find, total
from gongkai.readings.annual.tallies.source import Row, Scope
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.queries import subtree_ids
from gongkai.rules.forms.edition import Edition
from gongkai.rules.refusal import Refusal

_TYPED = ("指标代码", "数值", "理由", "依据材料", "填报人", "填报时间")


def rows_behind(body: Body, year: int, code: str, form: str | None = None) -> RowSet:
    """The records behind a cell of the form, a number of the prose, or the part of a share.

    The rows come one by one, so a list of any length fits. Raises Refusal for a year or form that cannot be, for a
    heading, and for a code that has no figure.
    """
    saved_form = Report.objects.filter(body=body, year=year).values_list("form", flat=True).first()
    edition = form_for(year, form or saved_form)
    scope = Scope(tuple(subtree_ids(body)), year)
    entered = Numbers({}, entered_figures(body.pk, year))

    def lookup(wanted: str) -> Figure | None:
        name = _tally_name(edition, wanted)
        known = find(name)
        if known is None:
            return None
        by_body = known[0].measure(scope).get(name, {})
        numbers = Numbers({name: total(by_body)}, entered.entered)
        return numbers.cell(edition.by_code[wanted]) if wanted in edition.by_code else numbers.prose(wanted)

    figure = bound_figure(code, lookup)
    if figure is None:
        raise Refusal(f"没有代码为“{code}”的指标，请核对代码（如 s1_2_4）。")
    if figure.source == "entered":
        return RowSet(figure, _TYPED, _typed(body, year, share_of(code)))
    found = find(_tally_name(edition, share_of(code)))
    if found is None:
        raise Refusal(f"没有代码为“{code}”的指标，请核对代码（如 s1_2_4）。")
    source, tally = found
    headings, rows = source.rows(scope, tally)
    return RowSet(figure, headings, rows)


def _tally_name(edition: Edition, code: str) -> str:
    """The tally of a code. Raises Refusal for a heading."""
    field = edition.by_code.get(code)
    if field is None:
        return code
    if field.tally is None:
        raise Refusal(f"“{field.label}”是标题行，没有数，也就没有记录；请看它下面的行。")
    return field.tally


def _typed(body: Body, year: int, code: str) -> Iterator[Row]:
    """The one record behind a typed figure: who typed it, why, and by which paper."""
    for row in EnteredFigure.objects.filter(body=body, year=year, code=code).order_by("pk"):
        yield (row.code, plain(row.value), row.reason, row.paper, row.by, row.at.isoformat())
