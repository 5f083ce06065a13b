"""When things are made public in a year: once, or at a rhythm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

Rhythm = Literal["once", "half", "quarter", "month"]
_QUARTERS = ("一", "二", "三", "四")


@dataclass(frozen=True, slots=True)
class Topic:
    """Something made public once or at a rhythm; ``month`` is when it comes once. ``about`` is its summary.

    In title and summary ``{p}`` stands for the period and ``{v}`` for the village.
    """

    field: str
    stage: str
    title: str
    about: str
    rhythm: Rhythm = "once"
    month: int = 1


@dataclass(frozen=True, slots=True)
class Occasion:
    """One title with its summary and the span of days in which it is published."""

    field: str
    stage: str
    title: str
    about: str
    first: date
    last: date


def occasions(topic: Topic) -> Iterator[Occasion]:
    """Every time that a topic comes up in 2018; what closes a period is published at the start of the next."""
    for period, month in _periods(topic):
        begin, end = (1, 15) if month <= 12 else (20, 28)
        day = min(month, 12)
        yield Occasion(
            topic.field,
            topic.stage,
            topic.title.replace("{p}", period),
            topic.about.replace("{p}", period),
            date(2018, day, begin),
            date(2018, day, end),
        )


def _periods(topic: Topic) -> Iterator[tuple[str, int]]:
    match topic.rhythm:
        case "once":
            yield "", topic.month
        case "half":
            yield "上半年", 7
            yield "下半年", 13
        case "quarter":
            for at, name in enumerate(_QUARTERS):
                yield f"第{name}季度", 4 + 3 * at
        case "month":
            for month in range(1, 13):
                yield f"{month}月", month + 1
