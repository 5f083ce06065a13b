"""What the public pages ask of disclosure: lists by filter, one item with its proof, withdrawals, months.

Everything here is made of :func:`gongkai.records.disclosure.queries.for_public`; the one exception is the notice of
a withdrawal, which says that something was taken back, when and why, and shows nothing of what it said.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet, Sum

from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.models import (
    COUNTED_STATES,
    Channel,
    DisclosureCount,
    Item,
    Placement,
    PlacementState,
    Receipt,
)
from gongkai.records.disclosure.queries import for_public

COUNT_LIMIT = 10_000
"""Lists longer than this are said to be longer, not counted: nobody reads to the end."""


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What a reader asked for; None is no wish."""

    body_id: int | None = None
    """Key of one body; what lies under it is not meant."""
    field_code: str | None = None
    channel: Channel | None = None
    year: int | None = None
    proved: bool | None = None
    """Whether a receipt shows for at least one placement that it was there."""
    text: str | None = None
    """Words that must all stand in title or summary."""


def matching(today: date, wanted: ItemFilter) -> QuerySet[Item]:
    """The public items that a filter asks for, in no order."""
    found = for_public(today)
    if wanted.body_id is not None:
        found = found.filter(body=wanted.body_id)
    if wanted.field_code is not None:
        found = found.filter(field__code=wanted.field_code)
    if wanted.year is not None:
        found = found.filter(published_on__year=wanted.year)
    if wanted.channel is not None:
        there = Placement.objects.filter(
            item=OuterRef("pk"), channel=wanted.channel, state__in=COUNTED_STATES, placed_on__lte=today
        )
        found = found.filter(Exists(there))
    if wanted.proved is not None:
        proved = Exists(Placement.objects.filter(item=OuterRef("pk"), state=PlacementState.PROVED))
        found = found.filter(proved if wanted.proved else ~proved)
    for word in (wanted.text or "").split():
        found = found.filter(Q(title__icontains=word) | Q(summary__icontains=word))
    return found


def count_up_to_limit(found: QuerySet[Item]) -> int:
    """How many, but never more than one over :data:`COUNT_LIMIT`."""
    return found.order_by()[: COUNT_LIMIT + 1].count()


def fields_in_use() -> list[tuple[str, str]]:
    """Code and name of every field, in the order of the directory."""
    return list(Field.objects.order_by("order", "code").values_list("code", "name"))


def years_in_use(today: date) -> list[int]:
    """The years from the newest public item back to the oldest."""
    span = for_public(today).aggregate(first=Min("published_on"), last=Max("published_on"))
    if span["first"] is None:
        return []
    return list(range(span["last"].year, span["first"].year - 1, -1))


@dataclass(frozen=True, slots=True)
class Proof:
    """凭证 as the public sees it: what kind and when, not by whom."""

    kind: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PlacementLine:
    """One placement of an item, with what proves it."""

    channel: Channel
    target: str
    place: str
    placed_on: date
    state: PlacementState
    link: str
    proofs: tuple[Proof, ...]


def public_item(today: date, key: int) -> Item | None:
    """One public item with its body, field and document; None when the public has no such item."""
    return for_public(today).filter(pk=key).select_related("body", "field", "document", "version").first()


def placements_of(item: Item, today: date) -> list[PlacementLine]:
    """Where an item was placed and with what proof, oldest first. What is only planned is not told."""
    placed = list(
        Placement.objects.filter(item=item, placed_on__lte=today)
        .exclude(state=PlacementState.PLANNED)
        .select_related("target")
        .order_by("placed_on", "id")
    )
    proofs: dict[int, list[Proof]] = {}
    for receipt in Receipt.objects.filter(placement__in=placed).order_by("at", "id"):
        proofs.setdefault(receipt.placement_id, []).append(Proof(receipt.kind, receipt.note, receipt.at))
    return [
        PlacementLine(
            channel=Channel(one.channel),
            target=one.target.name if one.target else "",
            place=one.target.place if one.target else "",
            placed_on=one.placed_on,
            state=PlacementState(one.state),
            link=one.link,
            proofs=tuple(proofs.get(one.pk, ())),
        )
        for one in placed
    ]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """撤回: that an item was taken back, when and why."""

    number: str
    body_name: str
    published_on: date
    withdrawn_on: date
    why: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """更正 as the public sees it: when, what and why."""

    on: date
    what: str
    why: str


def corrections_of(item: Item, zone: tzinfo) -> list[Corrected]:
    """What was corrected in a public item, the oldest first; days are those of ``zone``."""
    rows = item.corrections.order_by("at", "id").values_list("at", "what", "why")
    return [Corrected(at.astimezone(zone).date(), what, why) for at, what, why in rows]


def public_text(item: Item) -> str:
    """The text that was reviewed, as clean HTML: the version of the item and never a newer draft. Empty for none."""
    return item.version.text if item.version is not None else ""


def withdrawal_of(today: date, key: int) -> Withdrawal | None:
    """The notice of an item that was public and was withdrawn; None when there is no such thing to tell."""
    found = (
        Item.objects.filter(pk=key, withdrawn_on__isnull=False, published_on__lte=today)
        .filter(Exists(Placement.objects.filter(item=OuterRef("pk"), state__in=COUNTED_STATES)))
        .values_list("number", "body__name", "published_on", "withdrawn_on", "withdrawn_why")
        .first()
    )
    if found is None or found[3] is None:
        return None
    return Withdrawal(found[0], found[1], found[2], found[3], found[4])


Months = dict[Channel, list[int]]
"""For each channel twelve numbers: items first out in January to December."""


def months(body_ids: Collection[int], year: int) -> Months:
    """Items of a year by channel and month, from the counters: one query. Channels without any are left out."""
    rows = (
        DisclosureCount.objects.filter(body__in=body_ids, year=year)
        .order_by("month", "channels")
        .values_list("month", "channels")
        .annotate(many=Sum("items"))
    )
    made: Months = {}
    for month, used, many in rows:
        for channel in Channel:
            if used & channel.bit:
                made.setdefault(channel, [0] * 12)[month - 1] += many
    return made
