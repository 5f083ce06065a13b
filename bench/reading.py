"""The check of one report, as a ratio to reading its file: what the checking itself costs."""

from __future__ import annotations

import shutil

from bench.goal11 import demo_report
from bench.processes import DATA, job
from bench.ratios import Result, in_turn, ratio

_HOME = DATA / "check"


def results(quick: bool) -> list[Result]:
    """Whole processes, for the kinds of file that reports come in."""
    del quick
    try:
        report = demo_report(_HOME)
        found: list[Result] = []
        for suffix in ("docx", "pdf", "html", "xlsx"):
            file = _HOME / f"report.{suffix}"
            job("render", report, file)
            ours, theirs = in_turn(
                lambda file=file: job("check", file), lambda file=file: job("read_paper", file)
            )
            work = f"annual check 一份报告 / 只读文件（{suffix}）"
            found.append(ratio("check", work, ours, theirs, most=None, clock="cpu"))
        return found
    finally:
        shutil.rmtree(_HOME, ignore_errors=True)
