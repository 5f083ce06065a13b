"""Goal 8: the year's report at 1,000,000 and 10,000,000 placements, on SQLite and (at 1,000,000) on PostgreSQL."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

from bench.processes import DATA, ROOT, JobError
from bench.ratios import Result, without_peer

SMALL, LARGE = 1_000_000, 10_000_000


def results(quick: bool) -> Iterator[Result]:
    """One process a database; its files are gone afterwards."""
    yield from _on_sqlite(SMALL)
    yield from _on_postgres(SMALL)
    if not quick:
        yield from _on_sqlite(LARGE)


def _on_sqlite(placements: int) -> list[Result]:
    home = DATA / "goal8"
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    try:
        return _counted(placements, {"GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": ""})
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _on_postgres(placements: int) -> list[Result]:
    from tests.postgres import NoPostgresError, postgres

    home = DATA / "goal8"
    home.mkdir(parents=True, exist_ok=True)
    try:
        with postgres() as url:
            return _counted(placements, {"GONGKAI_HOME": str(home), "GONGKAI_DATABASE_URL": url})
    except NoPostgresError as reason:
        return [without_peer("8", "全年报告（PostgreSQL）", str(reason))]
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _counted(placements: int, settings: dict[str, str]) -> list[Result]:
    done = subprocess.run(
        [sys.executable, "-m", "bench.jobs", "count", str(placements)],
        cwd=ROOT,
        env=os.environ | settings,
        stdout=subprocess.PIPE,
        check=False,
        text=True,
    )
    if done.returncode:
        raise JobError(f"count {placements}: 见上")
    return [Result(**result) for result in json.loads(done.stdout)]
