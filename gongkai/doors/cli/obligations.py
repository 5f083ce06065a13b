"""``gongkai obligations``: raise what a year makes due, and say how a body stands."""

from __future__ import annotations

import argparse

from gongkai.doors.cli.database import wake
from gongkai.doors.cli.output import print_json, print_table
from gongkai.rules.calendar import parse_day
from gongkai.rules.refusal import Refusal

_YEARS = range(2008, 2101)


def configure(parser: argparse.ArgumentParser) -> None:
    """Two verbs."""
    verbs = parser.add_subparsers(dest="verb", metavar="做什么", required=True)
    raising = verbs.add_parser("raise", help="按目录生成一个机构及其下属一年的按期义务；重复执行不会重复生成")
    raising.add_argument("--year", required=True, type=int, metavar="年份", help="年份，如 2018")
    show = verbs.add_parser("show", help="一个机构及其下属的义务各有多少")
    show.add_argument("--on", metavar="日期", help="哪一天的情况，默认今天")
    for each in (raising, show):
        each.add_argument("--body", required=True, metavar="代码", help="机构代码，如 640381106")
        each.add_argument("--format", choices=["text", "json"], default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked. Raises Refusal."""
    wake()
    return {"raise": _raise, "show": _show}[arguments.verb](arguments)


def _raise(arguments: argparse.Namespace) -> int:
    from gongkai.doors.cli.ledgers import this_user
    from gongkai.doors.clock import now
    from gongkai.records.bodies.queries import find_body
    from gongkai.records.catalogue.actions import raise_year

    if arguments.year not in _YEARS:
        raise Refusal(f"年份 {arguments.year} 不对，应为 {_YEARS[0]} 到 {_YEARS[-1]}。")
    body = find_body(arguments.body)
    raised = raise_year(body, arguments.year, by=this_user(), at=now())
    if arguments.format == "json":
        print_json(
            {
                "body": body.code,
                "year": arguments.year,
                "fresh": raised.fresh,
                "known": raised.known,
                "ownerless": raised.ownerless,
            }
        )
        return 0
    print(f"{body.name} {arguments.year} 年：新生成 {raised.fresh} 项义务，原有 {raised.known} 项。")
    if raised.ownerless:
        print(f"其中 {raised.ownerless} 项没有责任人：请为机构登记联络员或经办人。")
    return 0


def _show(arguments: argparse.Namespace) -> int:
    from gongkai.doors.clock import today
    from gongkai.records.bodies.queries import find_body, subtree
    from gongkai.records.catalogue.duties import GROUPS, DutyFilter, count_by_group

    on = parse_day(arguments.on, "日期") if arguments.on is not None else today()
    body = find_body(arguments.body)
    counts = count_by_group(DutyFilter(bodies=subtree(body)), on)
    if arguments.format == "json":
        print_json({"body": body.code, "on": on.isoformat(), "counts": counts})
        return 0
    print_table(("情况", "项"), [(group.label, str(counts[group.key])) for group in GROUPS], right=("项",))
    return 0
