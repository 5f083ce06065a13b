"""For the prose: flows that were sorted out, and cases handled, in all and of every kind (``cases:老年证``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from gongkai.readings.annual.tallies.source import (
    BODY,
    Column,
    Measured,
    Measures,
    Records,
    Row,
    Scope,
    Tally,
)
from gongkai.records.services.models import CaseCount, ServiceFlow

_PREFIX = "cases:"
_NAMED = {
    "cases_elder_card": ("老年证", "办理老年证"),
    "cases_death_benefit": ("死亡待遇领取", "办理死亡待遇领取"),
    "cases_benefit_qualification": ("参保待遇资格认证",),
    "cases_insurance_registration": ("参保登记",),
    "cases_regular_benefit": ("定期领取待遇",),
    "cases_4050_entry": ("“4050”信息录入", "4050信息录入"),
}
"""Kinds that have a tally of their own, as ledgers write them."""

FLOWS = Records(
    found=lambda scope: ServiceFlow.objects.filter(settled_on__range=scope.days, body__in=scope.body_ids),
    columns=(
        BODY,
        Column("站所", "office"),
        Column("事项", "name"),
        Column("环节", "steps"),
        Column("理清日期", "settled_on"),
    ),
    order=("body__code", "office", "name"),
    tallies=(Tally("flows_sorted_out"),),
)
CASE_COUNTS = Records(
    found=lambda scope: CaseCount.objects.filter(month__range=scope.days, body__in=scope.body_ids),
    columns=(BODY, Column("业务", "kind"), Column("月份", "month"), Column("件数", "cases")),
    order=("kind", "month", "body__code"),
    tallies=(
        Tally("service_cases", sums="cases"),
        *(Tally(name, Q(kind__in=kinds), sums="cases") for name, kinds in _NAMED.items()),
    ),
)


def kind_of(name: str) -> str | None:
    """The kind of cases that a tally counts: 老年证 of ``cases:老年证``; None for every other tally."""
    return name.removeprefix(_PREFIX) if name.startswith(_PREFIX) else None


def has_own_tally(kind: str) -> bool:
    """Whether a kind of cases is counted by a tally with a name of its own."""
    return any(kind in kinds for kinds in _NAMED.values())


@dataclass(frozen=True)
class CasesByKind:
    """Cases of each kind that was handled in the year: kinds are the town's own words, so they are not listed here."""

    def tally(self, name: str) -> Tally | None:
        """The tally of any kind: one that nobody handled counts 0."""
        kind = kind_of(name)
        return None if kind is None else Tally(name, Q(kind=kind), sums="cases")

    def measure(self, scope: Scope) -> Measures:
        found: Measures = {}
        grouped = (
            CaseCount.objects.filter(month__range=scope.days, body__in=scope.body_ids)
            .order_by("kind", "body")
            .values("kind", "body")
            .annotate(months=Count("pk"), handled=Sum("cases"))
        )
        for row in grouped:
            found.setdefault(_PREFIX + row["kind"], {})[row["body"]] = Measured(row["handled"], row["months"])
        return found

    def rows(self, scope: Scope, tally: Tally) -> tuple[tuple[str, ...], Iterator[Row]]:
        return CASE_COUNTS.rows(scope, tally)


CASES_BY_KIND = CasesByKind()
SOURCES = (FLOWS, CASE_COUNTS, CASES_BY_KIND)
