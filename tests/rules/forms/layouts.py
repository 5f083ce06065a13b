"""The same table in every layout that clerks use, as papers: what recognition must read all alike."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.rules.forms.edition import edition
from gongkai.rules.forms.paper import Line, Paper, Place, Table, TableCell
from gongkai.rules.forms.recognised import Number

Row = tuple[str, str, str]
"""Label, unit, value as printed."""

PROSE = (
    "河西县东川镇2018年政府信息公开工作年度报告",
    "根据有关规定编制本报告，统计期限为2018年1月1日至2018年12月31日。",
    "一、概述",
    "2018年，全镇收到申请数1件，主动公开政府信息数744条，政府网站公开政府信息数79条，申请办结数1件。",
    "二、主动公开情况",
    "主动公开政府信息744条，其中微信133条。",
    "三、依申请公开情况",
    "收到申请1件，已按时办结。",
    "附件：政府信息公开情况统计表",
)
HEADS = ("统计指标", "单位", "统计数")


def printed(value: Number | None) -> str:
    return "" if value is None else str(value)


def form_rows(
    values: dict[str, Number | None],
    shown: Callable[[Number | None], str] = printed,
    label: Callable[[str], str] = str,
) -> list[Row]:
    """Every row of the 2014 form with its printed value; headings have a dash for their unit."""
    rows: list[Row] = []
    for field in edition("2014").fields:
        depth = len(edition("2014").ancestors(field.code))
        unit = "—" if field.unit is None else field.unit
        rows.append(("　　" * depth + label(field.label), unit, shown(values.get(field.code))))
    return rows


def paper_of_lines(texts: Sequence[str], *, page: int | None = None, kind: str = "txt") -> Paper:
    before = [Line(text, Place(line=at)) for at, text in enumerate(PROSE, 1)]
    table = [Line(text, Place(line=at, page=page)) for at, text in enumerate(texts, len(PROSE) + 1)]
    return Paper("report", kind, (*before, *table))


def table_of(rows: Sequence[Sequence[str]], name: str = "表1") -> Table:
    width = max(len(row) for row in rows)
    return Table(
        tuple(
            tuple(
                TableCell(text, Place(cell=f"{name} 第{at}行第{column}列"))
                for column, text in enumerate([*row, *[""] * (width - len(row))], 1)
            )
            for at, row in enumerate(rows, 1)
        )
    )


def paper_of_tables(*tables: Table) -> Paper:
    return Paper(
        "report", "docx", (*(Line(text, Place(line=at)) for at, text in enumerate(PROSE, 1)), *tables)
    )


def one_cell_a_line(rows: Sequence[Row]) -> Paper:
    texts = [" 政府信息公开情况统计表", "（2018年度）", "\t统　计　指　标", "\t单位", "\t统计数", ""]
    for label, unit, value in rows:
        texts += [f"\t{label}", f"\t{unit}", f"\t{value}", ""]
        if "主动公开政府信息数" in label:
            texts += ["\t　　（不同渠道和方式公开相同信息计1条）", "\t", "\t", ""]
    return paper_of_lines(texts)


def plain_table(rows: Sequence[Row]) -> Paper:
    return paper_of_tables(table_of([HEADS, *rows]))


def columns_turned(rows: Sequence[Row]) -> Paper:
    body = [(str(at), unit, value, label, "") for at, (label, unit, value) in enumerate(rows, 1)]
    return paper_of_tables(table_of([("序号", "单位", "数量", "指标", "备注"), *body]))


def numbered_with_remarks(rows: Sequence[Row]) -> Paper:
    body = [(str(at), label, unit, value, "见台账") for at, (label, unit, value) in enumerate(rows, 1)]
    return paper_of_tables(table_of([("序号", *HEADS, "备注"), *body]))


def headless_numbered(rows: Sequence[Row]) -> Paper:
    return paper_of_tables(table_of([(str(at), *row) for at, row in enumerate(rows, 1)]))


def two_years(rows: Sequence[Row]) -> Paper:
    body = [(label, unit, "7", value) for label, unit, value in rows]
    return paper_of_tables(table_of([("统计指标", "单位", "2017年", "2018年"), *body]))


def merged_headings(rows: Sequence[Row]) -> Paper:
    title = ("政府信息公开情况统计表", "", "", "")
    body = [
        ("", label, unit, value) if unit != "—" or value else (label, "", "", "")
        for label, unit, value in rows
    ]
    return paper_of_tables(table_of([title, ("（2018年度）", "", "", ""), ("", *HEADS), *body]))


def split_tables(rows: Sequence[Row]) -> Paper:
    third = len(rows) // 3
    parts = [rows[:third], rows[third : 2 * third], rows[2 * third :]]
    tables = [table_of([HEADS, *part], f"表{at}") for at, part in enumerate(parts, 1)]
    return paper_of_tables(*tables)


def side_by_side(rows: Sequence[Row]) -> Paper:
    half = (len(rows) + 1) // 2
    right = [*rows[half:], *[("", "", "")] * (2 * half - len(rows))]
    return paper_of_tables(
        table_of([(*HEADS, *HEADS), *((*one, *two) for one, two in zip(rows[:half], right, strict=True))])
    )


def levels_in_columns(rows: Sequence[Row]) -> Paper:
    body: list[Sequence[str]] = []
    for label, unit, value in rows:
        level = min((len(label) - len(label.lstrip("　"))) // 2, 2)
        labels = ["", "", ""]
        labels[level] = label.strip()
        body.append((*labels, unit, value))
    return paper_of_tables(table_of([("统计指标", "", "", "单位", "统计数"), *body]))


def markdown(rows: Sequence[Row]) -> Paper:
    lines = ["| 统计指标 | 单位 | 统计数 |", "|---|:---:|---:|"]
    return paper_of_lines([*lines, *(f"| {label} | {unit} | {value} |" for label, unit, value in rows)])


def tabs(rows: Sequence[Row]) -> Paper:
    return paper_of_lines(["\t".join(HEADS), *("\t".join(row) for row in rows)])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def aligned_gaps(rows: Sequence[Row]) -> Paper:
    def padded(text: str, width: int) -> str:
        return text + " " * (width - _width(text))

    longest = max(_width(label) for label, _, _ in rows) + 4
    return paper_of_lines([padded(row[0], longest) + padded(row[1], 10) + row[2] for row in (HEADS, *rows)])


def loose_gaps(rows: Sequence[Row]) -> Paper:
    return paper_of_lines(["  ".join(HEADS), *("   ".join(text for text in row if text) for row in rows)])


@dataclass(frozen=True)
class Pdf:
    """PDF text: labels wrapped after ``width`` characters, the numbers on one of the label's lines."""

    width: int
    numbers_on: str

    def __call__(self, rows: Sequence[Row]) -> Paper:
        texts: list[tuple[str, int]] = []
        for number, (label, unit, value) in enumerate(rows):
            page = 1 + number // 30
            if number and number % 30 == 0:
                texts += [(f"- {page - 1} -", page - 1), ("政府信息公开情况统计表", page)]
            bare = label.strip()
            lines = [bare[at : at + self.width] for at in range(0, len(bare), self.width)]
            at = {"first": 0, "last": len(lines) - 1, "middle": len(lines) // 2}[self.numbers_on]
            lines[at] = " ".join(text for text in (lines[at], unit, value) if text)
            texts += [(text, page) for text in lines]
        start = [Line(text, Place(page=1)) for text in (*PROSE, " ".join(HEADS))]
        return Paper("report", "pdf", (*start, *(Line(text, Place(page=page)) for text, page in texts)))


LAYOUTS: dict[str, Callable[[Sequence[Row]], Paper]] = {
    "one cell a line": one_cell_a_line,
    "plain table": plain_table,
    "columns turned": columns_turned,
    "numbered with remarks": numbered_with_remarks,
    "headless, numbered": headless_numbered,
    "two years": two_years,
    "merged headings": merged_headings,
    "split tables": split_tables,
    "side by side": side_by_side,
    "levels in columns": levels_in_columns,
    "markdown": markdown,
    "tabs": tabs,
    "aligned gaps": aligned_gaps,
    "loose gaps": loose_gaps,
    "pdf": Pdf(60, "last"),
    "pdf wrapped, numbers last": Pdf(16, "last"),
    "pdf wrapped, numbers first": Pdf(16, "first"),
    "pdf wrapped, numbers between": Pdf(9, "middle"),
}
