"""``gongkai annual compute``: every number of the yearly report, from the ledger."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from gongkai.doors.cli.database import wake
from gongkai.doors.cli.output import print_csv, print_json, print_table
from gongkai.rules.forms.edition import FORMS

if TYPE_CHECKING:
    from gongkai.readings.annual.figures import AnnualReport, Figure

_HEADINGS = ("代码", "指标", "单位", "数值", "来源", "记录数")
_SOURCES = {"tally": "台账", "entered": "填报", "carried": "结转", "heading": ""}
_SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}


def configure(parser: argparse.ArgumentParser) -> None:
    """Whose report on which year, by which form."""
    add_report_arguments(parser)
    parser.add_argument(
        "--format", choices=["table", "json", "csv"], default="table", help="输出格式，默认 table"
    )


def add_report_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments that name one report."""
    parser.add_argument("--body", required=True, metavar="代码", help="机构代码，如 640381106")
    parser.add_argument("--year", required=True, type=int, metavar="年度", help="报告年度，如 2018")
    parser.add_argument("--form", choices=FORMS, help="按哪一年版的表计算，默认按年度")


def run(arguments: argparse.Namespace) -> int:
    """Print the figures and what does not agree; 1 when something cannot be right."""
    wake()
    from gongkai.readings.annual.compute import compute
    from gongkai.records.bodies.queries import find_body

    report = compute(find_body(arguments.body), arguments.year, arguments.form)
    if arguments.format == "json":
        print_json(_as_json(report))
    elif arguments.format == "csv":
        print_csv(
            _HEADINGS, [_line(figure, deep=False) for figure in (*report.figures, *report.prose_figures)]
        )
    else:
        _print_report(report)
    return 1 if any(finding.severity == "error" for finding in report.findings) else 0


def _as_json(report: AnnualReport) -> dict[str, Any]:
    """The contract's object, with the numbers that only the prose uses beside it."""
    from gongkai.readings.annual.compute import values_of

    return {
        "body": report.body_code,
        "year": report.year,
        "form": report.form,
        "values": values_of(report.figures),
        "figures": [figure.as_json() for figure in report.figures],
        "prose": [figure.as_json() for figure in report.prose_figures],
        "findings": [finding.as_json() for finding in report.findings],
    }


def _print_report(report: AnnualReport) -> None:
    mark = "（演示数据）" if report.demonstration else ""
    print(f"{report.title}{mark}，{report.form} 年版的表")
    print_table(_HEADINGS, [_line(figure, deep=True) for figure in report.figures], right=("数值", "记录数"))
    print("\n正文用到的数：")
    print_table(
        _HEADINGS, [_line(figure, deep=True) for figure in report.prose_figures], right=("数值", "记录数")
    )
    if report.findings:
        print("\n检查：")
    for finding in report.findings:
        print(f"【{_SEVERITIES[finding.severity]}】{finding.message}")


def _line(figure: Figure, *, deep: bool) -> list[str]:
    from gongkai.readings.annual.prose import written

    indent = "　" * figure.level if deep else ""
    if figure.source == "heading":
        return [figure.code, indent + figure.label, "", "", "", ""]
    return [
        figure.code,
        indent + figure.label,
        figure.unit,
        written(figure),
        _SOURCES[figure.source],
        str(figure.rows),
    ]
