"""文件要素: what a paper says of itself besides its text, kept with every version of it.

The openness attribute is fixed when the paper is drafted; whatever is not open says why and when that is looked at
again (国办发〔2016〕80号 一（一）; 条例 2019 arts 14-16, 18).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from gongkai.records.documents.models import Document, DocumentKind, OpennessAttribute
from gongkai.rules.articles import in_force, setting
from gongkai.rules.grounds import Reply, grounds_to_withhold
from gongkai.rules.refusal import Refusal

SUMMARY_MOST = 300
_LENGTHS = {"title": 200, "number": 60, "topic": 40, "issuer": 120, "why": 400, "meeting": 120}
_DAYS = ("formed_on", "relook_on", "valid_until")


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """The facts of one version. ``field`` is the code of a field of the directory, ``stage`` one of the five."""

    title: str
    formed_on: date
    openness: str = OpennessAttribute.PROACTIVE
    kind: str = DocumentKind.PAPER
    number: str = ""
    summary: str = ""
    topic: str = ""
    issuer: str = ""
    field: str = ""
    stage: str = ""
    meeting: str = ""
    normative: bool = False
    made_here: bool = True
    ground: str = ""
    why: str = ""
    relook_on: date | None = None
    valid_until: date | None = None

    @property
    def open(self) -> bool:
        """Whether the paper is meant for the public."""
        return self.openness == OpennessAttribute.PROACTIVE


def to_json(facts: PaperFacts) -> dict[str, Any]:
    """The facts as they are stored and digested: every field, days in ISO form."""
    return {
        key: value.isoformat() if isinstance(value, date) else value for key, value in asdict(facts).items()
    }


def from_json(stored: Mapping[str, Any]) -> PaperFacts:
    """The facts of :func:`to_json`."""
    known = {field.name for field in fields(PaperFacts)}
    values = {key: value for key, value in stored.items() if key in known}
    for key in _DAYS:
        values[key] = date.fromisoformat(values[key]) if values.get(key) else None
    return PaperFacts(**values)


def grounds(formed_on: date) -> tuple[Reply, ...]:
    """The grounds on which a paper of a day may be kept from the public, by the law of that day."""
    return grounds_to_withhold("2019" if in_force("tiaoli-2019:14", formed_on) else "2007")


def articles_of_ground(facts: PaperFacts) -> tuple[str, ...]:
    """The articles of the ground that a paper names; empty when it names none."""
    return next(
        (one.articles for one in grounds(facts.formed_on) if facts.ground and one.code == facts.ground), ()
    )


def relook_proposal(today: date) -> date:
    """The day that is proposed for looking again at what is not open: the setting ``relook_months`` later."""
    return add_months(today, int(setting("relook_months").default))


def add_months(day: date, months: int) -> date:
    """The same day some months later or, when negative, earlier; the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, day.day - 4, -1):
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    raise ValueError(day)


def checked(facts: PaperFacts, body_id: int, today: date, document_id: int | None = None) -> PaperFacts:
    """The facts, stripped, if they may stand. Raises Refusal, naming what is wrong and what to do."""
    texts = {
        field.name: value.strip()
        for field in fields(PaperFacts)
        if isinstance(value := getattr(facts, field.name), str)
    }
    facts = from_json(to_json(facts) | texts)
    for key, most in _LENGTHS.items():
        if len(getattr(facts, key)) > most:
            raise Refusal(f"“{getattr(facts, key)[:20]}…”太长，最多 {most} 字，请缩短。")
    if len(facts.summary) > SUMMARY_MOST:
        raise Refusal(f"内容概述最多 {SUMMARY_MOST} 字，现在 {len(facts.summary)} 字，请缩短。")
    if not facts.title:
        raise Refusal("请填写标题。")
    if facts.formed_on > today:
        raise Refusal(f"成文日期 {facts.formed_on} 在今天之后，请改正。")
    _check_kind(facts)
    _check_openness(facts, today)
    if facts.valid_until is not None and facts.valid_until < facts.formed_on:
        raise Refusal(f"有效期至 {facts.valid_until} 早于成文日期 {facts.formed_on}，请改正。")
    others = Document.objects.filter(body=body_id, number=facts.number)
    if document_id is not None:
        others = others.exclude(pk=document_id)
    if facts.number and others.exists():
        raise Refusal(f"文号“{facts.number}”已经用过，请核对；同一文件的更正请在原文件上起草新版本。")
    return facts


def _check_kind(facts: PaperFacts) -> None:
    if facts.kind not in DocumentKind.values:
        raise Refusal(f"种类只能是{'、'.join(DocumentKind.labels)}。")
    if facts.kind == DocumentKind.AGENDA:
        if not facts.meeting:
            raise Refusal("请写明议题提交哪次会议，如“第 12 次镇长办公会”。")
        if facts.normative:
            raise Refusal("会议议题不是规范性文件，请改正其中一项。")


def _check_openness(facts: PaperFacts, today: date) -> None:
    if facts.openness not in OpennessAttribute.values:
        raise Refusal("请先定公开属性：主动公开、依申请公开或者不予公开。没有公开属性的公文可以退文。")
    if facts.open:
        if facts.ground or facts.relook_on:
            raise Refusal("主动公开的文件不填不予公开的理由和重新评估日期，请改正公开属性或者删去这两项。")
        return
    if facts.normative:
        raise Refusal("规范性文件应当主动公开，没有公布的不能作为管理依据，请改正公开属性。")
    label = OpennessAttribute(facts.openness).label
    if facts.openness == OpennessAttribute.CLOSED and facts.ground not in {
        one.code for one in grounds(facts.formed_on)
    }:
        raise Refusal("请从列表里选择不予公开的理由，每个理由都有条款，不能只写文字。")
    if facts.openness == OpennessAttribute.ON_REQUEST and not facts.why:
        raise Refusal("请写明为什么依申请公开而不主动公开。")
    if facts.relook_on is None or facts.relook_on <= today:
        raise Refusal(f"“{label}”的文件要定一个今天以后的日期重新评估能否公开，请填写。")
