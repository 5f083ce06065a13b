"""The figures of a report: the cells of its form and the numbers of its prose, from the records or typed by hand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.readings.annual.figures import Figure, Number
from gongkai.readings.annual.models import EnteredFigure
from gongkai.readings.annual.tallies.registry import find, measure_all, total
from gongkai.readings.annual.tallies.services import has_own_tally, kind_of
from gongkai.readings.annual.tallies.source import Measured, Measures, Scope
from gongkai.rules.forms.edition import Edition, Field, edition, edition_id_for
from gongkai.rules.refusal import Refusal
from gongkai.rules.tally.counting import Tally as Rule
from gongkai.rules.tally.counting import tallies, tally

_NUMBERINGS = ((r"[一二三四五六七八九十]+、", 0), (r"（[一二三四五六七八九十]+）", 1), (r"\d+\.", 2))


def form_for(year: int, form: str | None) -> Edition:
    """The form that a report on a year is computed by; ``form`` None takes the one that was in force.

    Raises Refusal for a year without a nationwide form, an unknown form, and one whose cells have no tally yet.
    """
    due = edition_id_for(year)
    chosen = edition(form or due)
    if any(field.numeric and field.tally is None for field in chosen.fields):
        raise Refusal(f"{chosen.id} 年版的表还不能由台账计算，目前可计算 2014 年版（2014—2018 年度）。")
    return chosen


@dataclass(frozen=True, slots=True)
class Entered:
    """A figure that was typed by hand."""

    value: Decimal
    reason: str
    paper: str
    by: str

    @property
    def why(self) -> str:
        return f"填报数：{self.reason}（依据：{self.paper}；填报人：{self.by}）"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Everything that is known of a body's year: what the records say, and what was typed."""

    measured: Mapping[str, Measured]
    """By tally."""
    entered: Mapping[str, Entered]
    """By code of the form, or by tally for a number of the prose."""

    def of(self, name: str) -> Measured:
        """What the records say; nothing, when they know nothing."""
        return self.measured.get(name, Measured(0, 0))

    def cell(self, field: Field) -> Figure:
        """One row of the form."""
        if not field.numeric:
            return Figure(field.code, field.label, "", None, "heading", 0, _level(field))
        blank = Figure(field.code, field.label, field.unit or "", None, "tally", 0, _level(field))
        return self._filled(blank, field.tally or "")

    def prose(self, name: str) -> Figure:
        """A number of the prose. Raises Refusal for a tally without a rule."""
        rule = rule_of(name)
        return self._filled(Figure(name, rule.label, rule.unit, None, "tally", 0), name)

    def prose_beside(self, form: Edition) -> tuple[Figure, ...]:
        """Every number that the prose may use and the form does not have, then every other kind of case of the year."""
        in_form = {field.tally for field in form.fields}
        names = [name for name in tallies() if name not in in_form and find(name) is not None]
        kinds = sorted(name for name in self.measured if (kind := kind_of(name)) and not has_own_tally(kind))
        return tuple(self.prose(name) for name in (*names, *kinds))

    def _filled(self, blank: Figure, name: str) -> Figure:
        rule, found, typed = rule_of(name), self.of(name), self.entered.get(blank.code)
        return Figure(
            code=blank.code,
            label=blank.label,
            unit=blank.unit,
            value=_whole(found.value if typed is None else typed.value),
            source="tally" if typed is None else "entered",
            rows=found.rows if typed is None else 1,
            level=blank.level,
            tally=f"{rule.counts}。（{rule.basis}）",
            reason="" if typed is None else typed.why,
        )


def numbers_of(body_id: int, scope: Scope) -> Numbers:
    """The numbers of a body's subtree: a fixed number of queries."""
    return Numbers(totals(measure_all(scope)), entered_figures(body_id, scope.year))


def entered_figures(body_id: int, year: int) -> dict[str, Entered]:
    """What was typed for a body's year, by code; one query."""
    return entered_by_body([body_id], year).get(body_id, {})


def entered_by_body(body_ids: Collection[int], year: int) -> dict[int, dict[str, Entered]]:
    """What was typed for the year of each of these bodies, by code; one query."""
    found: dict[int, dict[str, Entered]] = {}
    for row in EnteredFigure.objects.filter(body__in=body_ids, year=year).order_by("body", "code"):
        found.setdefault(row.body_id, {})[row.code] = Entered(row.value, row.reason, row.paper, row.by)
    return found


def totals(measures: Measures, body_ids: Iterable[int] | None = None) -> dict[str, Measured]:
    """Every tally summed over the bodies (None: over all that were measured)."""
    wanted = None if body_ids is None else set(body_ids)
    return {
        name: total({key: one for key, one in by_body.items() if wanted is None or key in wanted})
        for name, by_body in measures.items()
    }


def rule_of(name: str) -> Rule:
    """What counts as one. Raises Refusal for a name without a rule."""
    kind = kind_of(name)
    if kind is None:
        return tally(name)
    return Rule(name, f"办理{kind}件数", "件", f"当年各月办理“{kind}”的件数合计", "年度报告正文的通行写法")


def _whole(value: Number) -> Number:
    """Whole numbers as integers; other decimals without trailing zeros."""
    if isinstance(value, int):
        return value
    return int(value) if value == value.to_integral_value() else value.normalize()


def _level(field: Field) -> int:
    """Depth in the form, told by the numbering of the label; 其中 rows and their like are the deepest."""
    return next((depth for shape, depth in _NUMBERINGS if re.match(shape, field.label)), 3)
