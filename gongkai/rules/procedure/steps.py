"""审查环节: which steps a paper passes, in which order, and what each of them confirms.

A body chooses its steps; the law wants a review of every item with a fixed organ and procedure (保守国家秘密法
实施条例 art 42), so the secrecy review is never left out. A paper that is not meant to be open is first looked at by
the openness office, which may send it back (国办发〔2016〕80号 一（一）).
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from gongkai.rules.articles import label
from gongkai.rules.refusal import Refusal

STEPS: dict[str, str] = {
    "office": "公开办审核",
    "self_check": "自审",
    "secrecy": "保密审查",
    "leader": "领导批准",
}
"""Every step in the only order in which they may stand."""

_FILE = Path(__file__).with_name("review.json")


@dataclass(frozen=True, slots=True)
class Check:
    """One sentence of a checklist, with the article that asks for it."""

    code: str
    text: str
    steps: tuple[str, ...]
    article: str

    @property
    def basis(self) -> str:
        """The citation as a page shows it."""
        return label(self.article)


@lru_cache(maxsize=1)
def checks() -> tuple[Check, ...]:
    """Every sentence of every checklist."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(Check(row["code"], row["text"], tuple(row["steps"]), row["article"]) for row in rows)


def checklist(step: str) -> tuple[Check, ...]:
    """What whoever approves at a step confirms, sentence by sentence."""
    return tuple(check for check in checks() if step in check.steps)


def unconfirmed(step: str, confirmed: Collection[str]) -> tuple[Check, ...]:
    """The sentences of a step that were not confirmed."""
    return tuple(check for check in checklist(step) if check.code not in confirmed)


def chosen_steps(steps: Sequence[str]) -> tuple[str, ...]:
    """A body's choice of steps for open papers, in their order.

    Raises Refusal for a step that there is not or that belongs to papers that are not open, for one named twice, and
    for a choice without the secrecy review.
    """
    ours = [step for step in STEPS if step != "office"]
    if unknown := [step for step in steps if step not in ours]:
        raise Refusal(f"审查环节“{unknown[0]}”不存在，可选：{'、'.join(STEPS[step] for step in ours)}。")
    if len(set(steps)) != len(steps):
        raise Refusal("同一个审查环节不能列两次，请删去重复的。")
    if "secrecy" not in steps:
        raise Refusal("审查环节里必须有“保密审查”：公开信息应当先审查、后公开。")
    return tuple(step for step in ours if step in steps)


def steps_for(openness: str, chosen: Sequence[str]) -> tuple[str, ...]:
    """The steps of one paper: the body's choice when it is to be open, else the openness office and then the leader.

    ``openness`` is proactive, on_request or closed. The leader signs the attribute together with the paper.
    """
    if openness == "proactive":
        return chosen_steps(chosen)
    return ("office", "leader")


def next_step(steps: Sequence[str], approved: Collection[str]) -> str | None:
    """The first step that nobody has approved yet; None when all are done."""
    return next((step for step in steps if step not in approved), None)
