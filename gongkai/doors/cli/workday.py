"""``gongkai workday``: whether a day is a working day, or how many there are between two. Needs no database."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import Any

from gongkai.doors.cli.days import add_calendar_option, calendar_from
from gongkai.rules.calendar import Calendar, Day, long_day, parse_day, parse_range

_SEPARATORS = (":", "：")


def configure(parser: argparse.ArgumentParser) -> None:
    """One positional: a day, or two with a colon between them."""
    parser.add_argument("day", metavar="日期|起:止", help="一个日期，或用冒号隔开的两个日期（首尾均含）")
    add_calendar_option(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    """Print the answer. Raises Refusal for what is no day or no span."""
    calendar = calendar_from(arguments)
    if any(separator in arguments.day for separator in _SEPARATORS):
        first, last = parse_range(arguments.day, "日期区间")
        facts, text = _span(calendar, first, last)
    else:
        facts, text = _single(calendar, parse_day(arguments.day, "日期"))
    print(json.dumps(facts, ensure_ascii=False, indent=2) if arguments.format == "json" else text)
    return 0


def _single(calendar: Calendar, asked: date) -> tuple[dict[str, Any], str]:
    day = calendar.day(asked)
    following = calendar.add_workdays(asked, 1)
    facts = {
        "date": asked.isoformat(),
        "workday": day.works,
        "why": day.why,
        "provisional": day.provisional,
        "next": following.isoformat(),
        "notices": [notice.number or notice.title for notice in calendar.notices(asked.year)],
    }
    verdict = "是工作日" if day.works else "不是工作日"
    return facts, f"{long_day(asked)}{verdict}：{day.why}。下一个工作日：{long_day(following)}。"


def _span(calendar: Calendar, first: date, last: date) -> tuple[dict[str, Any], str]:
    days = calendar.days(first, last)
    workdays = sum(day.works for day in days)
    provisional = any(day.provisional for day in days)
    facts = {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "workdays": workdays,
        "provisional": provisional,
        "days": [{"date": day.date.isoformat(), "counts": day.works, "why": day.why} for day in days],
    }
    lines = [
        f"{long_day(first)}至{long_day(last)}（首尾均含）共{len(days)}天，其中工作日{workdays}天。",
        *_exceptions(days),
    ]
    if provisional:
        lines.append("其中有放假安排尚未载入的日期，结果为暂定。")
    return facts, "\n".join(lines)


def _exceptions(days: tuple[Day, ...]) -> list[str]:
    """The days on which the weekday alone would mislead: holidays on weekdays, work on weekends."""
    return [f"  {day.date}  {day.why}" for day in days if day.works != (day.date.weekday() < 5)]
