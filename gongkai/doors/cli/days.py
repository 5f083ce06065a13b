"""The option by which a clerk brings a calendar of their own: a newer year, or local holidays."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from gongkai.rules.calendar import Calendar, YearDays, year_from_json
from gongkai.rules.refusal import Refusal

_LARGEST = 1_000_000


def add_calendar_option(parser: argparse.ArgumentParser) -> None:
    """``--calendar FILE``, repeatable."""
    parser.add_argument(
        "--calendar",
        action="append",
        default=[],
        metavar="文件",
        help="放假安排（JSON，与 gongkai/rules/calendar/years 下的文件同一格式），可多次给出；"
        '文件中写有 "local": true 的，作为地方节假日加在全国安排之上',
    )


def calendar_from(arguments: argparse.Namespace) -> Calendar:
    """The platform's calendar with the files of ``--calendar`` in it. Raises Refusal for a file of another shape."""
    given: list[YearDays] = []
    local: list[YearDays] = []
    for name in arguments.calendar:
        raw = _read(Path(name))
        is_local = isinstance(raw, dict) and raw.get("local") is True
        (local if is_local else given).append(year_from_json(raw))
    return Calendar(given, local)


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > _LARGEST:
            raise Refusal(f"放假安排文件“{path}”太大，不像一年的放假安排，请核对。")
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as problem:
        raise Refusal(f"打不开放假安排文件“{path}”：请检查路径和权限。") from problem
    except ValueError as problem:
        raise Refusal(f"放假安排文件“{path}”不是 JSON（UTF-8），请核对。") from problem
