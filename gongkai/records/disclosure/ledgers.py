"""Ledgers of placement targets, of items with where they were placed, and of further placements."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from gongkai.records.bodies.entries import EntryLoader, entry_kind
from gongkai.records.bodies.ledgers import lasts
from gongkai.records.bodies.references import Reach, Reference
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.counts import (
    Contribution,
    CountValue,
    contribution,
    recounting,
    write_difference,
)
from gongkai.records.disclosure.models import Channel, Item, Placement, PlacementState, Stage, Target
from gongkai.records.documents.models import Document, OpennessAttribute
from gongkai.records.ledger.actions import take_turn
from gongkai.records.ledger.bulk import insert
from gongkai.records.ledger.intake.columns import body, choice, choices, code, day, names, text, yes_no
from gongkai.records.ledger.intake.kind import Check, Row
from gongkai.records.ledger.intake.outcome import Problem

CHANNEL_SPELLINGS = {
    "公报": "gazette",
    "网站": "website",
    "门户网站": "website",
    "政府门户网站": "website",
    "智能管理平台": "website",
    "政务公开智能管理平台": "website",
    "微博": "weibo",
    "微信": "wechat",
    "微信公众号": "wechat",
    "公示栏": "board",
    "镇级公开栏": "board",
    "村级公开栏": "board",
    "村务公开栏": "board",
    "宣传栏": "board",
    "公开墙": "board",
    "村民小组公开墙": "board",
    "大喇叭": "loudspeaker",
    "广播": "loudspeaker",
    "明白卡": "card",
    "讲习所": "briefing",
    "直通车": "roadshow",
    "入户": "household",
    "其他": "other",
}
"""What clerks here call the channels."""
_STAGE_SPELLINGS = {f"{stage.label}公开": stage.value for stage in Stage}
_TARGETS = Reference("targets", Target, ("name",), "投放点", "投放点台账（targets）", Reach.ABOVE)


class Targets:
    """Finds the targets that rows name: of the row's own body first, then of the bodies above."""

    def __init__(self, loader: EntryLoader, column: str) -> None:
        self._loader = loader
        self._column = column

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Put the targets of every row into ``found`` by channel; the rows that name a wrong one are problems."""
        naming = [row for row in rows if row.values.get(self._column)]
        wanted = {name for row in naming for name in self._names(row)}
        found = _TARGETS.find(wanted, [row.found.get("body") for row in naming]) if wanted else {}
        problems = []
        for row in naming:
            row.found["targets"] = targets = []
            for name in self._names(row):
                target = next(
                    (found[key] for key in _TARGETS.keys(name, row.found["body"]) if key in found), None
                )
                reason = _unusable(name, target, row)
                if reason:
                    heading = self._loader.kind.column(self._column).heading
                    problems.append(Problem(row.sheet, row.number, heading, reason))
                else:
                    targets.append(target)
        return problems

    def _names(self, row: Row) -> tuple[str, ...]:
        named = row.values.get(self._column) or ()
        return (named,) if isinstance(named, str) else named


def _unusable(name: str, target: Target | None, row: Row) -> str:
    """Why a row cannot be placed on the target it names; empty when it can."""
    if target is None:
        return f"没有登记过投放点“{name}”：请核对，或先导入投放点台账（targets）。"
    if target.channel not in _channels(row):
        return f"投放点“{name}”属于“{Channel(target.channel).label}”，渠道里没有这一项。"
    on = _placed_on(row)
    if (target.since and on < target.since) or (target.until and on > target.until):
        return f"投放点“{name}”在 {on} 不在启用期内，请核对。"
    return ""


def _channels(row: Row) -> tuple[str, ...]:
    named = row.values.get("channels") or row.values["channel"]
    return (named,) if isinstance(named, str) else tuple(named)


def _placed_on(row: Row) -> date:
    on: date = row.values.get("placed_on") or row.values["published_on"]
    return on


class ItemLoader(EntryLoader):
    """Loads items with one placement a channel, or one a target; the counters follow once, at the end."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._targets = Targets(self, "targets")
        self._made = array("q")

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Find body, field, paper and targets; only a paper marked 主动公开 becomes an item (国办发〔2016〕80号)."""
        problems = super().resolve(rows)
        sound = [row for row in rows if "body" in row.found]
        problems += self._targets.resolve(sound)
        for row in sound:
            paper: Document | None = row.found.get("document")
            if paper is not None and paper.openness != OpennessAttribute.PROACTIVE:
                label = OpennessAttribute(paper.openness).label
                reason = f"文件“{paper.number}”的公开属性是“{label}”，不能主动公开：请先变更公开属性。"
                problems.append(Problem(row.sheet, row.number, self.kind.column("document").heading, reason))
        return problems

    def register(self, rows: Sequence[Row]) -> None:
        """Write items and placements down in bulk."""
        insert(Item, (self.record(row) for row in rows))
        keys = dict(
            Item.objects.filter(fingerprint__in=[row.fingerprint for row in rows]).values_list(
                "fingerprint", "pk"
            )
        )
        self._made.extend(keys.values())
        insert(
            Placement,
            (record for row in rows for record in self._placements(keys[row.fingerprint], row)),
        )

    def finish(self) -> None:
        """Count the new items: they added nothing before."""
        if self._made:
            take_turn()
            added: Contribution = {}
            for start in range(0, len(self._made), _COUNTED_AT_ONCE):
                for key, value in contribution(self._made[start : start + _COUNTED_AT_ONCE]).items():
                    before = added.get(key, CountValue(0, 0))
                    added[key] = CountValue(before.items + value.items, before.placements + value.placements)
            write_difference({}, added)

    def _placements(self, item: int, row: Row) -> Iterator[dict[str, Any]]:
        targets: list[Target] = row.found.get("targets", [])
        shared = {
            "item_id": item,
            "placed_on": _placed_on(row),
            "link": row.values.get("link") or "",
            "source_id": self.context.source.pk,
            "source_row": None if self.context.by_hand else row.number,
        }
        for target in targets:
            yield shared | {"body_id": target.body_id, "channel": target.channel, "target_id": target.pk}
        reached = {target.channel for target in targets}
        for channel in _channels(row):
            if channel not in reached:
                yield shared | {"body_id": row.found["body"].pk, "channel": channel}


_COUNTED_AT_ONCE = 5000


class PlacementLoader(EntryLoader):
    """Loads further placements of items; one that stands already adds nothing, whatever ledger it came from."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self._targets = Targets(self, "target")

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Find item and target; an item that was withdrawn is not placed anew."""
        problems = super().resolve(rows)
        sound = [row for row in rows if "item" in row.found]
        problems += self._targets.resolve(sound)
        for row in sound:
            item: Item = row.found["item"]
            if item.withdrawn_on is not None and row.values["placed_on"] > item.withdrawn_on:
                reason = f"“{item.title}”已于 {item.withdrawn_on} 撤回，不能再投放。"
                problems.append(Problem(row.sheet, row.number, self.kind.column("item").heading, reason))
        return problems

    def sort_out(self, rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
        """As every entry, and the same item on the same target on the same day stands once."""
        new, problems = super().sort_out(rows)
        items = {row.found["item"].pk for row in new}
        standing: set[tuple[int, str, int | None, date]] = set(
            Placement.objects.filter(item__in=items).values_list("item", "channel", "target", "placed_on")
        )
        fresh = []
        for row in new:
            target = next(iter(row.found.get("targets", [])), None)
            key = (
                row.found["item"].pk,
                row.values["channel"],
                target.pk if target else None,
                row.values["placed_on"],
            )
            if key not in standing:
                standing.add(key)
                fresh.append(row)
        return fresh, problems

    def register(self, rows: Sequence[Row]) -> None:
        """Write placements down in bulk, and keep the counters right over it."""
        if rows:
            with recounting({row.found["item"].pk for row in rows}):
                super().register(rows)

    def record(self, row: Row) -> dict[str, Any]:
        """The placement, at the body that owns its target."""
        record = super().record(row)
        target = next(iter(row.found.get("targets", [])), None)
        if target is not None:
            record |= {"target_id": target.pk, "body_id": target.body_id}
        return record


def placed_values(items: Sequence[Item]) -> dict[int, dict[str, Any]]:
    """Where items went, as the columns of their ledger say it: every channel and target, the first day and link."""
    published = {item.pk: item.published_on for item in items}
    placed: dict[int, list[Placement]] = {pk: [] for pk in published}
    for one in (
        Placement.objects.filter(item__in=published).select_related("target").order_by("placed_on", "pk")
    ):
        placed[one.item_id].append(one)
    order = list(Channel.values)
    found = {}
    for pk, places in placed.items():
        first = places[0].placed_on if places else None
        found[pk] = {
            "channels": tuple(sorted({one.channel for one in places}, key=order.index)),
            "targets": tuple(dict.fromkeys(one.target.name for one in places if one.target is not None)),
            "placed_on": None if first == published[pk] else first,
            "link": next((one.link for one in places if one.link), None),
        }
    return found


TARGETS = entry_kind(
    "targets",
    "投放点台账",
    "公开栏、电子屏、大喇叭、微信公众号等能放信息的地方，一行一个。",
    (
        body(),
        choice(
            "channel", "渠道", Channel.choices, required=True, example="公开栏", spellings=CHANNEL_SPELLINGS
        ),
        text("name", "名称", required=True, example="邵岗村村部公开栏", also=("投放点", "投放点名称")),
        text("place", "位置", example="村部大门东侧", also=("地点",)),
        day("since", "启用日期", example=date(2018, 1, 1), past=False),
        day("until", "停用日期", past=False),
    ),
    Target,
    number=("channel", "name"),
    checks=(lasts(),),
)
ITEMS = entry_kind(
    "items",
    "公开信息台账",
    "主动公开的政府信息，一行一条。同一条信息经几个渠道公开，只填一行，渠道都写在“渠道”里，只计 1 条。",
    (
        code("number", "索引号", required=True, example="640381106/2018-00001", width=30),
        text(
            "title",
            "标题",
            required=True,
            example="邵岗村2018年第一季度财务收支公示",
            also=("信息名称", "名称"),
            width=44,
        ),
        body(),
        text(
            "field",
            "领域",
            example="社会救助",
            note="公开领域台账里的领域名称或代码。",
            also=("公开领域",),
            width=16,
        ),
        choice("stage", "五公开", Stage.choices, example="结果", spellings=_STAGE_SPELLINGS),
        day("formed_on", "形成日期", example=date(2018, 4, 3), also=("生成日期", "成文日期")),
        day("published_on", "公开日期", required=True, example=date(2018, 4, 4), also=("发布日期",)),
        yes_no("normative", "是否规范性文件", also=("规范性文件",)),
        code("document", "文号", note="在文件台账登记过的文号。", also=("发文字号",), width=26),
        choices(
            "channels",
            "渠道",
            Channel.choices,
            required=True,
            example="公开栏、政务微信",
            note="几个渠道之间用顿号隔开。",
            also=("公开渠道", "公开方式"),
            spellings=CHANNEL_SPELLINGS,
        ),
        names(
            "targets",
            "投放点",
            note="投放点台账里的名称，几个之间用顿号隔开；可不填。",
            example="邵岗村村部公开栏",
        ),
        day("placed_on", "投放日期", note="不填按公开日期。"),
        text("link", "链接或位置", longest=300),
        text("summary", "内容概述", width=40),
    ),
    Item,
    number=("number",),
    apart=("channels", "targets", "placed_on", "link"),
    references=(
        Reference("field", Field, ("name", "code"), "领域", "公开领域台账（fields）", Reach.ANY),
        Reference("document", Document, ("number",), "文号", "文件台账（documents）", Reach.ABOVE),
    ),
    checks=(
        Check(
            "published_on",
            lambda row: row.get("formed_on") is None or row["published_on"] >= row["formed_on"],
            "公开日期早于形成日期，请核对。",
        ),
    ),
    loader=ItemLoader,
    others=placed_values,
)
PLACEMENTS = entry_kind(
    "placements",
    "投放台账",
    "已登记的信息后来又放到别处，一行一处。",
    (
        body(),
        code("item", "索引号", required=True, example="640381106/2018-00001", width=24),
        choice(
            "channel", "渠道", Channel.choices, required=True, example="电子屏", spellings=CHANNEL_SPELLINGS
        ),
        text("target", "投放点", example="镇政府门前电子屏"),
        day("placed_on", "投放日期", required=True, example=date(2018, 4, 9)),
        choice("state", "状态", PlacementState.choices, example="已公开", note="不填按“已公开”。"),
        text("link", "链接或位置"),
    ),
    Placement,
    apart=("target",),
    references=(Reference("item", Item, ("number",), "索引号", "公开信息台账（items）"),),
    loader=PlacementLoader,
    owner="item__body",
    paths={"target": "target__name"},
)
KINDS = (TARGETS, ITEMS, PLACEMENTS)
