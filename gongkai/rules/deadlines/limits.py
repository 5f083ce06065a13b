"""How many working days each step has, by law: dated data, one row a step and law."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from gongkai.rules.articles import norm
from gongkai.rules.refusal import Refusal

Law = Literal["2007", "2019"]
Step = Literal[
    "reply", "extension", "correction", "third_party", "co_maker", "rectification", "publication", "payment"
]
Cause = Literal["third_party", "other_organ"]

LAWS: tuple[Law, ...] = get_args(Law)
STEPS: dict[Step, str] = {
    "reply": "答复",
    "extension": "延期后的答复",
    "correction": "补正告知",
    "third_party": "第三方提出意见",
    "co_maker": "共同制作机关提出意见",
    "rectification": "更正与自身相关的信息",
    "publication": "主动公开",
    "payment": "缴纳信息处理费",
}
CAUSES: dict[Cause, str] = {"third_party": "征求第三方意见", "other_organ": "征求其他机关意见"}

_FILE = Path(__file__).with_name("limits.json")
_NORM_OF_LAW: dict[Law, str] = {"2007": "tiaoli-2007", "2019": "tiaoli-2019"}


@dataclass(frozen=True, slots=True)
class Limit:
    """One step's length in working days. ``on_top_of`` names the step that it prolongs."""

    step: Step
    law: Law
    days: int
    article: str
    pauses: tuple[Cause, ...]
    """Which consultations are not counted (2007 art 24: third parties; 2019 art 33: other organs as well)."""
    on_top_of: Step | None
    area: str | None
    """A prefix of area codes for a local rule; None for the whole country."""
    begins: date | None
    ends: date | None

    def applies(self, step: Step, law: Law, day: date, area: str) -> bool:
        """Whether this row answers for the step, on that day, in that area."""
        begun = self.begins is None or self.begins <= day
        lasts = self.ends is None or day <= self.ends
        return self.step == step and self.law == law and begun and lasts and area.startswith(self.area or "")


@lru_cache(maxsize=1)
def limits() -> tuple[Limit, ...]:
    """Every limit of the platform."""
    return tuple(
        Limit(
            step=row["step"],
            law=row["law"],
            days=row["days"],
            article=row["article"],
            pauses=tuple(row.get("pauses", ())),
            on_top_of=row.get("on_top_of"),
            area=row.get("area"),
            begins=date.fromisoformat(row["begins"]) if "begins" in row else None,
            ends=date.fromisoformat(row["ends"]) if "ends" in row else None,
        )
        for row in json.loads(_FILE.read_text(encoding="utf-8"))
    )


def limit(step: Step, law: Law, day: date, area: str = "") -> Limit:
    """The limit of a step. Raises Refusal when this law sets no number of days for it."""
    for row in limits():
        if row.applies(step, law, day, area):
            return row
    raise Refusal(
        f"{law}年《政府信息公开条例》没有规定{STEPS[step]}的天数，不能推算期限，请按本机关的规定办理。"
    )


def law_on(day: date) -> Law:
    """The law by the day an application came in: the 2019 text from 2019-05-15.

    The revised regulation has no transitional clause; choosing by this day is the setting ``law_switch``.
    Raises Refusal for a day on which no national regulation was in force yet.
    """
    first = norm("tiaoli-2007").begins
    for law in reversed(LAWS):
        begins = norm(_NORM_OF_LAW[law]).begins
        if begins is not None and begins <= day:
            return law
    raise Refusal(f"{day} 时《政府信息公开条例》尚未施行（{first} 起施行），不能推算期限，请核对日期。")
