"""撤换任务: what a person has to take down or replace outside our own pages."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from gongkai.records.bodies.models import Body
from gongkai.records.disclosure.counts import recounting
from gongkai.records.disclosure.models import (
    Channel,
    Item,
    Placement,
    PlacementState,
    PlacementTask,
    TaskKind,
)
from gongkai.records.ledger.actions import record_act
from gongkai.rules.refusal import OvertakenError

HANGING = (PlacementState.OUT, PlacementState.PROVED)


def ask_for_tasks(item: Item, kind: TaskKind, why: str, at: datetime) -> int:
    """A task for every placement of an item that still shows it; returns how many are new.

    Our own pages change by themselves: a placement on the website without a target or a link elsewhere needs nobody,
    and is down with the withdrawal. An open task to replace gives way to one to take down.
    """
    hanging = list(item.placements.filter(state__in=HANGING).order_by("id"))
    ours = [
        one.pk for one in hanging if one.channel == Channel.WEBSITE and one.target_id is None and not one.link
    ]
    if kind == TaskKind.TAKE_DOWN:
        Placement.objects.filter(pk__in=ours).update(state=PlacementState.TAKEN_DOWN)
        PlacementTask.objects.filter(
            placement__item=item, kind=TaskKind.REPLACE, done_at__isnull=True
        ).delete()
    wanted = [one for one in hanging if one.pk not in ours]
    open_now = set(
        PlacementTask.objects.filter(placement__in=wanted, kind=kind, done_at__isnull=True).values_list(
            "placement_id", flat=True
        )
    )
    fresh = [
        PlacementTask(placement=one, kind=kind, why=why, asked_at=at)
        for one in wanted
        if one.pk not in open_now
    ]
    PlacementTask.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def finish_task(task: PlacementTask, *, by: str, at: datetime) -> None:
    """Say that the sheet is down or replaced. Raises OvertakenError when somebody said so before."""
    with recounting([task.placement.item_id]):
        done = PlacementTask.objects.filter(pk=task.pk, done_at__isnull=True).update(done_at=at, done_by=by)
        if not done:
            raise OvertakenError("这项撤换任务已经有人办完，不用再登记。")
        if task.kind == TaskKind.TAKE_DOWN:
            Placement.objects.filter(pk=task.placement_id, state__in=HANGING).update(
                state=PlacementState.TAKEN_DOWN
            )
    item = task.placement.item
    record_act(
        verb="finish_task",
        subject_kind="item",
        subject_key=str(item.pk),
        body_code=item.body.code,
        by=by,
        at=at,
        detail={"placement": task.placement_id, "task": task.kind},
    )


def open_tasks(bodies: QuerySet[Body]) -> QuerySet[PlacementTask]:
    """Tasks at the placements of some bodies, the longest waiting first."""
    return (
        PlacementTask.objects.filter(done_at__isnull=True, placement__body__in=bodies)
        .select_related("placement", "placement__item", "placement__target", "placement__body")
        .order_by("asked_at", "id")
    )
