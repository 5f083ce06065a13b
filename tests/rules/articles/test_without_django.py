"""The rules stand alone: no Django, no network, no database behind them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import gongkai.rules

ROOMS = ("articles", "calendar", "deadlines", "fees", "procedure", "grounds")
HEAVY = (
    "django",
    "sqlite3",
    "socket",
    "openpyxl",
    "chinese_calendar",
    "gongkai.records",
    "gongkai.doors.clock",
)


def modules() -> list[str]:
    rules = Path(gongkai.rules.__file__).parent
    found = [path for room in ROOMS for path in (rules / room).rglob("*.py")]
    parts = [path.relative_to(rules.parent.parent).with_suffix("").parts for path in found]
    return [".".join(part[:-1] if part[-1] == "__init__" else part) for part in parts]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_has_modules(room: str) -> None:
    assert any(name.startswith(f"gongkai.rules.{room}.") for name in modules())


def test_rules_and_their_commands_load_nothing_heavy() -> None:
    commands = [f"gongkai.doors.cli.{name}" for name in ("main", "deadline", "workday", "fee")]
    code = (
        "import importlib, sys\n"
        f"for name in {[*modules(), *commands]!r}:\n"
        "    importlib.import_module(name)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
