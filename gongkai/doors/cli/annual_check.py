"""``gongkai annual check``: any report of any body, checked without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from gongkai.records.documents.extraction.papers import read_paper
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.rules.forms.edition import FORMS
from gongkai.rules.forms.paper import Paper, Place
from gongkai.rules.refusal import Refusal
from gongkai.rules.relations.check import Checked, check_paper

_GROUPS = (
    ("error", "错误（不可能都对，须改正）"),
    ("warning", "警告（请核对）"),
    ("info", "提示（供参考）"),
)
_FIRST_YEAR, _LAST_YEAR = 2008, 2100
"""The regulation is in force from 2008-05-01."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the contract."""
    parser.add_argument(
        "files", nargs="+", metavar="文件", help="年度报告：.txt .html .docx .xlsx .pdf .json，可给多个"
    )
    parser.add_argument(
        "--form", choices=["auto", *FORMS], default="auto", help="使用的是哪一年版的表，默认自动判断"
    )
    parser.add_argument("--year", type=int, metavar="年度", help="应是哪一年度的报告，如 2018；默认按标题")
    parser.add_argument("--body-name", metavar="名称", help="应是哪个机构的报告；默认按标题")
    parser.add_argument("--previous", metavar="文件", help="同一机构上一年度的报告，用来核对增长和结转")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    """Print what does not agree. 2 when a file cannot be used (the others are still checked), 1 for errors, else 0."""
    if arguments.year is not None and not _FIRST_YEAR <= arguments.year <= _LAST_YEAR:
        raise Refusal(f"年度 {arguments.year} 不像真实年份，请写四位数字，如 2018。")
    with Sandbox() as sandbox:
        checked, unusable = _all(arguments, sandbox)
    if arguments.format == "json":
        print(json.dumps([one.as_json() for one in checked], ensure_ascii=False, indent=2))
    else:
        if checked:
            print("\n\n".join("\n".join(_as_text(one)) for one in checked))
        if len(arguments.files) > 1:
            print(f"\n{_summary(checked, unusable)}")
    if unusable:
        return 2
    return 1 if any(one.wrong for one in checked) else 0


def _all(arguments: argparse.Namespace, sandbox: Sandbox) -> tuple[list[Checked], int]:
    """Every readable file checked, in order, and how many cannot be used; a single unusable file is refused."""
    previous = None if arguments.previous is None else read_paper(Path(arguments.previous), sandbox)
    checked: list[Checked] = []
    unusable = 0
    for name in _counted(arguments.files):
        try:
            paper = read_paper(Path(name), sandbox)
            checked.append(replace(_checked(paper, previous, arguments), file=name))
        except Refusal as refusal:
            if len(arguments.files) == 1:
                raise
            unusable += 1
            sys.stderr.write(f"gongkai: {_naming(name, refusal)}\n")
    return checked, unusable


def _checked(paper: Paper, previous: Paper | None, arguments: argparse.Namespace) -> Checked:
    return check_paper(
        paper, form=arguments.form, year=arguments.year, body_name=arguments.body_name, previous=previous
    )


def _naming(name: str, refusal: Refusal) -> str:
    """The refusal with the file it is about, unless it names it already."""
    text = str(refusal)
    return text if Path(name).name in text else f"{name}：{text}"


def _counted(names: list[str]) -> Iterator[str]:
    """The files, with a count on a terminal's stderr when there are several."""
    shown = len(names) > 1 and sys.stderr.isatty()
    for number, name in enumerate(names, 1):
        if shown:
            sys.stderr.write(f"\r\x1b[K正在检查 {number}/{len(names)}：{Path(name).name}")
            sys.stderr.flush()
        yield name
    if shown:
        sys.stderr.write("\r\x1b[K")


def _as_text(checked: Checked) -> Iterator[str]:
    year = "年度不详" if checked.year is None else f"{checked.year}年度"
    form = "没有找到统计表" if checked.form is None else f"{checked.form}年版的表"
    yield f"{checked.file}：{checked.body or '机构不详'}，{year}，{form}"
    if not checked.findings:
        yield "没有发现问题。"
        return
    for severity, heading in _GROUPS:
        found = [finding for finding in checked.findings if finding.severity == severity]
        if found:
            yield f"{heading}{len(found)}处："
            yield from (f"  {_where(finding.where, checked.kind)}{finding.message}" for finding in found)
    counts = [
        sum(1 for finding in checked.findings if finding.severity == severity) for severity, _ in _GROUPS
    ]
    yield f"合计：错误{counts[0]}处，警告{counts[1]}处，提示{counts[2]}处。"


def _where(place: Place, kind: str) -> str:
    """Where a person finds it: a line of a text file, a paragraph of a document, a cell, a page."""
    parts = []
    if place.page is not None:
        parts.append(f"第{place.page}页")
    if place.cell is not None:
        parts.append(place.cell)
    elif place.line is not None:
        parts.append(f"第{place.line}{'段' if kind in ('docx', 'html') else '行'}")
    return f"{' '.join(parts)}：" if parts else ""


def _summary(checked: list[Checked], unusable: int) -> str:
    wrong = sum(1 for one in checked if one.wrong)
    fine = sum(1 for one in checked if not one.findings)
    failed = f"，{unusable}份无法使用" if unusable else ""
    return f"共{len(checked) + unusable}份：{wrong}份有错误，{fine}份没有发现问题{failed}。"
