"""``make test`` and ``make check``: every check and every test of the house, and one count of them all.

The checks run two at a time; then pytest runs the rules without Django, everything else on SQLite, whatever uses the
database again on a PostgreSQL that is started here, and last the browser walks, alone, since they watch the clock.
What this machine cannot offer is named and counted as skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.postgres import NoPostgresError, postgres

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
WORKERS = str(min(2, os.cpu_count() or 1))

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("types", ("mypy",)),
    ("import contracts", ("lint-imports", "--no-cache")),
    ("migrations", ("python", "-m", "django", "makemigrations", "--check", "--dry-run")),
    ("lint", ("ruff", "check", ".")),
    ("format", ("ruff", "format", "--check", ".")),
)
HOUSE = ("python", "-m", "pytest", "-q", "-p", "no:randomly", "-n", WORKERS, "tests/house")
SYSTEM_PACKAGES = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "poppler-utils": ("pdftotext",),
}


@dataclass(frozen=True)
class Counts:
    """How many tests or checks passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


def main(words: Sequence[str]) -> int:
    """``checks`` runs the checks and the house's inspection; nothing at all runs everything."""
    begun = time.monotonic()
    total = run_checks()
    if list(words) == ["checks"]:
        total += run_check("house", HOUSE)
    else:
        equip_machine()
        total += run_suites()
    say(f"{time.monotonic() - begun:.0f} s")
    sys.stdout.write(f"{total}\n")
    return 1 if total.failed else 0


def run_checks() -> Counts:
    """Every check, two at a time; only what does not hold is shown in full."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        return sum(pool.map(lambda check: run_check(*check), CHECKS), Counts())


def run_check(name: str, words: tuple[str, ...]) -> Counts:
    """One check, counted as one."""
    program = sys.executable if words[0] == "python" else str(PROGRAMS / words[0])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "gongkai.config.settings_test"}
    done = subprocess.run(
        [program, *words[1:]], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode == 0:
        say(f"check {name}: holds")
        return Counts(passed=1)
    say(f"check {name}: DOES NOT HOLD\n{done.stdout}{done.stderr}")
    return Counts(failed=1)


def run_suites() -> Counts:
    """Pytest on SQLite, on PostgreSQL and in the browser."""
    parallel = ("-n", WORKERS, "--dist", "worksteal")
    total = run_suite("rules, without Django", ("-p", "no:django", *parallel, "tests/rules"), {})
    total += run_suite("SQLite", ("-m", "not browser", *parallel, "--ignore=tests/rules", "tests"), {})
    try:
        with postgres() as url:
            settings = {"GONGKAI_TEST_DATABASE_URL": url, "GONGKAI_TEST_ONLY_DATABASE": "1"}
            total += run_suite("PostgreSQL", ("-m", "not browser", *parallel, "tests"), settings)
    except NoPostgresError as reason:
        say(f"SKIPPED the database tests on PostgreSQL: no server can be started here ({reason})")
        total += Counts(skipped=1)
    return total + run_suite("browser", ("-m", "browser", "tests"), {})


def run_suite(name: str, words: tuple[str, ...], settings: dict[str, str]) -> Counts:
    """One run of pytest; a run that breaks off without a count is a failure of its own."""
    say(f"suite {name}")
    with tempfile.TemporaryDirectory() as folder:
        counts = Path(folder) / "counts.json"
        environment = os.environ | settings | {"GONGKAI_TEST_COUNTS": str(counts)}
        command = [sys.executable, "-m", "pytest", "-q", "--durations=5", "--durations-min=3", *words]
        status = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
        found = Counts(**json.loads(counts.read_text())) if counts.exists() else Counts()
    broken = status not in (0, 1, 5) or (status == 1 and not found.failed)
    return found + Counts(failed=1) if broken else found


def equip_machine() -> None:
    """As root on a machine with apt, fetch what the browser walks and the PDF tests look at; never fail for it.

    Whoever is not root is not asked for a password: the tests that need a program skip themselves by name.
    """
    wanted = [name for name, programs in SYSTEM_PACKAGES.items() if not any(map(shutil.which, programs))]
    if not has_chinese_font():
        wanted.append("fonts-noto-cjk")
    if not wanted or os.geteuid() != 0 or shutil.which("apt-get") is None:
        return
    say(f"installing {', '.join(wanted)}")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *wanted]):
        try:
            done = subprocess.run(
                ["apt-get", *words], env=environment, capture_output=True, text=True, timeout=600, check=False
            )
        except subprocess.TimeoutExpired:
            say(f"apt-get {words[0]} did not end within 600 s; the tests that need it are skipped")
            return
        if done.returncode:
            say(f"apt-get {words[0]} failed; the tests that need it are skipped\n{done.stderr[-800:]}")
            return


def has_chinese_font() -> bool:
    """Whether a browser here can draw Chinese."""
    if shutil.which("fc-list") is None:
        return False
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def say(text: str) -> None:
    """One line of progress, told apart from pytest's own."""
    sys.stdout.write(f"== {text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
