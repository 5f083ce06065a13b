"""Measuring two sides in turn, and what the result is."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Literal

ROUNDS = 5
Clock = Literal["cpu", "wall"]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds by the clock and of all cores, and the most memory it held (MiB; 0 if unknown)."""

    wall: float
    cpu: float
    peak: float = 0.0

    def by(self, clock: Clock) -> float:
        return self.cpu if clock == "cpu" else self.wall


@dataclass(frozen=True, slots=True)
class Result:
    """One line of ``var/bench.json``. Without a peer there is no ratio, and ``said`` tells why."""

    goal: str
    work: str
    ratio: float | None
    low: float | None
    high: float | None
    target: str
    met: bool | None
    rounds: int
    clock: str
    said: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "goal": int(self.goal) if self.goal.isdigit() else self.goal,
            "work": self.work,
            "ratio": self.ratio,
            "low": self.low,
            "high": self.high,
            "target": self.target,
            "met": self.met,
            "rounds": self.rounds,
            "machine": machine(),
            "clock": self.clock,
            "said": self.said,
        }


def in_turn(
    ours: Callable[[], Cost], theirs: Callable[[], Cost], *, warm: bool = True
) -> tuple[list[Cost], list[Cost]]:
    """Pairs of both sides in the order A B, B A, A B, so that noise falls on both alike; before them, when ``warm``,
    each side once unmeasured."""
    if warm:
        ours()
        theirs()
    mine: list[Cost] = []
    others: list[Cost] = []
    for number in range(ROUNDS):
        if number % 2:
            others.append(theirs())
            mine.append(ours())
        else:
            mine.append(ours())
            others.append(theirs())
    return mine, others


def here(work: Callable[[], object]) -> Cost:
    """The cost of some work in this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def ratio(
    goal: str,
    work: str,
    ours: Sequence[Cost],
    theirs: Sequence[Cost],
    *,
    most: float | None,
    clock: Clock,
    said: str = "",
) -> Result:
    """Ours as a share of theirs, paired by round; the goal is met when the median is at most ``most``."""
    pairs = [mine.by(clock) / other.by(clock) for mine, other in zip(ours, theirs, strict=True)]
    middle = median(pairs)
    seconds = (
        f"{median(one.by(clock) for one in ours):.3f} s 对 {median(one.by(clock) for one in theirs):.3f} s"
    )
    return Result(
        goal=goal,
        work=work,
        ratio=round(middle, 5),
        low=round(min(pairs), 5),
        high=round(max(pairs), 5),
        target="" if most is None else f"<= {most:g}",
        met=None if most is None else middle <= most,
        rounds=len(pairs),
        clock=clock,
        said="；".join(part for part in (seconds, said) if part),
    )


def measure(goal: str, work: str, value: float, *, most: float, rounds: int, clock: str, said: str) -> Result:
    """A number that is held against a limit and not against a peer."""
    return Result(goal, work, round(value, 3), None, None, f"<= {most:g}", value <= most, rounds, clock, said)


def without_peer(goal: str, work: str, why: str) -> Result:
    """A comparison that could not be made, and why."""
    return Result(goal, work, None, None, None, "", None, 0, "", f"没有对手：{why}")


def machine() -> str:
    """What the numbers were taken on."""
    model = platform.machine()
    cpus = Path("/proc/cpuinfo")
    if cpus.exists():
        names = [
            line.split(":", 1)[1].strip()
            for line in cpus.read_text().splitlines()
            if line.startswith("model name")
        ]
        model = names[0] if names else model
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
