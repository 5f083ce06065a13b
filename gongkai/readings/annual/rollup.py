"""The reports of the bodies directly under one, added up and held against its own.

A unit's numbers are its own ledger with what was typed for it; nothing is taken from a report that does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from gongkai.readings.annual.cells import Numbers, entered_by_body, form_for, totals
from gongkai.readings.annual.figures import Figure, Number, plain
from gongkai.readings.annual.models import Report
from gongkai.readings.annual.tallies.registry import measure_all
from gongkai.readings.annual.tallies.source import Scope
from gongkai.records.bodies.codes import stem
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.queries import subtree
from gongkai.records.ledger.snapshot import one_snapshot
from gongkai.rules.forms.edition import Edition
from gongkai.rules.relations.cells import short_label

State = Literal["published", "drafted", "missing"]


@dataclass(frozen=True, slots=True)
class Unit:
    """The body itself without what is under it, or one body directly under it with all that is under that."""

    body_code: str
    name: str
    state: State
    """Whether a report on the year was published, is only drafted, or is missing."""
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A cell where the units do not add up to the whole, since a number was typed."""

    code: str
    label: str
    added: int | float | None
    whole: int | float | None
    typed_by: tuple[str, ...]
    """Names of the bodies whose number was typed."""

    @property
    def message(self) -> str:
        who = "、".join(self.typed_by)
        return (
            f"{self.label}：各单位合计为 {self.added}，汇总机构为 {self.whole}，两者不一致；"
            f"{who}的数是填报的，请核对。"
        )


@dataclass(frozen=True, slots=True)
class Rollup:
    """All units, their sum, and the body's own report over everything."""

    body_code: str
    year: int
    form: str
    units: tuple[Unit, ...]
    added: dict[str, int | float | None]
    whole: dict[str, int | float | None]
    disagreements: tuple[Disagreement, ...]

    @property
    def missing(self) -> tuple[Unit, ...]:
        """Units without a report on the year."""
        return tuple(unit for unit in self.units if unit.state == "missing")

    def as_json(self) -> dict[str, Any]:
        """The object of ``gongkai annual rollup --format json``."""
        return {
            "body": self.body_code,
            "year": self.year,
            "form": self.form,
            "units": [
                {
                    "body": unit.body_code,
                    "name": unit.name,
                    "report": unit.state,
                    "values": {figure.code: plain(figure.value) for figure in _data(unit.figures)},
                    "entered": [figure.code for figure in _data(unit.figures) if figure.source == "entered"],
                }
                for unit in self.units
            ],
            "sum": self.added,
            "whole": self.whole,
            "missing": [unit.body_code for unit in self.missing],
            "disagreements": [
                {"code": one.code, "sum": one.added, "whole": one.whole, "message": one.message}
                for one in self.disagreements
            ],
        }


def rollup(body: Body, year: int, form: str | None = None) -> Rollup:
    """The units of a body's subtree, added up. A fixed number of queries, whatever the number of units.

    Raises Refusal for a year or form that cannot be.
    """
    edition = form_for(year, form)
    with one_snapshot():
        bodies = list(subtree(body))
        measures = measure_all(Scope(tuple(one.pk for one in bodies), year))
        entered = entered_by_body([one.pk for one in bodies], year)
        published = dict(
            Report.objects.filter(body__in=bodies, year=year).values_list("body", "published_on")
        )
    units: list[Unit] = []
    for head, members in _groups(body, bodies):
        # What was typed for the body itself is its word on the whole, not on its own part.
        typed = {} if head.pk == body.pk else entered.get(head.pk, {})
        numbers = Numbers(totals(measures, [one.pk for one in members]), typed)
        state: State = "missing"
        if head.pk in published:
            state = "published" if published[head.pk] else "drafted"
        name = f"{head.name}（本级）" if head.pk == body.pk else head.name
        units.append(Unit(head.code, name, state, _cells(edition, numbers)))
    whole = _cells(edition, Numbers(totals(measures), entered.get(body.pk, {})))
    return _added(body, year, edition, units, whole)


def _added(
    body: Body, year: int, edition: Edition, units: Sequence[Unit], whole: tuple[Figure, ...]
) -> Rollup:
    sums: dict[str, Number] = {}
    for unit in units:
        for figure in _data(unit.figures):
            sums[figure.code] = sums.get(figure.code, 0) + (figure.value or 0)
    disagreements = [
        Disagreement(
            code=figure.code,
            label=short_label(edition.by_code[figure.code]),
            added=plain(sums[figure.code]),
            whole=plain(figure.value),
            typed_by=tuple(_typed_by(body, units, figure)),
        )
        for figure in _data(whole)
        if Decimal(sums[figure.code]) != Decimal(figure.value or 0)
    ]
    return Rollup(
        body_code=body.code,
        year=year,
        form=edition.id,
        units=tuple(units),
        added={code: plain(value) for code, value in sums.items()},
        whole={figure.code: plain(figure.value) for figure in _data(whole)},
        disagreements=tuple(disagreements),
    )


def _typed_by(body: Body, units: Sequence[Unit], whole: Figure) -> list[str]:
    names = [
        unit.name
        for unit in units
        for figure in unit.figures
        if figure.code == whole.code and figure.source == "entered"
    ]
    return [body.name, *names] if whole.source == "entered" else names


def _cells(edition: Edition, numbers: Numbers) -> tuple[Figure, ...]:
    return tuple(numbers.cell(field) for field in edition.fields)


def _data(figures: tuple[Figure, ...]) -> list[Figure]:
    return [figure for figure in figures if figure.source != "heading"]


def _groups(body: Body, bodies: Sequence[Body]) -> list[tuple[Body, list[Body]]]:
    """The body alone, then every body directly under it with all that is under that; ``bodies`` in order of code."""
    groups: list[tuple[Body, list[Body]]] = [(body, [body])]
    for one in bodies:
        if one.pk == body.pk:
            continue
        head = groups[-1][0]
        if len(groups) > 1 and one.code.startswith(stem(head.code)):
            groups[-1][1].append(one)
        else:
            groups.append((one, [one]))
    return groups
