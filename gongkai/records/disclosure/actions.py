"""Verbs of disclosure: publish an item, place it, report what became of a placement, withdraw it.

Each verb is one transaction: the change, its act, and the counters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.records.bodies.models import Body
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.counts import recounting
from gongkai.records.disclosure.models import (
    Channel,
    Item,
    Matter,
    Placement,
    PlacementState,
    Stage,
    Target,
    TaskKind,
)
from gongkai.records.disclosure.tasks import ask_for_tasks
from gongkai.records.documents.models import Document, OpennessAttribute
from gongkai.records.documents.papers.facts import from_json
from gongkai.records.ledger.actions import record_act
from gongkai.records.review.gate import refuse_altered, refuse_unfit
from gongkai.records.review.models import Approval
from gongkai.rules.procedure import forward
from gongkai.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Where:
    """One place that an item goes to, and the day."""

    channel: Channel
    placed_on: date
    target: Target | None = None
    link: str = ""
    state: PlacementState = PlacementState.OUT


@transaction.atomic
def publish_item(
    *,
    body: Body,
    number: str,
    title: str,
    published_on: date,
    places: Sequence[Where],
    by: str,
    at: datetime,
    field: Field | None = None,
    stage: Stage | None = None,
    summary: str = "",
    normative: bool = False,
    formed_on: date | None = None,
    approval: Approval | None = None,
    matter: Matter | None = None,
    due_on: date | None = None,
) -> Item:
    """Make an item and place it (条例 2019 art 23).

    An item that is a paper of this house needs the approval of its digest, which serves once, and is published on
    the day of ``at`` (:mod:`gongkai.records.disclosure.publication`). Raises Refusal when the number is taken, the
    approval does not cover what is published, or a place cannot be used.
    """
    made: list[int] = []
    with recounting(made):
        if Item.objects.filter(body=body, number=number).exists():
            raise Refusal(f"{body.name}已有索引号为“{number}”的公开信息，索引号不能重复。")
        item = Item(
            body=body,
            number=number,
            title=title,
            summary=summary,
            field=field,
            stage=stage or "",
            normative=normative,
            formed_on=formed_on,
            published_on=published_on,
            matter=matter,
            due_on=due_on,
        )
        if approval is not None:
            _cover(item, approval, at)
        item.save()
        made.append(item.pk)
        Placement.objects.bulk_create([_placement(item, where) for where in places])
        _act("item_published", item, by=by, at=at, detail={"channels": sorted({w.channel for w in places})})
    return item


@transaction.atomic
def place_item(item: Item, where: Where, *, by: str, at: datetime) -> Placement:
    """Put an item on one more place. Raises Refusal when it was withdrawn or the place cannot be used."""
    with recounting([item.pk]):
        now = Item.objects.select_related("document", "body").get(pk=item.pk)
        if now.withdrawn_on is not None:
            raise Refusal(f"“{now.title}”已于 {now.withdrawn_on} 撤回，不能再投放。")
        _refuse_closed(now.document)
        placement = _placement(now, where)
        placement.save()
        _act("item_placed", now, by=by, at=at, detail={"channel": where.channel, "on": str(where.placed_on)})
    return placement


@transaction.atomic
def report_placement(placement: Placement, reported: PlacementState, *, by: str, at: datetime) -> None:
    """Take a report of what became of a placement, from a channel or a person.

    Reports come late, twice and out of order: one that adds nothing changes nothing and leaves no act
    (:func:`gongkai.rules.procedure.placement.forward`).
    """
    with recounting([placement.item_id]):
        now = Placement.objects.select_related("item", "item__body").get(pk=placement.pk)
        state = PlacementState(forward(now.state, reported))
        if state != now.state:
            now.state = placement.state = state
            now.save(update_fields=["state"])
            _act("placement_reported", now.item, by=by, at=at, detail={"placement": now.pk, "state": state})


@transaction.atomic
def strike_placement(placement: Placement, *, why: str, by: str, at: datetime) -> None:
    """Say that a placement was written down by mistake and never was before the public: it counts no more.

    The row stays, as 未成功, and the act keeps the reason. Raises Refusal without a reason.
    """
    if not why.strip():
        raise Refusal("请写明这条投放记录错在哪里。")
    with recounting([placement.item_id]):
        now = Placement.objects.select_related("item", "item__body").get(pk=placement.pk)
        now.state = placement.state = PlacementState.FAILED
        now.save(update_fields=["state"])
        _act("placement_struck", now.item, by=by, at=at, detail={"placement": now.pk, "why": why.strip()})


@transaction.atomic
def withdraw_item(item: Item, *, on: date, why: str, by: str, at: datetime) -> None:
    """Withdraw an item: one person can, at once. It is gone from our own pages; whatever still hangs elsewhere becomes
    a task. What was before the public stays counted, and no verb brings a withdrawn item back.

    Raises Refusal when it was withdrawn before, or without a reason.
    """
    with recounting([item.pk]):
        now = Item.objects.select_related("body").get(pk=item.pk)
        if now.withdrawn_on is not None:
            raise Refusal(f"“{now.title}”已于 {now.withdrawn_on} 撤回，不用再撤。")
        if not why.strip():
            raise Refusal("请写明撤回的理由，公众会看到它。")
        if on < now.published_on:
            raise Refusal(f"撤回日期 {on} 早于公开日期 {now.published_on}，请核对。")
        now.withdrawn_on = item.withdrawn_on = on
        now.withdrawn_why = item.withdrawn_why = why.strip()
        now.save(update_fields=["withdrawn_on", "withdrawn_why"])
        now.placements.filter(state=PlacementState.PLANNED).update(state=PlacementState.FAILED)
        tasks = ask_for_tasks(now, TaskKind.TAKE_DOWN, why.strip(), at)
        _act(
            "item_withdrawn",
            now,
            by=by,
            at=at,
            detail={"on": str(on), "why": why.strip(), "tasks": tasks},
        )


def _cover(item: Item, approval: Approval, at: datetime) -> None:
    """Let the approval's version stand behind the item, and use the approval up.

    Raises Refusal when it was used or taken back, when anything changed since, or when the item says something else
    than what was reviewed.
    """
    version = approval.review.version
    facts = from_json(version.facts)
    told = (item.title, item.summary, item.formed_on, item.normative, item.stage, item.body_id)
    reviewed = (
        facts.title,
        facts.summary,
        facts.formed_on,
        facts.normative,
        facts.stage,
        version.document.body_id,
    )
    if not facts.open or told != reviewed or (item.field.code if item.field else "") != facts.field:
        raise Refusal("要公开的内容和审查通过的不一致，请重新送审。")
    if item.published_on != at.date():
        raise Refusal("公开日期是实际公开的当天，不能改早，也不能改晚。")
    use_approval(approval, at)
    item.document = version.document
    item.version = version
    item.approval = approval
    item.published_at = at


def use_approval(approval: Approval, at: datetime) -> None:
    """Use an approval up. Raises Refusal when it was used or taken back, or its digest is not that of the version."""
    refuse_altered(approval.review.version, approval.digest)
    refuse_unfit(approval.review.version, at.date())
    used = Approval.objects.filter(pk=approval.pk, used_at__isnull=True, revoked_at__isnull=True).update(
        used_at=at
    )
    if not used:
        raise Refusal("这一版没有有效的审查意见：没有审查通过，或者已经公开过、被撤销了。")
    approval.used_at = at


def _refuse_closed(document: Document | None) -> None:
    """Only a paper marked 主动公开 becomes an item (国办发〔2016〕80号: the attribute is fixed when it is drafted)."""
    if document is not None and document.openness != OpennessAttribute.PROACTIVE:
        label = OpennessAttribute(document.openness).label
        raise Refusal(f"文件“{document.title}”的公开属性是“{label}”，不能主动公开。请先变更公开属性。")


def _placement(item: Item, where: Where) -> Placement:
    """The placement, not yet saved. Raises Refusal when the target is of another channel or was not in use."""
    target = where.target
    if target is not None:
        if target.channel != where.channel:
            channel = Channel(target.channel)
            raise Refusal(f"投放点“{target.name}”属于“{channel.label}”，不是“{where.channel.label}”。")
        if (target.since and where.placed_on < target.since) or (
            target.until and where.placed_on > target.until
        ):
            raise Refusal(f"投放点“{target.name}”在 {where.placed_on} 不在启用期内，请核对日期或另选投放点。")
    return Placement(
        body_id=target.body_id if target is not None else item.body_id,
        item=item,
        channel=where.channel,
        target=target,
        placed_on=where.placed_on,
        state=where.state,
        link=where.link,
    )


def _act(verb: str, item: Item, *, by: str, at: datetime, detail: dict[str, object]) -> None:
    record_act(
        verb=verb,
        subject_kind="item",
        subject_key=str(item.pk),
        body_code=item.body.code,
        by=by,
        at=at,
        article="",
        detail=detail,
    )
