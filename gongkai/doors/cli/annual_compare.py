"""``gongkai annual compare``: a published report against the ledger, row by row."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.doors.cli.annual_compute import add_report_arguments
from gongkai.doors.cli.database import wake
from gongkai.doors.cli.output import print_json, print_table

if TYPE_CHECKING:
    from gongkai.readings.annual.compare import Comparison

_HEADINGS = ("代码", "指标", "报告", "台账", "是否一致", "说明")


def configure(parser: argparse.ArgumentParser) -> None:
    """Whose report on which year, and the published file."""
    add_report_arguments(parser)
    parser.add_argument(
        "file", type=Path, metavar="文件", help="已发布的年度报告（txt html docx xlsx pdf json）"
    )
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    """Print every row; 1 when a data row differs. A value on a heading row is shown, but is no difference of data."""
    wake()
    from gongkai.readings.annual.compare import compare
    from gongkai.readings.annual.compute import compute
    from gongkai.records.bodies.queries import find_body
    from gongkai.records.documents.extraction import read_paper
    from gongkai.rules.forms.recognition import recognise

    body = find_body(arguments.body)
    published = recognise(read_paper(arguments.file), arguments.form or "auto", arguments.year)
    report = compute(body, arguments.year, arguments.form or published.form)
    found = compare(report, published)
    if arguments.format == "json":
        print_json(
            {
                "body": report.body_code,
                "year": report.year,
                "form": report.form,
                "file": str(arguments.file),
                "rows": [row.as_json() for row in found.rows],
                "differences": [row.code for row in found.differing],
                "warnings": list(found.warnings),
            }
        )
    else:
        _print(found)
    return 1 if found.differing else 0


def _print(found: Comparison) -> None:
    for warning in found.warnings:
        print(f"注意：{warning}")
    print_table(
        _HEADINGS,
        [
            [row.code, row.label, _shown(row.published), _shown(row.computed), _word(row.equal), row.note]
            for row in found.rows
        ],
        right=("报告", "台账"),
    )
    data = [row for row in found.rows if not row.heading]
    headings = [row for row in found.rows if row.heading and not row.equal]
    said = "全部一致" if not found.differing else f"{len(found.differing)} 行不一致"
    print(f"\n数据行 {len(data)} 行，{said}。")
    for row in headings:
        print(f"标题行“{row.label}”填了 {_shown(row.published)}，标题行不填数。")


def _word(equal: bool) -> str:
    return "一致" if equal else "不一致"


def _shown(value: int | float | None) -> str:
    return "" if value is None else str(value)
