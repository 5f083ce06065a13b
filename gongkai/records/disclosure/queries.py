"""Reads of disclosure. The portal is handed :func:`for_public` and what is made of it, and nothing else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.records.disclosure.models import COUNTED_STATES, Channel, Item, Placement
from gongkai.records.documents.models import OpennessAttribute


def for_public(today: date) -> QuerySet[Item]:
    """Items that are before the public on a day: out somewhere, not withdrawn, and of no paper that is not open.

    An item whose sheet was taken down later stays: it was disclosed, and its page says where it hung.
    """
    out = Placement.objects.filter(item=OuterRef("pk"), state__in=COUNTED_STATES, placed_on__lte=today)
    return Item.objects.filter(
        Q(document__isnull=True) | Q(document__openness=OpennessAttribute.PROACTIVE),
        Exists(out),
        published_on__lte=today,
        withdrawn_on__isnull=True,
    )


class ItemKey(NamedTuple):
    """Where a page of the list ends: the next one goes on after it, however deep."""

    published_on: date
    pk: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One line of a list of items."""

    pk: int
    number: str
    title: str
    published_on: date
    body_code: str
    body_name: str
    field_name: str
    """Empty for an item of no field."""
    stage: str
    channels: tuple[Channel, ...]
    """Where it is or was, in the order of :class:`Channel`."""


@dataclass(frozen=True, slots=True)
class ItemPage:
    """Some items, newest first; ``after`` is None on the last page."""

    rows: tuple[ItemRow, ...]
    after: ItemKey | None


def newest_items(
    today: date,
    *,
    body_ids: Collection[int] | None = None,
    field_code: str | None = None,
    after: ItemKey | None = None,
    limit: int = 20,
) -> ItemPage:
    """Public items of some bodies (None: of all) and a field (None: of any), newest first, by key and not by offset.

    Two queries, whatever the depth.
    """
    found = for_public(today)
    if body_ids is not None:
        found = found.filter(body__in=body_ids)
    if field_code is not None:
        found = found.filter(field__code=field_code)
    return page_of(found, after=after, limit=limit)


def page_of(found: QuerySet[Item], *, after: ItemKey | None = None, limit: int = 20) -> ItemPage:
    """One page of some items, newest first, by key and not by offset. Two queries, whatever the depth."""
    found = found.order_by("-published_on", "-id")
    if after is not None:
        found = found.filter(published_on__lte=after.published_on).exclude(
            published_on=after.published_on, id__gte=after.pk
        )
    raw = list(
        found.values_list(
            "id", "number", "title", "published_on", "body__code", "body__name", "field__name", "stage"
        )[: limit + 1]
    )
    shown = raw[:limit]
    channels = channels_of([row[0] for row in shown])
    rows = tuple(ItemRow(*row[:6], row[6] or "", row[7], channels.get(row[0], ())) for row in shown)
    more = len(raw) > limit
    return ItemPage(rows, ItemKey(rows[-1].published_on, rows[-1].pk) if more else None)


def channels_of(item_ids: Sequence[int]) -> dict[int, tuple[Channel, ...]]:
    """The channels that each of these items went out on; one query."""
    used: defaultdict[int, set[Channel]] = defaultdict(set)
    pairs = (
        Placement.objects.filter(item__in=item_ids, state__in=COUNTED_STATES)
        .order_by("item")
        .values_list("item", "channel")
    )
    for item_id, channel in pairs:
        used[item_id].add(Channel(channel))
    order = list(Channel)
    return {item_id: tuple(sorted(found, key=order.index)) for item_id, found in used.items()}
