"""Verbs of the review: decide a step, take a clearance back.

Distinct people, one digest, steps in their order. What is not said is not agreed: no date and no silence clears
anything (保守国家秘密法实施条例 art 42: 先审查、后公开, 逐项).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.records.bodies.permissions import Viewer
from gongkai.records.documents.papers.actions import settle
from gongkai.records.ledger.actions import record_act
from gongkai.records.review.gate import refuse_altered, refuse_unfit
from gongkai.records.review.models import (
    Approval,
    ConsultationKind,
    Decision,
    Review,
    ReviewState,
    ReviewStep,
)
from gongkai.records.review.permissions import decides_step_of
from gongkai.records.review.turns import change, decisions_now, overtaken, refuse_author, require_seen
from gongkai.rules.procedure import ITEM, next_step, unconfirmed
from gongkai.rules.refusal import Refusal

REVIEW_ARTICLE = "tiaoli-2019:17"
ITEM_BY_ITEM = "baomi-tiaoli-2024:42"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer says at a step: yes with every sentence of the checklist, or no with a reason.

    ``files`` are the keys of the attachments that were opened; whoever reviews for secrecy opens them all.
    """

    step: str
    approved: bool
    reason: str = ""
    confirmed: Collection[str] = ()
    files: Collection[int] = ()


@transaction.atomic
def decide(review: Review, verdict: Verdict, *, seen: int, viewer: Viewer, at: datetime) -> Review:
    """Say yes or no at the step whose turn it is. A no returns the paper; the last yes clears or withholds it.

    Raises Refusal when it is not this person's to say, when the checklist is not complete, when an answer from
    outside is awaited, or when anything changed since it was submitted; OvertakenError when somebody was quicker.
    """
    require_seen(review, seen)
    ITEM.step(review.state, "clear" if verdict.approved else "return")
    said = decisions_now(review)
    step = next_step(review.steps, [one.step for one in said])
    if verdict.step != step:
        label = ReviewStep(step).label if step else "无"
        raise Refusal(f"现在轮到的环节是“{label}”，请按顺序审查。")
    check_verdict(review, verdict, said, viewer, at)
    last = verdict.approved and next_step(review.steps, [*(one.step for one in said), step]) is None
    if not verdict.approved:
        change(review, state=ReviewState.RETURNED, settled_at=at)
    elif last:
        state = ReviewState.CLEARED if review.open else ReviewState.WITHHELD
        ITEM.step(review.state, "clear" if review.open else "withhold")
        change(review, state=state, settled_at=at)
    else:
        change(review)
    write_decision(review, verdict, viewer, at)
    if last and review.open:
        approve(review, urgent=False, at=at)
    elif last:
        settle(review.version)
    review.refresh_from_db()
    return review


def check_verdict(
    review: Review, verdict: Verdict, said: Collection[Decision], viewer: Viewer, at: datetime
) -> None:
    """Raises Refusal unless this person may say this now."""
    if not decides_step_of(viewer, review.body, verdict.step):
        raise Refusal(f"您不担任{review.body.name}“{ReviewStep(verdict.step).label}”环节的岗位，不能审查。")
    refuse_author(review, viewer.person_id)
    if any(one.decided_by_id == viewer.person_id for one in said):
        raise Refusal("您已经审过这份文件的另一个环节，每个环节要由不同的人办。")
    if not verdict.approved:
        if not verdict.reason.strip():
            raise Refusal("退回要写明理由，起草人会看到它。")
        return
    _refuse_unanswered(review)
    missing = unconfirmed(verdict.step, verdict.confirmed)
    if missing:
        raise Refusal(f"还有 {len(missing)} 项没有核对，第一项是“{missing[0].text}”，请逐项核对后再同意。")
    if verdict.step == ReviewStep.SECRECY:
        unread = review.version.attachments.exclude(pk__in=list(verdict.files)).order_by("name").first()
        if unread is not None:
            raise Refusal(f"附件“{unread.name}”还没有打开看过，请逐个查看后再同意。")
    refuse_altered(review.version, review.digest)
    if review.open:
        refuse_unfit(review.version, at.date())


def _refuse_unanswered(review: Review) -> None:
    waiting = review.consultations.filter(answered_at__isnull=True).order_by("asked_at", "id").first()
    if waiting is not None:
        raise Refusal(f"正在等“{waiting.organ}”的答复；没有答复不等于同意，请等答复登记后再审。")
    against = review.consultations.filter(kind=ConsultationKind.RULING, agreed=False).order_by("id").first()
    if against is not None:
        raise Refusal(f"“{against.organ}”已确定不能公开，只能退回，不能同意。")


def write_decision(review: Review, verdict: Verdict, viewer: Viewer, at: datetime) -> None:
    """Write a decision down with its act. Raises OvertakenError when the step or the person has one already."""
    try:
        with transaction.atomic():
            Decision.objects.create(
                review=review,
                round=review.round,
                digest=review.digest,
                step=verdict.step,
                approved=verdict.approved,
                reason=verdict.reason.strip(),
                confirmed=sorted(verdict.confirmed),
                files=sorted(verdict.files),
                decided_by_id=viewer.person_id,
                decided_at=at,
            )
    except IntegrityError as problem:
        raise overtaken(review) from problem
    record_act(
        verb="decide_step",
        subject_kind="review",
        subject_key=str(review.pk),
        body_code=review.body.code,
        by=viewer.name,
        at=at,
        article=ITEM_BY_ITEM if verdict.step == ReviewStep.SECRECY else REVIEW_ARTICLE,
        detail={
            "step": verdict.step,
            "approved": verdict.approved,
            "reason": verdict.reason.strip(),
            "digest": review.digest,
        },
    )


def approve(review: Review, *, urgent: bool, at: datetime) -> None:
    """Let this digest go out, once. A clearance that was taken back and given again is the same row anew."""
    Approval.objects.update_or_create(
        digest=review.digest,
        defaults={"review": review, "urgent": urgent, "given_at": at, "revoked_at": None},
    )


@transaction.atomic
def recall(review: Review, reason: str, *, seen: int, viewer: Viewer, at: datetime) -> Review:
    """Take a clearance back before the paper is out: every step is asked again, also when it is due in a minute.

    Raises Refusal without a reason, by somebody who decided nothing in it and is no leader, or when it is out already.
    """
    require_seen(review, seen)
    ITEM.step(review.state, "recall")
    took_part = any(one.decided_by_id == viewer.person_id for one in decisions_now(review))
    if not took_part and not decides_step_of(viewer, review.body, ReviewStep.LEADER):
        raise Refusal("只有审查过它的人或者分管领导可以撤销审查意见。")
    if not reason.strip():
        raise Refusal("请写明为什么撤销审查意见。")
    change(
        review,
        state=ReviewState.IN_REVIEW,
        round=review.round + 1,
        settled_at=None,
        urgent_why="",
        urgent_by=None,
        urgent_due=None,
    )
    if not revoke(review, at):
        raise Refusal("这份文件已经公开，不能再撤销审查意见；需要收回的，请撤回公开信息。")
    record_act(
        verb="recall_clearance",
        subject_kind="review",
        subject_key=str(review.pk),
        body_code=review.body.code,
        by=viewer.name,
        at=at,
        article=REVIEW_ARTICLE,
        detail={"reason": reason.strip()},
    )
    review.refresh_from_db()
    return review


def revoke(review: Review, at: datetime) -> bool:
    """Take the approval back unless an item went out by it; whether that could be."""
    return bool(
        Approval.objects.filter(review=review, used_at__isnull=True, revoked_at__isnull=True).update(
            revoked_at=at
        )
    )
