"""更正: an item gets a new version that passed the whole review; what changed and why stands in public."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from gongkai.records.bodies.permissions import Viewer, changes_content_of
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.actions import use_approval
from gongkai.records.disclosure.counts import recounting
from gongkai.records.disclosure.models import Correction, Item, TaskKind
from gongkai.records.disclosure.publication import approval_of
from gongkai.records.disclosure.tasks import ask_for_tasks
from gongkai.records.documents.models import Version
from gongkai.records.documents.papers.actions import settle
from gongkai.records.documents.papers.facts import from_json
from gongkai.records.ledger.actions import record_act
from gongkai.records.review.models import Review
from gongkai.rules.procedure import ITEM
from gongkai.rules.refusal import OvertakenError, Refusal


@transaction.atomic
def correct_item(
    item: Item, review: Review, what: str, why: str, *, viewer: Viewer, at: datetime
) -> Correction:
    """Put a cleared newer version in the place of the one that is public. Number and day of publication stay.

    Sheets and articles elsewhere become tasks to replace. Raises Refusal without saying what changed and why, for a
    version of another paper or an older one, and for a withdrawn item; OvertakenError when it was corrected meanwhile.
    """
    version, before = review.version, item.version
    _refuse_wrong(item, version, what, why, viewer)
    ITEM.step(review.state, "publish")
    approval = approval_of(review)
    facts = from_json(version.facts)
    if not facts.open:
        raise Refusal("这一版的公开属性不是主动公开，不能用来更正。")
    with recounting([item.pk]):
        use_approval(approval, at)
        changed = Item.objects.filter(pk=item.pk, version=before, withdrawn_on__isnull=True).update(
            version=version,
            approval=approval,
            published_at=item.published_at or at,
            title=facts.title,
            summary=facts.summary,
            formed_on=facts.formed_on,
            normative=facts.normative,
            field=Field.objects.filter(code=facts.field).first() if facts.field else None,
            stage=facts.stage,
        )
        if not changed:
            raise OvertakenError("这条公开信息刚刚被更正或者撤回，您的更正没有生效。")
    correction = Correction.objects.create(
        item=item, old=before, new=version, what=what.strip(), why=why.strip(), by=viewer.name, at=at
    )
    settle(version)
    tasks = ask_for_tasks(item, TaskKind.REPLACE, what.strip(), at)
    record_act(
        verb="item_corrected",
        subject_kind="item",
        subject_key=str(item.pk),
        body_code=item.body.code,
        by=viewer.name,
        at=at,
        detail={
            "from": before.number if before else 0,
            "version": version.number,
            "what": correction.what,
            "why": correction.why,
            "tasks": tasks,
        },
    )
    item.refresh_from_db()
    return correction


def _refuse_wrong(item: Item, version: Version, what: str, why: str, viewer: Viewer) -> None:
    if not changes_content_of(viewer, item.body):
        raise Refusal(f"您不是{item.body.name}的公开工作人员，不能更正。")
    if not what.strip() or not why.strip():
        raise Refusal("请写明更正了什么、为什么更正，公众会看到它们。")
    if item.withdrawn_on is not None:
        raise Refusal(f"“{item.title}”已于 {item.withdrawn_on} 撤回，不能更正。")
    if version.document_id != item.document_id:
        raise Refusal("这一版不是这条公开信息的文件，请核对。")
    highest = Correction.objects.filter(item=item).aggregate(most=Max("new__number"))["most"] or 0
    if version.number <= max(highest, item.version.number if item.version else 0):
        raise Refusal("只能更正为更新的版本；要改回原来的内容，也请起草新版本送审。")
