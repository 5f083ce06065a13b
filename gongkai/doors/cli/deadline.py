"""``gongkai deadline``: when a step is due, under which article, and why each day counts. Needs no database."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable

from gongkai.doors.cli.days import add_calendar_option, calendar_from
from gongkai.rules.calendar import long_day, parse_day, parse_range
from gongkai.rules.deadlines import CAUSES, LAWS, STEPS, WAYS, Cause, Deadline, Pause, deadline
from gongkai.rules.refusal import Refusal

_LONGEST_PAUSE_DAYS = 366
"""A typed span that is longer is a slip of the finger."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the contract, and a few more."""
    parser.add_argument(
        "--received", required=True, metavar="日期", help="收到日期，如 2018-02-09；主动公开为信息形成日期"
    )
    parser.add_argument("--by", choices=list(WAYS), help="收到方式：" + _choices(WAYS.items()))
    parser.add_argument("--confirmed", metavar="日期", help="与申请人确认的日期（平信、网上、传真提交须有）")
    parser.add_argument(
        "--law",
        choices=["auto", *LAWS],
        default="auto",
        help="适用的条例，默认按收到日期选择（2019-05-15 起为 2019）",
    )
    parser.add_argument(
        "--act", choices=list(STEPS), default="reply", help="哪个环节，默认 reply：" + _choices(STEPS.items())
    )
    parser.add_argument(
        "--pause",
        action="append",
        default=[],
        metavar="起:止",
        help="征求意见等不计入期限的期间，首尾均含，可多次给出；默认为征求第三方意见，"
        "征求其他机关意见写作 起:止:other_organ",
    )
    parser.add_argument("--area", default="", metavar="代码", help="机构或地区代码，用于有地方规定的期限")
    add_calendar_option(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    """Print the due day. Raises Refusal for dates that cannot be and for steps without a limit."""
    result = deadline(
        arguments.act,
        parse_day(arguments.received, "收到日期"),
        calendar=calendar_from(arguments),
        way=arguments.by,
        confirmed=parse_day(arguments.confirmed, "确认日期") if arguments.confirmed is not None else None,
        law=None if arguments.law == "auto" else arguments.law,
        pauses=[_pause(text) for text in arguments.pause],
        area=arguments.area,
    )
    if arguments.format == "json":
        print(json.dumps(result.as_json(), ensure_ascii=False, indent=2))
    else:
        print(_as_text(result))
    return 0


def _choices(names: Iterable[tuple[str, str]]) -> str:
    return "，".join(f"{code} {name}" for code, name in names)


def _pause(text: str) -> Pause:
    """``FROM:TO``, or ``FROM:TO:CAUSE`` where it was not a third party that was asked."""
    span = text.replace("：", ":")
    asked: Cause = "third_party"
    for cause in CAUSES:
        if span.endswith(f":{cause}"):
            span, asked = span.removesuffix(f":{cause}"), cause
    first, last = parse_range(span, "不计入期限的期间")
    if (last - first).days > _LONGEST_PAUSE_DAYS:
        raise Refusal(f"不计入期限的期间“{text}”超过一年，请核对年份。")
    return Pause(first, last, asked)


def _as_text(result: Deadline) -> str:
    facts = result.as_json()
    title = f"{STEPS[result.step]}的最后期限：{long_day(result.due)}"
    lines = [
        title + ("（暂定）" if result.provisional else ""),
        f"依据：{facts['article']}，{result.workdays}个工作日",
        f"收到之日：{long_day(result.starts)}",
        *(f"说明：{note}。" for note in result.notes),
        "逐日说明：",
        *(f"  {day.date} {'计入' if day.counts else '不计'}  {day.why}" for day in result.days),
    ]
    return "\n".join(lines)
