"""先行公开: a leader lets a paper out before the other steps, with a reason; somebody else reviews it afterwards.

What the gate refuses (personal information, marks, files without a public copy) no urgency lets through.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from gongkai.records.bodies.permissions import Viewer
from gongkai.records.ledger.actions import record_act
from gongkai.records.review.actions import (
    REVIEW_ARTICLE,
    Verdict,
    approve,
    check_verdict,
    revoke,
    write_decision,
)
from gongkai.records.review.models import Review, ReviewState, ReviewStep
from gongkai.records.review.rules import rule_for
from gongkai.records.review.turns import change, decisions_now, require_seen, steps_to_make_up
from gongkai.rules.procedure import ITEM, checklist
from gongkai.rules.refusal import Refusal


@transaction.atomic
def clear_urgently(review: Review, why: str, *, seen: int, viewer: Viewer, at: datetime) -> Review:
    """Clear a paper by the leader alone, to be reviewed afterwards by the people whose steps are missing.

    Raises Refusal without a reason, by somebody who is no leader or wrote at it, or for what the gate refuses.
    """
    require_seen(review, seen)
    ITEM.step(review.state, "clear")
    if not review.open:
        raise Refusal("这份文件的公开属性不是主动公开，不能先行公开。")
    if not why.strip():
        raise Refusal("请写明紧急理由，如“暴雨红色预警，需要立即告知群众”。")
    verdict = Verdict(
        step=ReviewStep.LEADER,
        approved=True,
        reason=why,
        confirmed=[check.code for check in checklist(ReviewStep.LEADER)],
    )
    check_verdict(review, verdict, decisions_now(review), viewer, at)
    due = at.date() + timedelta(days=rule_for(review.body, at.date()).urgent_days)
    change(
        review,
        state=ReviewState.CLEARED,
        settled_at=at,
        urgent_why=why.strip(),
        urgent_by_id=viewer.person_id,
        urgent_due=due,
    )
    write_decision(review, verdict, viewer, at)
    approve(review, urgent=True, at=at)
    record_act(
        verb="clear_urgently",
        subject_kind="review",
        subject_key=str(review.pk),
        body_code=review.body.code,
        by=viewer.name,
        at=at,
        article=REVIEW_ARTICLE,
        detail={"why": why.strip(), "until": due.isoformat(), "digest": review.digest},
    )
    review.refresh_from_db()
    return review


@transaction.atomic
def make_up_step(review: Review, verdict: Verdict, *, seen: int, viewer: Viewer, at: datetime) -> Review:
    """Review afterwards, at one of the missing steps. A no ends the review as returned.

    Whoever says no here has the item withdrawn as well: call
    :func:`gongkai.records.disclosure.publication.review_afterwards`, which does both at once.
    """
    require_seen(review, seen)
    missing = steps_to_make_up(review)
    if verdict.step not in missing:
        raise Refusal("这个环节没有需要补办的审查。")
    check_verdict(review, verdict, decisions_now(review), viewer, at)
    if not verdict.approved:
        change(review, state=ReviewState.RETURNED, urgent_done_at=at)
        revoke(review, at)
    elif missing == (verdict.step,):
        change(review, urgent_done_at=at)
    else:
        change(review)
    write_decision(review, verdict, viewer, at)
    review.refresh_from_db()
    return review
