"""征询: ask somebody outside, or send up what the body cannot tell itself (条例 2019 art 17); the review waits."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.records.bodies.permissions import Viewer
from gongkai.records.ledger.actions import record_act
from gongkai.records.review.models import Consultation, ConsultationKind, Review
from gongkai.records.review.permissions import handles_reviews_of
from gongkai.records.review.turns import change, refuse_author, require_seen
from gongkai.rules.procedure import ITEM
from gongkai.rules.refusal import OvertakenError, Refusal


@transaction.atomic
def ask_outside(
    review: Review,
    kind: ConsultationKind,
    organ: str,
    question: str,
    *,
    seen: int,
    viewer: Viewer,
    at: datetime,
) -> Consultation:
    """Ask an organ about a paper in review. Nobody can approve until the answer is noted.

    Raises Refusal when nobody or nothing is asked, or that organ is being asked already.
    """
    require_seen(review, seen)
    ITEM.step(review.state, "clear")
    if not handles_reviews_of(viewer, review.body):
        raise Refusal("只有审查人员可以征询意见。")
    refuse_author(review, viewer.person_id)
    if not organ.strip() or not question.strip():
        raise Refusal("请写明向谁征询、问什么。")
    change(review)
    try:
        with transaction.atomic():
            asked = Consultation.objects.create(
                review=review,
                kind=kind,
                organ=organ.strip(),
                question=question.strip(),
                asked_by=viewer.name,
                asked_at=at,
            )
    except IntegrityError as problem:
        raise Refusal(f"已经在等“{organ.strip()}”的答复，不用再问一次。") from problem
    _act("ask_outside", review, viewer.name, at, {"kind": kind, "organ": asked.organ})
    return asked


@transaction.atomic
def note_answer(
    consultation: Consultation, *, agreed: bool, answer: str, viewer: Viewer, at: datetime
) -> Consultation:
    """Note what the organ answered. Raises Refusal for an empty answer, OvertakenError when one was noted already."""
    review = consultation.review
    if not handles_reviews_of(viewer, review.body):
        raise Refusal("只有审查人员可以登记答复。")
    refuse_author(review, viewer.person_id)
    if not answer.strip():
        raise Refusal("请写明对方怎样答复；没有答复不能当作同意。")
    noted = Consultation.objects.filter(pk=consultation.pk, answered_at__isnull=True).update(
        agreed=agreed, answer=answer.strip(), answered_at=at, noted_by=viewer.name
    )
    if not noted:
        raise OvertakenError(f"“{consultation.organ}”的答复刚刚已经登记过，您的没有写入。")
    change(Review.objects.get(pk=review.pk))
    _act("note_answer", review, viewer.name, at, {"organ": consultation.organ, "agreed": agreed})
    consultation.refresh_from_db()
    return consultation


def _act(verb: str, review: Review, by: str, at: datetime, detail: dict[str, object]) -> None:
    record_act(
        verb=verb,
        subject_kind="review",
        subject_key=str(review.pk),
        body_code=review.body.code,
        by=by,
        at=at,
        article="tiaoli-2019:17",
        detail=detail,
    )
