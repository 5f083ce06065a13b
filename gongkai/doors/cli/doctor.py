"""``gongkai doctor``: what is wrong with the settings and the machine, by number, and how to mend it."""

from __future__ import annotations

import argparse
from collections import Counter

from gongkai.doors import clock
from gongkai.doors.cli.database import wake
from gongkai.doors.cli.soundness import Severity, Told, checks
from gongkai.rules.refusal import Refusal

_WORDS: dict[Severity, str] = {"ok": "正常", "warning": "提醒", "error": "错误"}


def configure(parser: argparse.ArgumentParser) -> None:
    """One switch: bring the tables up to this version first."""
    parser.add_argument("--migrate", action="store_true", help="先把数据库表结构升级到本版本（请先备份）")


def run(arguments: argparse.Namespace) -> int:
    """Show every check; 1 when one is an error."""
    wake(migrated=False)
    if arguments.migrate:
        _migrate()
    told = list(checks(clock.now()))
    for one in told:
        print(_line(one))
    counted = Counter(one.severity for one in told)
    print(
        f"共检查 {len(told)} 项：正常 {counted['ok']}，提醒 {counted['warning']}，错误 {counted['error']}。"
    )
    return 1 if counted["error"] else 0


def _line(told: Told) -> str:
    mend = f"。处理：{told.mend}" if told.mend else ""
    return f"{_WORDS[told.severity]} {told.number} {told.text}{mend}"


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import DatabaseError

    try:
        call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as problem:
        raise Refusal(
            f"升级数据库失败：{problem}。数据库没有变动的部分保持原样，请查明原因后重新执行。"
        ) from problem
    print("数据库表结构已是本版本。")
