"""The server that the run starts itself: it answers, leaves nothing behind, and says why when it cannot start."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres as module
from tests.postgres import NoPostgresError, postgres


def broken_programs(home: Path) -> Iterator[tuple[str, Path]]:
    programs = home / "bin"
    programs.mkdir()
    (programs / "initdb").write_text("#!/bin/sh\necho no room on this machine >&2\nexit 1\n")
    (programs / "initdb").chmod(0o755)
    yield "broken", programs


def no_programs(home: Path) -> Iterator[tuple[str, Path]]:
    yield from ()


def test_a_machine_that_can_start_no_server_is_told_what_was_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_candidates", broken_programs)
    with pytest.raises(NoPostgresError, match=r"broken: .*no room on this machine"), postgres():
        pass


def test_a_machine_without_any_postgresql_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_candidates", no_programs)
    with pytest.raises(NoPostgresError, match="neither"), postgres():
        pass


def test_the_server_answers_and_leaves_nothing_behind() -> None:
    psycopg = pytest.importorskip("psycopg")
    try:
        with postgres() as url:
            home = Path(url.partition("host=")[2])
            with psycopg.connect(url) as connection:
                told = connection.execute("SELECT version(), '公开' = '公开'").fetchone()
            assert told[0].startswith("PostgreSQL")
            assert told[1] is True
    except NoPostgresError as reason:
        pytest.skip(f"PostgreSQL: {reason}")
    assert not home.parent.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)


def test_whatever_fails_inside_still_stops_the_server() -> None:
    stopped: list[Path] = []
    try:
        with pytest.raises(subprocess.SubprocessError), postgres() as url:
            stopped.append(Path(url.partition("host=")[2]))
            raise subprocess.SubprocessError("the tests broke")
    except NoPostgresError as reason:
        pytest.skip(f"PostgreSQL: {reason}")
    assert stopped
    assert not stopped[0].parent.exists()
