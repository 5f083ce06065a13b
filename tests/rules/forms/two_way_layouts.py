"""The two-way tables of the 2019 and 2021 forms in several layouts, as papers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from gongkai.rules.forms.edition import Edition, Grid, edition
from gongkai.rules.forms.paper import Line, Paper, Place
from gongkai.rules.forms.recognised import Number
from tests.rules.forms.layouts import printed, table_of

Grids = dict[str, list[list[str]]]

OPENING = (
    "河西县东川镇人民政府",
    "{year}年政府信息公开工作年度报告",
    "一、总体情况",
    "{year}年，东川镇主动公开政府信息120条，新收政府信息公开申请3件。",
)
CHAPTERS = (
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
)
CLOSING = ("五、存在的主要问题及改进情况", "公开的时效还不够。", "六、其他需要报告的事项", "无。")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")


def numeric_codes(form: str) -> list[str]:
    return [field.code for field in edition(form).fields if field.numeric]


def grids(form: str, values: Mapping[str, Number | None]) -> Grids:
    """Each table as rows of texts, as the form prints it; merged cells leave empty ones behind."""
    known = edition(form)
    by_table = {grid.table: grid for grid in known.grids}

    def shown(code: str) -> str:
        return printed(values.get(code))

    return {
        "t2": _own_columns(known, by_table["t2"], shown),
        "t3": _applications(known, by_table["t3"], shown),
        "t4": _cases(by_table["t4"], shown),
    }


def _own_columns(known: Edition, grid: Grid, shown: Callable[[str], str]) -> list[list[str]]:
    rows: list[list[str]] = []
    section = ""
    for row in grid.rows:
        fields = [known.by_code[code] for code in row.cells]
        heading = known.by_code[known.ancestors(fields[0].code)[1]].label
        if heading != section:
            section = heading
            rows += [[heading], ["信息内容", *(str(field.column_label) for field in fields)]]
        rows.append([row.label, *(shown(code) for code in row.cells)])
    return rows


def _applications(known: Edition, grid: Grid, shown: Callable[[str], str]) -> list[list[str]]:
    labels = [column.label for column in grid.columns]
    rows = [
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "", "", "申请人情况"],
        ["", "", "", labels[0], "法人或其他组织", "", "", "", "", labels[-1]],
        ["", "", "", "", *labels[1:-1], ""],
    ]
    numeric = {row.key: row for row in grid.rows}
    for field in known.fields:
        if field.table != "t3" or field.row is None or field.column is not None:
            continue
        depth = field.row.count("_")
        label = ["", "", ""]
        label[min(depth, 2)] = field.label
        cells = numeric[field.row].cells if field.row in numeric else ()
        rows.append([*label, *(shown(code) for code in cells)])
    return rows


def _cases(grid: Grid, shown: Callable[[str], str]) -> list[list[str]]:
    return [
        ["行政复议", "", "", "", "", "行政诉讼"],
        [*RESULTS, "未经复议直接起诉", "", "", "", "", "复议后起诉"],
        ["", "", "", "", "", *RESULTS, *RESULTS],
        [shown(code) for row in grid.rows for code in row.cells],
    ]


def _paper(blocks: Sequence[Sequence[object]], year: int, kind: str) -> Paper:
    parts: list[object] = [*(text.format(year=year) for text in OPENING)]
    for heading, block in zip(CHAPTERS, blocks, strict=True):
        parts += [heading, *block]
    parts += CLOSING
    lines = [
        Line(part, Place(line=at)) if isinstance(part, str) else part for at, part in enumerate(parts, 1)
    ]
    return Paper("report", kind, tuple(lines))  # type: ignore[arg-type]


def word_tables(tables: Grids, year: int) -> Paper:
    return _paper([[table_of(rows, name)] for name, rows in tables.items()], year, "docx")


def one_sheet(tables: Grids, year: int) -> Paper:
    """Everything in one sheet of a workbook, chapter headings and sentences too."""
    rows: list[list[str]] = [[text.format(year=year)] for text in OPENING]
    for heading, table in zip(CHAPTERS, tables.values(), strict=True):
        rows += [[heading], *table, [""]]
    rows += [[text] for text in CLOSING]
    return Paper("report", "xlsx", (table_of(rows, "年报"),))


def split_sheet(tables: Grids, year: int) -> Paper:
    """Table 3 goes on as a second table on the next page, without its headings."""
    body = tables["t3"]
    blocks = [
        [table_of(tables["t2"], "表1")],
        [table_of(body[:14], "表2"), table_of([["", "", "", *[""] * 7], *body[14:]], "表3")],
        [table_of(tables["t4"], "表4")],
    ]
    return _paper(blocks, year, "docx")


def _texts(row: Sequence[str]) -> list[str]:
    return [text for text in row if text]


def pdf_lines(tables: Grids, year: int) -> Paper:
    return _paper([[" ".join(_texts(row)) for row in rows] for rows in tables.values()], year, "pdf")


def one_cell_a_line(tables: Grids, year: int) -> Paper:
    return _paper(
        [[text for row in rows for text in (*_texts(row), "")] for rows in tables.values()], year, "txt"
    )


def pipes(tables: Grids, year: int) -> Paper:
    return _paper([["| " + " | ".join(row) + " |" for row in rows] for rows in tables.values()], year, "txt")


def tabs(tables: Grids, year: int) -> Paper:
    return _paper([["\t".join(row) for row in rows] for rows in tables.values()], year, "txt")


TWO_WAY_LAYOUTS: dict[str, Callable[[Grids, int], Paper]] = {
    "word tables": word_tables,
    "one sheet": one_sheet,
    "split table": split_sheet,
    "pdf lines": pdf_lines,
    "one cell a line": one_cell_a_line,
    "pipes": pipes,
    "tabs": tabs,
}
