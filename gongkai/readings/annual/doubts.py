"""What the records know and the form does not ask: said beside the report, so that no form hides it."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.readings.annual.cells import Entered, Numbers, rule_of
from gongkai.readings.annual.figures import plain
from gongkai.readings.annual.tallies.registry import find
from gongkai.rules.forms.edition import Edition
from gongkai.rules.relations.finding import Finding


def doubts(edition: Edition, numbers: Numbers) -> Iterator[Finding]:
    """Late closings and pending cases, without a row in the 2014 form; typed figures that the records contradict."""
    if edition.id == "2014":
        yield from _without_a_row(numbers)
    for code, typed in numbers.entered.items():
        yield from _typed(edition, numbers, code, typed)


def _without_a_row(numbers: Numbers) -> Iterator[Finding]:
    late = numbers.of("applications_closed_late").rows
    if late:
        yield Finding(
            "closed-late",
            "warning",
            f"有 {late} 件申请逾期办结，既不是按时办结也不是延期办结，2014 年版的表没有这一行："
            f"按时与延期之和比办结数少 {late} 件，请在正文中说明。",
            ("s3_2", "s3_2_1", "s3_2_2"),
            expected=0,
            found=late,
        )
    for name, code in (("reviews_pending", "s4"), ("suits_pending", "s5")):
        pending = numbers.of(name).rows
        if pending:
            yield Finding(
                "pending",
                "info",
                f"{rule_of(name).label}为 {pending} 件，2014 年版的表没有这一行，未计入，请在正文中说明。",
                (code,),
                expected=0,
                found=pending,
            )


def _typed(edition: Edition, numbers: Numbers, code: str, typed: Entered) -> Iterator[Finding]:
    field = edition.by_code.get(code)
    name = code if field is None else field.tally
    if name is None or find(name) is None:
        yield Finding(
            "entered-unknown",
            "warning",
            f"填报数的代码“{code}”不是 {edition.id} 年版的数据行，也不是正文指标，没有用上，请核对代码。",
        )
        return
    counted = numbers.of(name).value
    if counted != typed.value:
        yield Finding(
            "entered-differs",
            "info",
            f"{rule_of(name).label}填报为 {plain(typed.value)}，按台账计数为 {plain(counted)}。{typed.why}。",
            (code,) if field is not None else (),
            expected=plain(counted),
            found=plain(typed.value),
        )
