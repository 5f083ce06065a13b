"""事项: stages of one undertaking in a thread; a stage whose required earlier ones are missing is stopped or told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from gongkai.records.bodies.codes import ancestors
from gongkai.records.bodies.models import Body
from gongkai.records.catalogue.models import Entry
from gongkai.records.catalogue.queries import applies_to
from gongkai.records.disclosure.models import Item, Matter, Stage, StageRule
from gongkai.records.disclosure.queries import for_public
from gongkai.records.ledger.actions import record_act
from gongkai.rules.procedure import earlier_stages, missing_stages
from gongkai.rules.refusal import Refusal

STAGES_ARTICLE = "zhongbanfa-2016-8:stages"


@transaction.atomic
def begin_matter(
    body: Body, title: str, *, entry: Entry | None, begun_on: date, by: str, at: datetime
) -> Matter:
    """Begin a thread. Raises Refusal without a title, for an entry of another level, or when it is there already."""
    if not title.strip():
        raise Refusal("请写明事项名称，如“2026 年农村危房改造”。")
    if begun_on > at.date():
        raise Refusal(f"开始日期 {begun_on} 在今天之后，请改正。")
    if entry is not None and not applies_to(entry, body):
        raise Refusal(f"目录事项“{entry}”不属于{body.name}的公开层级，请选择本级的事项。")
    try:
        with transaction.atomic():
            matter = Matter.objects.create(
                body=body, entry=entry, title=title.strip(), begun_on=begun_on, by=by
            )
    except IntegrityError as problem:
        raise Refusal(f"{body.name}在 {begun_on} 已有事项“{title.strip()}”，不用再登记。") from problem
    _act("begin_matter", matter, by, at, {"title": matter.title})
    return matter


@transaction.atomic
def thread_item(item: Item, matter: Matter, stage: Stage, *, by: str, at: datetime) -> Item:
    """Put an item that is public already into a thread, at one of the five stages.

    Raises Refusal for another body's item, one of another thread, one that says another stage, or where a stage that
    must come first stops it.
    """
    if item.body_id != matter.body_id:
        raise Refusal(f"这条公开信息是{item.body.name}的，不能放进{matter.body.name}的事项。")
    if item.matter_id not in {None, matter.pk}:
        raise Refusal("这条公开信息已在另一个事项里，请先核对。")
    if item.version_id is not None and item.stage != stage:
        raise Refusal("五公开环节是审查过的内容，要改请起草新版本更正。")
    refuse_gap(matter, matter.body, stage, at.date())
    Item.objects.filter(pk=item.pk).update(matter=matter, stage=stage)
    _act("thread_item", matter, by, at, {"item": item.number, "stage": stage})
    item.refresh_from_db()
    return item


@transaction.atomic
def close_matter(matter: Matter, *, on: date, by: str, at: datetime) -> None:
    """Close a thread; what is public stays so. Raises Refusal for a day that cannot be."""
    if not matter.begun_on <= on <= at.date():
        raise Refusal(f"办结日期 {on} 应在开始日期 {matter.begun_on} 到今天之间，请改正。")
    Matter.objects.filter(pk=matter.pk).update(closed_on=on)
    _act("close_matter", matter, by, at, {"on": on.isoformat()})
    matter.refresh_from_db()


@transaction.atomic
def set_stage_rule(
    body: Body, entry: Entry, stage: Stage, required: Sequence[str], *, stops: bool, by: str, at: datetime
) -> StageRule:
    """Say what must be public before a stage of an entry's matters, and whether a gap stops it or is only shown."""
    wanted = earlier_stages(stage, required)
    rule, _ = StageRule.objects.update_or_create(
        body=body,
        entry=entry,
        stage=stage,
        defaults={"required": list(wanted), "stops": stops, "by": by},
    )
    record_act(
        verb="set_stage_rule",
        subject_kind="body",
        subject_key=str(body.pk),
        body_code=body.code,
        by=by,
        at=at,
        article=STAGES_ARTICLE,
        detail={"entry": entry.pk, "stage": stage, "required": list(wanted), "stops": stops},
    )
    return rule


@dataclass(frozen=True, slots=True)
class Gap:
    """A public stage of a matter before which something is missing."""

    stage: Stage
    missing: tuple[Stage, ...]
    stops: bool


def rules_of(matter: Matter) -> list[StageRule]:
    """The rules for a matter's entry: the body's own, or those of the nearest body above it."""
    if matter.entry_id is None:
        return []
    codes = [matter.body.code, *ancestors(matter.body.code)]
    found: dict[str, list[StageRule]] = {}
    rules = StageRule.objects.filter(entry=matter.entry_id, body__code__in=codes).select_related("body")
    for rule in rules.order_by("id"):
        found.setdefault(rule.body.code, []).append(rule)
    return next((found[code] for code in codes if code in found), [])


def gaps_of(matter: Matter, today: date) -> list[Gap]:
    """What is missing before the stages that are public, in the order of the stages."""
    there = _public_stages(matter, today)
    found = [
        Gap(Stage(rule.stage), _as_stages(missing), rule.stops)
        for rule in rules_of(matter)
        if rule.stage in there and (missing := missing_stages(rule.required, there))
    ]
    return sorted(found, key=lambda gap: list(Stage).index(gap.stage))


def gap_before(matter: Matter, stage: str, today: date) -> Gap | None:
    """What is missing before a stage that is about to be public; None when nothing is."""
    for rule in rules_of(matter):
        missing = missing_stages(rule.required, _public_stages(matter, today))
        if rule.stage == stage and missing:
            return Gap(Stage(stage), _as_stages(missing), rule.stops)
    return None


def refuse_gap(matter: Matter, body: Body, stage: str, today: date) -> None:
    """Raises Refusal when a matter is not this body's, is closed, or a stage that must come first stops this one."""
    if matter.body_id != body.pk:
        raise Refusal(f"事项“{matter}”是{matter.body.name}的，请选择{body.name}的事项。")
    if matter.closed_on is not None:
        raise Refusal(f"事项“{matter}”已于 {matter.closed_on} 办结，不能再加环节。")
    if not stage:
        raise Refusal("放进事项的信息要写明属于五公开的哪个环节。")
    gap = gap_before(matter, stage, today)
    if gap is not None and gap.stops:
        words = "、".join(one.label for one in gap.missing)
        raise Refusal(f"按目录规定，公开“{gap.stage.label}”之前要先公开“{words}”：请先公开前面的环节。")


def items_of(matter: Matter, today: date) -> QuerySet[Item]:
    """What the public sees of a matter, in the order of its days."""
    return for_public(today).filter(matter=matter).order_by("published_on", "id")


def _public_stages(matter: Matter, today: date) -> set[str]:
    return set(items_of(matter, today).order_by().values_list("stage", flat=True)) - {""}


def _as_stages(names: Sequence[str]) -> tuple[Stage, ...]:
    return tuple(Stage(name) for name in names)


def _act(verb: str, matter: Matter, by: str, at: datetime, detail: dict[str, object]) -> None:
    record_act(
        verb=verb,
        subject_kind="matter",
        subject_key=str(matter.pk),
        body_code=matter.body.code,
        by=by,
        at=at,
        article=STAGES_ARTICLE,
        detail=detail,
    )
