"""履行: the act by which an item meets what was owed."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from gongkai.records.catalogue.models import Obligation
from gongkai.records.disclosure.models import Fulfilment, Item
from gongkai.records.ledger.actions import record_act
from gongkai.rules.refusal import Refusal


def meet_obligation(obligation: Obligation, item: Item, *, by: str, at: datetime) -> Obligation:
    """Say that this item is what was owed; the duty counts as met on the day the item was first public.

    Raises Refusal for an item of another body, of another field, or one that was withdrawn: none of them shows the
    public what was owed. Said twice, it changes nothing.
    """
    if item.body_id != obligation.body_id:
        raise Refusal(f"这条公开信息是{item.body.name}的，不能用来履行{obligation.body.name}的义务。")
    if item.field_id != obligation.field_id:
        raise Refusal(f"这条公开信息不属于“{obligation.field}”领域，请先改正领域或另选一条。")
    if item.withdrawn_on is not None:
        raise Refusal("这条公开信息已撤回，不能用来履行义务。")
    if item.published_on < obligation.arose_on:
        raise Refusal(
            f"这条信息公开于 {item.published_on}，早于义务产生的 {obligation.arose_on}，公开的是以前的内容。"
        )
    with transaction.atomic():
        _, fresh = Fulfilment.objects.get_or_create(obligation=obligation, item=item, defaults={"by": by})
        if fresh:
            earlier = Q(met_on__isnull=True) | Q(met_on__gt=item.published_on)
            Obligation.objects.filter(earlier, pk=obligation.pk).update(
                met_on=item.published_on, excused_from=None, excused_until=None, excused_why="", excused_by=""
            )
            record_act(
                verb="meet_obligation",
                subject_kind="obligation",
                subject_key=str(obligation.pk),
                body_code=obligation.body.code,
                article=obligation.article,
                by=by,
                at=at,
                detail={"item": item.number, "on": item.published_on.isoformat()},
            )
    obligation.refresh_from_db()
    return obligation


def match_obligations(body_ids: list[int], year: int, *, by: str, at: datetime) -> int:
    """Propose-and-take for a ledger brought in at once: each open duty by rhythm takes the first item of its body
    and field that was published in its period's reach, each item once; returns how many were met.

    It is for past years, whose ledgers say what went out but not which duty it met; from then on people say it.
    """
    duties = list(
        Obligation.objects.filter(
            body__in=body_ids, met_on__isnull=True, event__isnull=True, due_on__year=year
        ).order_by("due_on", "id")
    )
    items: dict[tuple[int, int], list[Item]] = {}
    wanted = Item.objects.filter(
        body__in=body_ids, field__isnull=False, withdrawn_on__isnull=True, published_on__year=year
    ).exclude(pk__in=Fulfilment.objects.values("item"))
    for item in wanted.order_by("published_on", "id"):
        items.setdefault((item.body_id, item.field_id or 0), []).append(item)
    links = []
    for duty in duties:
        waiting = items.get((duty.body_id, duty.field_id), [])
        found = next((item for item in waiting if item.published_on >= duty.arose_on), None)
        if found is None:
            continue
        waiting.remove(found)
        links.append(Fulfilment(obligation=duty, item=found, by=by))
    with transaction.atomic():
        Fulfilment.objects.bulk_create(links, batch_size=1000)
        for link in links:
            Obligation.objects.filter(pk=link.obligation_id).update(met_on=link.item.published_on)
        if links:
            record_act(
                verb="match_obligations",
                subject_kind="year",
                subject_key=str(year),
                body_code="",
                by=by,
                at=at,
                detail={"met": len(links)},
            )
    return len(links)
