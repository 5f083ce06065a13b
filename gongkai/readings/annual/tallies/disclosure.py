"""一: items from the counters, normative documents from the documents.

The numbers come from the counters of disclosure, which equal the placements
(:func:`gongkai.records.disclosure.recount.counts_state`); the rows come from the items.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum

from gongkai.readings.annual.tallies.source import (
    BODY,
    Column,
    Measured,
    Measures,
    Records,
    Row,
    Scope,
    Tally,
)
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.models import (
    COUNTED_STATES,
    Channel,
    DisclosureCount,
    Item,
    Placement,
    Stage,
)
from gongkai.records.documents.models import Document

_CHUNK = 500
_PRINTED = (Channel.GAZETTE, Channel.WEBSITE, Channel.WEIBO, Channel.WECHAT)
_OTHERS = tuple(channel for channel in Channel if channel not in _PRINTED)
"""其他方式: every channel without a row of its own."""


@dataclass(frozen=True, slots=True)
class ItemTally:
    """A tally of items: by the set of their channels, normative ones, or those of the key fields."""

    tally: Tally
    channels: tuple[Channel, ...] = ()
    """The item was on one of these; empty for any."""
    normative: bool = False
    key: bool = False

    def counted(self) -> Q:
        """The condition on the counters; ``shared`` is what a counter's set has in common with ``channels``."""
        condition = Q(normative=True) if self.normative else Q()
        if self.channels:
            condition &= Q(**{f"shared_{_mask(self.channels)}__gt": 0})
        if self.key:
            condition &= Q(field_code__in=Field.objects.filter(key=True).values("code"))
        return condition

    def behind(self, scope: Scope) -> QuerySet[Item]:
        """The items that the counters counted."""
        out = Placement.objects.filter(
            item=OuterRef("pk"), state__in=COUNTED_STATES, placed_on__range=scope.days
        )
        if self.channels:
            out = out.filter(channel__in=self.channels)
        found = Item.objects.filter(Exists(out), body__in=scope.body_ids)
        if self.normative:
            found = found.filter(normative=True)
        return found.filter(field__key=True) if self.key else found


def _mask(channels: tuple[Channel, ...]) -> int:
    return sum(channel.bit for channel in channels)


_COLUMNS = (
    BODY,
    Column("索引号", "number"),
    Column("标题", "title"),
    Column("领域", "field__name"),
    Column("五公开", "stage", dict(Stage.choices)),
    Column("规范性文件", "normative"),
    Column("公开日期", "published_on"),
)


@dataclass(frozen=True)
class Items:
    """Items, counted by the counters and listed from the records."""

    item_tallies: tuple[ItemTally, ...]

    @cached_property
    def by_name(self) -> dict[str, ItemTally]:
        return {one.tally.name: one for one in self.item_tallies}

    def tally(self, name: str) -> Tally | None:
        one = self.by_name.get(name)
        return one.tally if one else None

    def measure(self, scope: Scope) -> Measures:
        masks = {_mask(one.channels) for one in self.item_tallies if one.channels}
        shared: dict[str, Any] = {f"shared_{mask}": F("channels").bitand(mask) for mask in masks}
        sums = {
            f"sum_{at}": Sum("items", filter=one.counted() or None, default=0)
            for at, one in enumerate(self.item_tallies)
        }
        grouped = list(
            DisclosureCount.objects.filter(body__in=scope.body_ids, year=scope.year)
            .alias(**shared)
            .order_by()
            .values("body")
            .annotate(**sums)
        )
        return {
            one.tally.name: {row["body"]: Measured(row[f"sum_{at}"], row[f"sum_{at}"]) for row in grouped}
            for at, one in enumerate(self.item_tallies)
        }

    def rows(self, scope: Scope, tally: Tally) -> tuple[tuple[str, ...], Iterator[Row]]:
        found = self.by_name[tally.name].behind(scope).order_by("published_on", "pk")
        raw = found.values_list("pk", *(column.path for column in _COLUMNS)).iterator(chunk_size=_CHUNK)
        return (*(column.heading for column in _COLUMNS), "当年渠道"), _with_channels(scope, raw)


def _with_channels(scope: Scope, raw: Iterator[tuple[Any, ...]]) -> Iterator[Row]:
    """The rows with the channels that each item was on in the year: one query for 500 items, in flat memory."""
    while chunk := list(islice(raw, _CHUNK)):
        used: dict[int, set[str]] = {}
        placed = (
            Placement.objects.filter(
                item__in=[row[0] for row in chunk], state__in=COUNTED_STATES, placed_on__range=scope.days
            )
            .order_by("item")
            .values_list("item", "channel")
            .distinct()
        )
        for item_id, channel in placed:
            used.setdefault(item_id, set()).add(channel)
        for pk, *values in chunk:
            names = "、".join(channel.label for channel in Channel if channel in used[pk])
            yield (
                *(column.shown(value) for column, value in zip(_COLUMNS, values, strict=True)),
                names,
            )


ITEMS = Items(
    (
        ItemTally(Tally("items_disclosed")),
        ItemTally(Tally("normative_documents_disclosed"), normative=True),
        ItemTally(Tally("items_in_gazette"), channels=(Channel.GAZETTE,)),
        ItemTally(Tally("items_on_website"), channels=(Channel.WEBSITE,)),
        ItemTally(Tally("items_on_weibo"), channels=(Channel.WEIBO,)),
        ItemTally(Tally("items_on_wechat"), channels=(Channel.WECHAT,)),
        ItemTally(Tally("items_by_other_ways"), channels=_OTHERS),
        ItemTally(Tally("key_field_items"), key=True),
    )
)
DOCUMENTS = Records(
    found=lambda scope: Document.objects.filter(
        body__in=scope.body_ids, normative=True, made_here=True, formed_on__range=scope.days
    ),
    columns=(BODY, Column("文号", "number"), Column("标题", "title"), Column("成文日期", "formed_on")),
    order=("formed_on", "number"),
    tallies=(Tally("normative_documents_made"),),
)
SOURCES = (ITEMS, DOCUMENTS)
