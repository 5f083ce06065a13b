"""``gongkai annual rollup``: the reports of the bodies under one, added up."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from gongkai.doors.cli.annual_compute import add_report_arguments
from gongkai.doors.cli.database import wake
from gongkai.doors.cli.output import print_json, print_table

if TYPE_CHECKING:
    from gongkai.readings.annual.rollup import Rollup

_STATES = {"published": "已公布", "drafted": "已编制，未公布", "missing": "没有报告"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Whose units, and which year."""
    add_report_arguments(parser)
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    """Print the units and their sum; 1 when they do not add up to the whole. A missing report is only said."""
    wake()
    from gongkai.readings.annual.rollup import rollup
    from gongkai.records.bodies.queries import find_body

    found = rollup(find_body(arguments.body), arguments.year, arguments.form)
    if arguments.format == "json":
        print_json(found.as_json())
    else:
        _print(found)
    return 1 if found.disagreements else 0


def _print(found: Rollup) -> None:
    print(f"{found.body_code} {found.year} 年度，{found.form} 年版的表，共 {len(found.units)} 个单位")
    print_table(
        ("机构代码", "单位", "年度报告"),
        [[unit.body_code, unit.name, _STATES[unit.state]] for unit in found.units],
    )
    print("\n合计：")
    labels = {figure.code: figure.label for unit in found.units for figure in unit.figures}
    print_table(
        ("代码", "指标", "各单位合计", "汇总机构"),
        [[code, labels[code], str(value), str(found.whole[code])] for code, value in found.added.items()],
        right=("各单位合计", "汇总机构"),
    )
    for one in found.disagreements:
        print(f"【错误】{one.message}")
    if found.missing:
        names = "、".join(unit.name for unit in found.missing)
        print(f"【提示】{len(found.missing)} 个单位没有编制年度报告，合计中用的是其台账：{names}。")
