"""审查规则: the steps that a body's papers take on a day; its own setting, or that of the nearest body above."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.records.bodies.codes import ancestors
from gongkai.records.bodies.models import Body
from gongkai.records.bodies.permissions import Viewer
from gongkai.records.ledger.actions import record_act
from gongkai.records.review.models import ReviewRule
from gongkai.records.review.permissions import sets_rules_of
from gongkai.rules.articles import setting
from gongkai.rules.procedure import chosen_steps
from gongkai.rules.refusal import OvertakenError, Refusal


@dataclass(frozen=True, slots=True)
class Rule:
    """Steps in their order, days in which an urgent paper is reviewed afterwards, and the row they come from."""

    steps: tuple[str, ...]
    urgent_days: int
    row: ReviewRule | None


def rule_for(body: Body, on: date) -> Rule:
    """The rule in force for a body on a day; without any, the neutral defaults."""
    codes = [body.code, *ancestors(body.code)]
    found = ReviewRule.objects.filter(body__code__in=codes, since__lte=on).select_related("body")
    newest: dict[str, ReviewRule] = {}
    for row in found.order_by("since"):
        newest[row.body.code] = row
    for code in codes:
        if code in newest:
            return Rule(tuple(newest[code].steps), newest[code].urgent_days, newest[code])
    return Rule(
        chosen_steps(setting("review_steps").default.split("+")),
        int(setting("urgent_review_days").default),
        None,
    )


@transaction.atomic
def set_rule(
    body: Body,
    steps: Sequence[str],
    urgent_days: int,
    *,
    since: date,
    seen: int | None,
    viewer: Viewer,
    at: datetime,
) -> ReviewRule:
    """Set the steps from a day on; what was submitted before keeps its own. ``seen`` is the key of the rule shown.

    Raises Refusal for a choice that may not be, a day in the past or a person who may not, OvertakenError when
    another rule was set meanwhile.
    """
    if not sets_rules_of(viewer, body):
        raise Refusal(f"只有{body.name}的公开办经办人或者分管领导可以设置审查环节。")
    chosen = chosen_steps(steps)
    if not 1 <= urgent_days <= 30:
        raise Refusal("补审期限应在 1 到 30 日之间，请改正。")
    if since < at.date():
        raise Refusal(f"施行日期 {since} 早于今天，审查规则不能追溯，请改正。")
    newest = ReviewRule.objects.filter(body=body).order_by("-since").first()
    if (newest.pk if newest else None) != seen:
        raise OvertakenError("审查规则刚刚被别人改过，您的设置没有生效：请看清现在的规则再改。")
    try:
        with transaction.atomic():
            rule = ReviewRule.objects.create(
                body=body, steps=list(chosen), urgent_days=urgent_days, since=since, by=viewer.name
            )
    except IntegrityError as problem:
        raise OvertakenError(f"{body.name}在 {since} 已有一条审查规则，请另选施行日期。") from problem
    record_act(
        verb="set_review_rule",
        subject_kind="body",
        subject_key=str(body.pk),
        body_code=body.code,
        by=viewer.name,
        at=at,
        detail={"steps": list(chosen), "urgent_days": urgent_days, "since": since.isoformat()},
    )
    return rule
