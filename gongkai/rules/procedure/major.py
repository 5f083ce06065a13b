"""重大决策: from a published draft to a complete file (重大行政决策程序暂行条例; a township follows it by art 42)."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from gongkai.rules.articles import cite, in_force
from gongkai.rules.procedure.table import Procedure, Transition
from gongkai.rules.refusal import Refusal

COMMENT_DAYS = 30
"""Days for which the public may comment, as a rule (art 15)."""
_COMMENTS = "juece-2019:15"
_FILE = Path(__file__).with_name("major.json")

MAJOR_DECISION = Procedure(
    name="重大决策",
    states={
        "preparing": "准备草案",
        "collecting": "征求意见",
        "sorting": "整理意见",
        "examined": "合法性审查通过",
        "decided": "已决定",
        "announced": "已公布",
        "dropped": "已终止",
    },
    start="preparing",
    transitions=(
        Transition("open", "公开征求意见", ("preparing",), "collecting", _COMMENTS),
        Transition("prolong", "延长征求意见", ("collecting",), "collecting", _COMMENTS),
        Transition("report", "报告意见采纳情况", ("collecting",), "sorting", "juece-2019:18"),
        Transition("examine", "合法性审查通过", ("sorting",), "examined", "juece-2019:25"),
        Transition("decide", "集体讨论决定", ("examined",), "decided", "juece-2019:30"),
        Transition("announce", "公布", ("decided",), "announced", "juece-2019:32"),
        Transition("drop", "终止", ("preparing", "collecting", "sorting", "examined"), "dropped"),
    ),
    groups={
        "commenting": frozenset({"collecting"}),
        "closed": frozenset({"announced", "dropped"}),
    },
)
"""A decision is taken only after the comments were reported on and the legality review has passed (arts 25, 29)."""


def comment_days(first: date, last: date) -> int:
    """Days from the first to the last on which the public may comment, both counted."""
    return (last - first).days + 1


def check_comment_period(first: date, last: date, why_shorter: str) -> None:
    """Raises Refusal when the last day lies before the first, or a period is too short without a published reason."""
    if last < first:
        raise Refusal(f"征求意见的截止日期 {last} 早于开始日期 {first}，请改正。")
    if comment_days(first, last) < COMMENT_DAYS and not why_shorter.strip():
        basis = f"（{cite(_COMMENTS)}）" if in_force(_COMMENTS, first) else ""
        least = first + timedelta(days=COMMENT_DAYS - 1)
        raise Refusal(
            f"征求意见一般不少于 {COMMENT_DAYS} 日{basis}，应到 {least} 止；"
            "因情况紧急等缩短的，请写明说明，公布时一并公开。"
        )


@dataclass(frozen=True, slots=True)
class FilePart:
    """One part of the file of a decision (art 33: 过程记录和材料归档)."""

    code: str
    text: str
    required: bool
    article: str


@lru_cache(maxsize=1)
def file_parts() -> tuple[FilePart, ...]:
    """What the file holds, in its order."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(FilePart(row["code"], row["text"], row["required"], row["article"]) for row in rows)


def missing_parts(held: Collection[str]) -> tuple[FilePart, ...]:
    """The required parts that the file does not hold yet."""
    return tuple(part for part in file_parts() if part.required and part.code not in held)
