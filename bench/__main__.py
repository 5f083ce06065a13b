"""Run the goals that were asked for (all when none was), print a table, and write ``var/bench.json``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterable

from bench import attachments, goal08, goal10, goal11, maps, reading
from bench.processes import ROOT, JobError
from bench.ratios import Result, machine

GOALS: dict[str, Callable[[bool], Iterable[Result]]] = {
    "8": goal08.results,
    "10": goal10.results,
    "11": goal11.results,
    "check": reading.results,
    "scan": attachments.results,
    "map": maps.results,
}
"""By the number of the goal; ``check`` is the check of one report against reading its file, ``map`` the inbox and the
coverage map over a thousand towns, ``scan`` what an attachment costs before it may be public."""


def main(words: list[str]) -> int:
    """``--quick`` leaves out the large sizes (10,000,000 placements, 100,000 rows).

    0 when everything was measured, 1 when one of our own programs failed, 2 for a goal that there is not.
    """
    quick = "--quick" in words
    asked = [word for word in words if word != "--quick"] or list(GOALS)
    unknown = [goal for goal in asked if goal not in GOALS]
    if unknown:
        sys.stderr.write(f"没有目标 {'、'.join(unknown)}，可选：{'、'.join(GOALS)}，另可加 --quick。\n")
        return 2
    found: list[Result] = []
    failed = False
    for goal in asked:
        begun = time.monotonic()
        try:
            for result in GOALS[goal](quick):
                found.append(result)  # those before a failure are kept
        except JobError as problem:
            failed = True
            found.append(Result(goal, "没有量成", None, None, None, "", None, 0, "", str(problem)))
        print(f"目标 {goal} 用时 {time.monotonic() - begun:.0f} 秒", file=sys.stderr)
    _print(found)
    target = ROOT / "var" / "bench.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(
        json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    print(f"\n{machine()}\n已写入 {target.relative_to(ROOT)}")
    return 1 if failed else 0


def _print(found: list[Result]) -> None:
    print("目标 | 工作 | 比值 [低–高] | 应为 | 达到 | 轮数 | 计时 | 说明")
    for one in found:
        span = "" if one.low is None else f" [{one.low:g}–{one.high:g}]"
        value = "—" if one.ratio is None else f"{one.ratio:g}{span}"
        met = {True: "是", False: "否", None: "—"}[one.met]
        print(
            f"{one.goal} | {one.work} | {value} | {one.target or '—'} | {met} | {one.rounds} | {one.clock} | {one.said}"
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
