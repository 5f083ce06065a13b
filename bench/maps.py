"""Inbox and map over 1,000,000 obligations of a thousand towns, on SQLite and on PostgreSQL."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from bench.processes import DATA, ROOT, JobError
from bench.ratios import Result, without_peer

MANY, FEW = 1_000_000, 100_000


def results(quick: bool) -> Iterator[Result]:
    """One process a database; its files are gone afterwards."""
    many = FEW if quick else MANY
    yield from _measured(many, "")
    from tests.postgres import NoPostgresError, postgres

    try:
        with postgres() as url:
            yield from _measured(many, url)
    except NoPostgresError as reason:
        yield without_peer("map", "待办与覆盖图（PostgreSQL）", str(reason))


def _measured(many: int, url: str) -> list[Result]:
    home = DATA / "map"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "bench.jobs", "owed", str(many)],
            cwd=ROOT,
            env=os.environ | {"GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url},
            capture_output=True,
            check=False,
            text=True,
        )
    finally:
        shutil.rmtree(home, ignore_errors=True)
    if done.returncode:
        raise JobError(f"owed: {done.stderr[-2000:]}")
    sys.stderr.write(done.stderr)
    return [Result(**result) for result in json.loads(done.stdout)]
