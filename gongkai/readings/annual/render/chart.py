"""Charts as SVG made on the server, for a page or a file: one strip of twelve bars a channel, a table beside it.

Strips share one scale, so that a tall bar means the same everywhere; every bar carries its number, so that the chart
can be read without colour and without guessing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_WIDTH, _HEIGHT = 348, 104
"""Units of the drawing; shown at this many pixels its words are as small as they may get."""
_FLOOR, _TOP = 84, 20
_STEP = 29


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands and what it says."""

    x: int
    y: float
    height: float
    value: int
    label: str


@dataclass(frozen=True, slots=True)
class Strip:
    """Twelve months of one channel."""

    name: str
    total: int
    bars: tuple[Bar, ...]
    width: int = _WIDTH
    height: int = _HEIGHT
    floor: int = _FLOOR

    @property
    def sentence(self) -> str:
        """The strip in words, for whoever cannot see it."""
        highest = max(self.bars, key=lambda bar: bar.value)
        return f"{self.name}全年 {self.total} 条，{highest.label}月最多，{highest.value} 条。"


def strips(series: Mapping[str, Sequence[int]]) -> list[Strip]:
    """One strip for every channel, the one with most first. ``series``: name -> twelve numbers, January first."""
    highest = max((max(numbers) for numbers in series.values()), default=0)
    made = [
        Strip(name, sum(numbers), tuple(_bars(numbers, highest)))
        for name, numbers in series.items()
        if sum(numbers)
    ]
    return sorted(made, key=lambda strip: -strip.total)


def _bars(numbers: Sequence[int], highest: int) -> list[Bar]:
    room = _FLOOR - _TOP
    bars = []
    for month, value in enumerate(numbers):
        height = round(room * value / highest, 1)
        bars.append(Bar(month * _STEP, round(_FLOOR - height, 1), height, value, str(month + 1)))
    return bars
