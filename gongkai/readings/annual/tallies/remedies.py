"""四, 五 and 六: administrative reviews, suits, complaints.

The 2014 form has no row for a case still pending: a case counts in the year in which it was decided.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Q

from gongkai.readings.annual.tallies.source import BODY, Column, Records, Scope, Tally
from gongkai.records.remedies.models import Case, CaseKind, CaseResult, Complaint


def _decided(scope: Scope) -> Q:
    return Q(decided_on__range=scope.days)


def _pending(scope: Scope) -> Q:
    return Q(decided_on__isnull=True) | Q(decided_on__gt=scope.last)


def _ended(kind: CaseKind, result: CaseResult) -> Callable[[Scope], Q]:
    return lambda scope: _decided(scope) & Q(kind=kind, result=result)


def _cases(kind: CaseKind, name: str) -> tuple[Tally, ...]:
    return (
        Tally(name, lambda scope: _decided(scope) & Q(kind=kind)),
        Tally(f"{name}_upheld", _ended(kind, CaseResult.UPHELD)),
        Tally(f"{name}_corrected", _ended(kind, CaseResult.CORRECTED)),
        Tally(f"{name}_otherwise", _ended(kind, CaseResult.OTHER)),
        Tally(f"{name}_pending", lambda scope: _pending(scope) & Q(kind=kind, received_on__lte=scope.last)),
    )


CASES = Records(
    found=lambda scope: Case.objects.filter(body__in=scope.body_ids),
    columns=(
        BODY,
        Column("案号", "number"),
        Column("类别", "kind", dict(CaseKind.choices)),
        Column("收到日期", "received_on"),
        Column("审结日期", "decided_on"),
        Column("结果", "result", dict(CaseResult.choices)),
    ),
    order=("received_on", "number"),
    tallies=(*_cases(CaseKind.REVIEW, "reviews"), *_cases(CaseKind.SUIT, "suits")),
)
COMPLAINTS = Records(
    found=lambda scope: Complaint.objects.filter(received_on__range=scope.days, body__in=scope.body_ids),
    columns=(
        BODY,
        Column("编号", "number"),
        Column("收到日期", "received_on"),
        Column("内容", "subject"),
        Column("办结日期", "closed_on"),
    ),
    order=("received_on", "number"),
    tallies=(Tally("complaints"),),
)
SOURCES = (CASES, COMPLAINTS)
