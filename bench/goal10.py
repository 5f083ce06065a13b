"""Goal 10: ledgers of 10,000 and 100,000 rows × 12 columns: reading, importing, exporting, against openpyxl."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from statistics import median

from bench.peers import NoPeerError, peer
from bench.processes import DATA, job, run
from bench.ratios import Cost, Result, in_turn, measure, ratio, without_peer

SMALL, LARGE = 10_000, 100_000
_HOME = DATA / "goal10"
_MOST_PEAK = 64.0


def results(quick: bool) -> list[Result]:
    """Reading, import and export by size; the peak of memory of the last two is held against its limits."""
    shutil.rmtree(_HOME, ignore_errors=True)
    _HOME.mkdir(parents=True)
    try:
        found, small = _at(SMALL)
        found.append(_peak("导出峰值内存，MiB（1 万行）", small["export"], most=_MOST_PEAK))
        if not quick:
            larger, large = _at(LARGE)
            found += larger
            for what, name in (("export", "导出"), ("import", "导入")):
                found.append(_growth(f"{name}峰值内存，10 万行 / 1 万行", large[what], small[what]))
        return found
    finally:
        shutil.rmtree(_HOME, ignore_errors=True)


def _at(many: int) -> tuple[list[Result], dict[str, list[Cost]]]:
    """The three comparisons at one size, and our costs by what was done."""
    size = f"{many // 10_000} 万行"
    file, rows = _HOME / f"{many}.xlsx", str(many)
    job("make_ledger", file, rows)
    read = _theirs("openpyxl_read", file, rows)
    write = _theirs("openpyxl_write", _HOME / "theirs.xlsx", rows)
    found: list[Result] = []
    costs: dict[str, list[Cost]] = {}
    comparisons: tuple[tuple[str, str, Callable[[], Cost], Callable[[], Cost] | str, float], ...] = (
        (
            "read",
            f"读 Excel 台账 / openpyxl 只读（{size}）",
            lambda: job("read_ledger", file, rows),
            read,
            0.15,
        ),
        ("import", f"导入台账全过程 / openpyxl 只读（{size}）", lambda: _import(file, rows), read, 3),
        (
            "export",
            f"导出 Excel / openpyxl 只写（{size}）",
            lambda: job("export", _HOME / "ours.xlsx", rows),
            write,
            0.25,
        ),
    )
    for what, work, ours, theirs, most in comparisons:
        if isinstance(theirs, str):
            found.append(without_peer("10", work, theirs))
            costs[what] = [ours()]
            continue
        costs[what], others = in_turn(ours, theirs, warm=many == SMALL)
        peaks = f"峰值 {median(one.peak for one in costs[what]):.0f} 对 {median(one.peak for one in others):.0f} MiB"
        found.append(ratio("10", work, costs[what], others, most=most, clock="cpu", said=peaks))
    return found, costs


def _theirs(name: str, file: Path, rows: str) -> Callable[[], Cost] | str:
    """The peer's side, or why there is none."""
    try:
        words = peer(name)
    except NoPeerError as reason:
        return str(reason)
    return lambda: run([*words, file, rows])


def _import(file: Path, rows: str) -> Cost:
    """Into a fresh copy of an empty town; the copying is not counted."""
    empty, home = _HOME / "empty", _HOME / "town"
    if not empty.exists():
        empty.mkdir()
        job("prepare_import", settings=_settings(empty))
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(empty, home)
    return job("import_ledger", file, rows, settings=_settings(home))


def _settings(home: Path) -> dict[str, str]:
    return {"GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": ""}


def _peak(work: str, costs: list[Cost], *, most: float) -> Result:
    value = median(one.peak for one in costs)
    return measure("10", work, value, most=most, rounds=len(costs), clock="peak", said=f"{value:.0f} MiB")


def _growth(work: str, large: list[Cost], small: list[Cost]) -> Result:
    most, least = median(one.peak for one in large), median(one.peak for one in small)
    said = f"{most:.0f} 对 {least:.0f} MiB"
    return measure("10", work, most / least, most=2, rounds=len(large), clock="peak", said=said)
