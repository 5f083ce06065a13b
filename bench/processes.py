"""Whole processes: what one costs from start to end, and the most memory it held."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench.ratios import Cost

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "var" / "bench-data"


class JobError(Exception):
    """A program failed; the text says which and the last that it said."""


def run(words: Sequence[str | Path], settings: dict[str, str] | None = None) -> Cost:
    """Run a program to its end. Raises JobError when it fails."""
    begun = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in words],
        cwd=ROOT,
        env=os.environ | (settings or {}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        errors = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.perf_counter() - begun
    if process.returncode:
        said = " ".join(errors.decode(errors="replace").split())
        raise JobError(f"{' '.join(map(str, words[1:5]))}: {said[-500:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def job(name: str, *words: str | Path, settings: dict[str, str] | None = None) -> Cost:
    """Run one of ``bench.jobs`` with this interpreter."""
    return run([sys.executable, "-m", "bench.jobs", name, *words], settings)
