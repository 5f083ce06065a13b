"""履行: the act by which an item meets what was owed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from gongkai.records.catalogue.models import Obligation
from gongkai.records.disclosure.models import Fulfilment, Item
from gongkai.records.ledger.actions import record_act, take_turn
from gongkai.rules.refusal import Refusal

_BATCH = 500
_FEWEST = 2
"""Pairs of characters that a title shares with what it speaks of."""
_CHINESE = re.compile(r"[\u4e00-\u9fff]{2}")


def meet_obligation(obligation: Obligation, item: Item, *, by: str, at: datetime) -> Obligation:
    """Say that this item is what was owed; the duty counts as met on the day the item was first public. An excuse
    stays beside it: on the days it covered, the duty was excused.

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
            Obligation.objects.filter(earlier, pk=obligation.pk).update(met_on=item.published_on)
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
    """Meet the duties of a past year from a ledger that says what went out but not which duty it met; returns how many.

    An item meets a duty of its body and field when it was published after the duty arose and before the next period
    began, and its title shares at least two pairs of characters with the entry, or half of them with the name of the
    event. The pair that shares most comes first; an item is taken once. What is left over stays open: people say what
    met it. Run again, it meets nothing twice.
    """
    with transaction.atomic():
        take_turn()
        links = [Fulfilment(obligation=duty, item=item, by=by) for duty, item in _pairs(body_ids, year)]
        Fulfilment.objects.bulk_create(links, batch_size=_BATCH)
        for link in links:
            link.obligation.met_on = link.item.published_on
        Obligation.objects.bulk_update([link.obligation for link in links], ["met_on"], batch_size=_BATCH)
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


def _pairs(body_ids: list[int], year: int) -> Iterator[tuple[Obligation, Item]]:
    """The best pairs of open duties and unused items; two queries, whatever the size."""
    duties = list(
        Obligation.objects.filter(
            body__in=body_ids, met_on__isnull=True, excused_from__isnull=True, due_on__year=year
        ).select_related("body", "entry", "event")
    )
    waiting: dict[tuple[int, int | None], list[Item]] = {}
    unused = Item.objects.filter(
        body__in=body_ids, field__isnull=False, withdrawn_on__isnull=True, published_on__year=year
    ).exclude(pk__in=Fulfilment.objects.values("item"))
    for item in unused:
        waiting.setdefault((item.body_id, item.field_id), []).append(item)
    found = []
    words: dict[str, frozenset[str]] = {}
    for duty in duties:
        said, least = _said(duty)
        last = _reach(duty)
        for item in waiting.get((duty.body_id, duty.field_id), ()):
            if duty.arose_on <= item.published_on <= last:
                title = words.get(item.title) or words.setdefault(item.title, word_pairs(item.title))
                if (shared := len(said & title)) >= least:
                    found.append((-shared, duty.due_on, item.published_on, duty.pk, item.pk, duty, item))
    done: set[int] = set()
    used: set[int] = set()
    for *_, duty_key, item_key, duty, item in sorted(found, key=lambda pair: pair[:5]):
        if duty_key not in done and item_key not in used:
            done.add(duty_key)
            used.add(item_key)
            yield duty, item


def _said(duty: Obligation) -> tuple[frozenset[str], int]:
    """What a title that meets a duty speaks of, and how much of it at the least; the body's name says nothing."""
    entry = duty.entry
    named = [duty.event.title] if duty.event else [entry.level1, entry.level2, entry.level3]
    said = frozenset().union(*map(word_pairs, named)) - word_pairs(duty.body.name)
    return said, max(_FEWEST, (len(said) + 1) // 2) if duty.event else _FEWEST


def _reach(duty: Obligation) -> date:
    """The last day on which an item is of the duty's own period; an event's duty has none of its own."""
    if duty.event_id is not None:
        return date.max
    months = {"Q": 3, "H": 6, "-": 1}.get(duty.period[4:5], 12)
    first = duty.arose_on
    after = first.year * 12 + first.month - 1 + months
    return date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


_SAYS_NOTHING = frozenset({"公开", "公示", "情况", "信息", "工作", "年度", "有关", "相关", "事项"})


def word_pairs(words: str) -> frozenset[str]:
    """Pairs of neighbouring Chinese characters, but for those that any title may have."""
    pairs = {words[at : at + 2] for at in range(len(words) - 1)}
    return frozenset(pair for pair in pairs if _CHINESE.fullmatch(pair)) - _SAYS_NOTHING
