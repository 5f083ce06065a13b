"""Goal 11: the report as PDF and as DOCX, against WeasyPrint drawing the same report."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.peers import NoPeerError, peer
from bench.processes import DATA, job, run
from bench.ratios import Cost, Result, in_turn, ratio, without_peer

_HOME = DATA / "goal11"
_LIMITS = (("pdf", 0.3), ("docx", 0.25))


def results(quick: bool) -> list[Result]:
    """New processes from start to file, with the demonstration town's report of 13 chapters and 65 rows."""
    del quick
    try:
        report = demo_report(_HOME)
        page = _HOME / "report.html"
        job("render", report, page)
        found: list[Result] = []
        for suffix, most in _LIMITS:
            work = f"年度报告 {suffix.upper()} / WeasyPrint PDF"
            theirs = _theirs(page)
            if isinstance(theirs, str):
                found.append(without_peer("11", work, theirs))
                continue
            made = _HOME / f"report.{suffix}"
            ours, others = in_turn(lambda made=made: job("render", report, made), theirs)
            said = (
                f"峰值 {median(one.peak for one in ours):.0f} 对 {median(one.peak for one in others):.0f} MiB"
            )
            found.append(ratio("11", work, ours, others, most=most, clock="cpu", said=said))
        return found
    finally:
        shutil.rmtree(_HOME, ignore_errors=True)


def demo_report(home: Path) -> Path:
    """The demonstration town's report, computed in a database of its own."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    report = home / "report.pickle"
    job("compute_demo", report, settings={"GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": ""})
    return report


def _theirs(page: Path) -> Callable[[], Cost] | str:
    try:
        words = peer("weasyprint_pdf")
    except NoPeerError as reason:
        return str(reason)
    return lambda: run([*words, page, page.with_name("theirs.pdf")])
