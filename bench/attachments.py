"""What an attachment costs before it may be public: looked through, rebuilt, its copy looked through, all in the jail.

Against openpyxl and pdfium that only read the same file; with rows and pages a second, and the most memory of any
process of the jail.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import median

from bench.peers import NoPeerError, peer
from bench.processes import DATA, job, run
from bench.ratios import Cost, Result, in_turn, measure, ratio, without_peer

_HOME = DATA / "attachments"
_GOAL = "scan"
ROWS, PAGES = 10_000, 50
_MOST_TO_READING = 12.0
"""Times the cost of only reading: three walks, one of them writing, and every cell held against the detectors."""
_MOST_PEAK = 256.0
"""MiB of one process of the jail."""


def results(quick: bool) -> list[Result]:
    """A roster of 10,000 rows with a number in each, and 50 pages; fewer when ``quick``."""
    rows, pages = (ROWS // 10, PAGES // 10) if quick else (ROWS, PAGES)
    shutil.rmtree(_HOME, ignore_errors=True)
    _HOME.mkdir(parents=True)
    try:
        return _roster(_HOME / "roster.xlsx", rows) + _pages(_HOME / "pages.pdf", pages)
    finally:
        shutil.rmtree(_HOME, ignore_errors=True)


def _roster(file: Path, many: int) -> list[Result]:
    job("make_roster", file, str(many))
    work = f"名册附件全过程 / openpyxl 只读（{many} 行）"
    try:
        theirs = [*peer("openpyxl_read"), str(file), str(many)]
        ours, others = in_turn(lambda: job("treat_file", file), lambda: run(theirs))
    except NoPeerError as reason:
        return [without_peer(_GOAL, work, str(reason))]
    told = f"每秒 {_rate(ours, many)} 行"
    found = ratio(_GOAL, work, ours, others, most=_MOST_TO_READING, clock="cpu", said=told)
    return [found, _peak(f"检查进程峰值内存，MiB（{many} 行名册）", ours)]


def _pages(file: Path, many: int) -> list[Result]:
    job("make_pages", file, str(many))
    ours, others = in_turn(lambda: job("treat_file", file), lambda: job("read_paper", file))
    work = f"PDF 附件全过程 / 只读文字和表格（{many} 页）"
    told = f"每秒 {_rate(ours, many)} 页"
    found = ratio(_GOAL, work, ours, others, most=_MOST_TO_READING, clock="cpu", said=told)
    return [found, _peak(f"检查进程峰值内存，MiB（{many} 页 PDF）", ours)]


def _rate(costs: list[Cost], many: int) -> str:
    return f"{many / median(one.cpu for one in costs):.0f}"


def _peak(work: str, costs: list[Cost]) -> Result:
    peak = max(one.peak for one in costs)
    return measure(_GOAL, work, peak, most=_MOST_PEAK, rounds=len(costs), clock="peak", said="取各轮最大值")
