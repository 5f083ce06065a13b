"""重新评估: what is not open is looked at again, and opened when its reason is gone (条例 2019 art 18)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from gongkai.records.bodies.permissions import Viewer, changes_content_of
from gongkai.records.documents.models import Document, OpennessAttribute
from gongkai.records.ledger.actions import record_act
from gongkai.records.review.models import SecondLook
from gongkai.rules.refusal import OvertakenError, Refusal


def second_looks_due(body_ids: Sequence[int] | QuerySet[Document], on: date) -> QuerySet[Document]:
    """Papers that are not open and whose day of looking again has come, the longest waiting first."""
    return (
        Document.objects.filter(body__in=body_ids, relook_on__lte=on)
        .exclude(openness=OpennessAttribute.PROACTIVE)
        .select_related("body")
        .order_by("relook_on", "id")
    )


@transaction.atomic
def look_again(
    document: Document,
    *,
    opened: bool,
    reason: str,
    next_on: date | None,
    viewer: Viewer,
    at: datetime,
) -> SecondLook:
    """Note the result: it stays closed until the next look, or it may be opened.

    Opening publishes nothing: the paper gets a next version with the attribute 主动公开, which goes through the whole
    review. Raises Refusal without a reason or the next day, OvertakenError when somebody looked meanwhile.
    """
    if not changes_content_of(viewer, document.body):
        raise Refusal(f"您不是{document.body.name}的公开工作人员，不能评估。")
    if document.openness == OpennessAttribute.PROACTIVE or document.relook_on is None:
        raise Refusal(f"“{document.title}”不需要重新评估。")
    if not reason.strip():
        raise Refusal("请写明评估的理由，如“涉及的征收工作已经结束”。")
    if not opened and (next_on is None or next_on <= at.date()):
        raise Refusal("仍不公开的，请定一个今天以后的日期再次评估。")
    following = None if opened else next_on
    looked = Document.objects.filter(pk=document.pk, relook_on=document.relook_on).update(relook_on=following)
    if not looked:
        raise OvertakenError("这份文件刚刚有人评估过，您的结论没有写入，请刷新后再看。")
    look = SecondLook.objects.create(
        document=document,
        opened=opened,
        reason=reason.strip(),
        next_on=following,
        by_id=viewer.person_id,
        at=at,
    )
    record_act(
        verb="look_again",
        subject_kind="document",
        subject_key=str(document.pk),
        body_code=document.body.code,
        by=viewer.name,
        at=at,
        article="tiaoli-2019:18",
        detail={"opened": opened, "reason": look.reason, "next_on": str(following or "")},
    )
    document.refresh_from_db()
    return look
