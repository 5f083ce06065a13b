"""An empty ledger as a workbook: headings with notes, drop-downs, formats, one marked example, and a page of notes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from gongkai.records.ledger.intake.columns import Cell, Column, ColumnType
from gongkai.records.ledger.intake.kind import LedgerKind
from gongkai.records.ledger.intake.rows import EXAMPLE_MARK
from gongkai.rules.refusal import Refusal

_ROWS = 5000
"""Rows that carry formats and drop-downs."""
_INLINE = 255
"""Characters that a drop-down may hold in itself; longer lists stand on a sheet of their own."""
_INK, _ACCENT, _PAPER, _REQUIRED, _FAINT = "#1b1f23", "#0f5257", "#ffffff", "#e3efef", "#6b7280"
_NOTE_WIDTHS = (18, 8, 12, 46, 46)
_LINE = 18
"""Points of one line of text."""
_FONT = {"font_name": "Microsoft YaHei", "font_size": 11, "font_color": _INK}
_HOW = (
    "1. 一行填一条记录，从第 3 行填起（第 2 行是示例，留着也不会导入）。",
    "2. 带 * 的列必填。可以增加自己的列，导入时作为附注保留。",
    "3. 日期写成 2018-01-31；金额以元为单位；多项之间用顿号“、”隔开。",
    "4. 不要合并单元格。公式可以用，导入的是它的计算结果。",
    "5. 同一份台账重复导入不会重复登记；有一行不对，就一行也不导入。",
)


def write_template(kind: LedgerKind, path: Path) -> None:
    """Write the template of a kind. Raises Refusal when it cannot be written, or when another file stands there.

    A clerk who asks for the template twice may have filled in the first: what is not the empty template stays.
    """
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "template.xlsx"
        write_ledger(kind, made, [_example(kind)], title=kind.label, example=True)
        content = made.read_bytes()
    _refuse_other_kinds_of_file(path)
    if path.exists() and path.read_bytes() not in (b"", content):
        raise Refusal(f"“{path}”已有内容，没有覆盖：请换一个文件名。")
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise _unwritable(path) from problem


def write_ledger(
    kind: LedgerKind, path: Path, rows: Iterable[Mapping[str, Cell]], *, title: str, example: bool = False
) -> None:
    """Write rows (by column key) as a ledger of a kind, with the template's looks. Raises Refusal.

    The same rows make the same bytes: the workbook carries no time of its own.
    """
    _refuse_other_kinds_of_file(path)
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    workbook.set_properties({"title": title, "created": datetime(2018, 1, 1)})  # noqa: DTZ001
    book = _Book(workbook, kind)
    book.ledger(title, rows, example=example)
    book.notes()
    try:
        workbook.close()
    except (OSError, xlsxwriter.exceptions.FileCreateError) as problem:
        raise _unwritable(path) from problem


def _refuse_other_kinds_of_file(path: Path) -> None:
    if path.suffix.lower() != ".xlsx":
        raise Refusal(f"文件名应以 .xlsx 结尾：{path.name}。")


def _unwritable(path: Path) -> Refusal:
    return Refusal(f"不能写文件“{path}”：请检查文件夹是否存在、文件是否正被打开。")


def _example(kind: LedgerKind) -> dict[str, Cell]:
    """The example row; its first cell carries the mark that tells it from a record."""
    row = dict(kind.examples)
    first = kind.columns[0]
    row[first.key] = f"{EXAMPLE_MARK}{row[first.key] or ''}"
    return row


class _Book:
    """The sheets of one workbook."""

    def __init__(self, workbook: Any, kind: LedgerKind) -> None:
        self._workbook = workbook
        self._kind = kind
        self._lists: list[tuple[Column, Sequence[str]]] = []
        self._cell = {column.key: workbook.add_format(_FONT | _looks(column)) for column in kind.columns}

    def ledger(self, title: str, rows: Iterable[Mapping[str, Cell]], *, example: bool) -> None:
        sheet = self._workbook.add_worksheet(title[:31])
        head = self._format(bold=True, bg_color=_ACCENT, font_color=_PAPER, border=1, border_color=_ACCENT,
                            text_wrap=True, align="center", valign="vcenter")  # fmt: skip
        needed = self._format(bold=True, bg_color=_REQUIRED, font_color=_ACCENT, border=1,
                              border_color=_ACCENT, text_wrap=True, align="center", valign="vcenter")  # fmt: skip
        sheet.set_row(0, 30)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(self._kind.columns):
            sheet.set_column(at, at, column.width, self._cell[column.key])
            sheet.write_string(0, at, _heading(column), needed if column.required else head)
            if example:
                sheet.write_comment(
                    0, at, _comment(column), {"x_scale": 1.8, "y_scale": 1.4, "font_size": 10}
                )
                self._validate(sheet, at, column)
        faint = {
            column.key: self._format(italic=True, font_color=_FAINT, **_looks(column))
            for column in self._kind.columns
        }
        looks = faint if example else self._cell
        for number, row in enumerate(rows, 1):
            for at, column in enumerate(self._kind.columns):
                _write(sheet, number, at, row.get(column.key), looks[column.key])
        _for_paper(sheet, title)
        sheet.repeat_rows(0)

    def notes(self) -> None:
        """The page of notes, and behind it the lists that are too long for a drop-down of their own."""
        sheet = self._workbook.add_worksheet("填写说明")
        plain = self._format(text_wrap=True, valign="top")
        bold = self._format(bold=True, font_size=14)
        head = self._format(bold=True, bg_color=_ACCENT, font_color=_PAPER, border=1)
        cell = self._format(text_wrap=True, valign="top", border=1, border_color="#c8d0d4")
        for at, width in enumerate(_NOTE_WIDTHS):
            sheet.set_column(at, at, width, plain)
        sheet.write_string(0, 0, f"{self._kind.label}：填写说明", bold)
        sheet.merge_range(1, 0, 1, 4, self._kind.about, plain)
        for number, line in enumerate(_HOW, 2):
            sheet.merge_range(number, 0, number, 4, line, plain)
        top = len(_HOW) + 3
        for at, words in enumerate(("列名", "必填", "内容", "说明", "可填")):
            sheet.write_string(top, at, words, head)
        for number, column in enumerate(self._kind.columns, top + 1):
            needed = "必填" if column.required else ""
            told = (column.heading, needed, column.type.value, column.note, "、".join(column.labels))
            for at, words in enumerate(told):
                sheet.write_string(number, at, words, cell)
            sheet.set_row(number, _LINE * max(map(_lines, told, _NOTE_WIDTHS)))
        _for_paper(sheet, f"{self._kind.label}：填写说明")
        if self._lists:
            self._hidden_lists()

    def _hidden_lists(self) -> None:
        sheet = self._workbook.add_worksheet("选项")
        for at, (column, labels) in enumerate(self._lists):
            sheet.write_string(0, at, column.heading)
            for number, label in enumerate(labels, 1):
                sheet.write_string(number, at, label)
        sheet.hide()

    def _validate(self, sheet: Any, at: int, column: Column) -> None:
        rule = self._rule(column)
        if rule is not None:
            rule |= {"error_title": column.heading, "ignore_blank": True}
            sheet.data_validation(2, at, _ROWS, at, rule)

    def _rule(self, column: Column) -> dict[str, Any] | None:
        if column.type is ColumnType.YES_NO:
            return {"validate": "list", "source": ["是", "否"], "error_message": "请选“是”或“否”。"}
        if column.type is ColumnType.CHOICE:
            return {"validate": "list", "source": self._source(column), "error_message": "请从列表中选择。"}
        if column.type in (ColumnType.DATE, ColumnType.MONTH):
            return {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1949, 10, 1),
                "maximum": date(2099, 12, 31),
                "error_message": "请填写真实日期，如 2018-01-31。",
            }
        if column.type is ColumnType.COUNT:
            return {
                "validate": "integer",
                "criteria": ">=",
                "value": 0,
                "error_message": "请填写不小于 0 的整数，不带单位。",
            }
        if column.type is ColumnType.MONEY:
            return {
                "validate": "decimal",
                "criteria": ">=",
                "value": 0,
                "error_message": "请填写不小于 0 的金额（元），不带单位。",
            }
        if column.longest:
            return {
                "validate": "length",
                "criteria": "<=",
                "value": column.longest,
                "error_message": f"最多 {column.longest} 个字。",
            }
        return None

    def _source(self, column: Column) -> list[str] | str:
        labels = column.labels
        if len(",".join(labels)) <= _INLINE and not any("," in label for label in labels):
            return labels
        self._lists.append((column, labels))
        letter = chr(ord("A") + len(self._lists) - 1)
        return f"=选项!${letter}$2:${letter}${len(labels) + 1}"

    def _format(self, **looks: Any) -> Any:
        return self._workbook.add_format(_FONT | looks)


def _lines(words: str, width: int) -> int:
    """Lines that words take in a column; a Chinese sign is as wide as two digits."""
    return max(1, -(-sum(2 if ord(sign) > 0x2E80 else 1 for sign in words) // (width - 2)))


def _for_paper(sheet: Any, title: str) -> None:
    """A4 across, as wide as the page, with title and page number."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f"&C{title}")
    sheet.set_footer("&C第 &P 页，共 &N 页")
    sheet.fit_to_pages(1, 0)


def _heading(column: Column) -> str:
    return f"{column.heading}*" if column.required else column.heading


def _comment(column: Column) -> str:
    lines = [f"{column.type.value}，{'必填' if column.required else '可不填'}。", column.note]
    if column.choices:
        lines.append(f"可填：{'、'.join(column.labels)}")
    return "\n".join(filter(None, lines))


def _looks(column: Column) -> dict[str, Any]:
    match column.type:
        case ColumnType.DATE:
            return {"num_format": "yyyy-mm-dd", "align": "left"}
        case ColumnType.MONTH:
            return {"num_format": "yyyy-mm", "align": "left"}
        case ColumnType.MONEY:
            return {"num_format": "#,##0.00"}
        case ColumnType.COUNT:
            return {"num_format": "0"}
        case ColumnType.NUMBER:
            return {"num_format": "General"}
        case _:
            return {"num_format": "@"}


def _write(sheet: Any, row: int, at: int, value: Cell, looks: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, at, "是" if value else "否", looks)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, at, value, looks)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, at, value, looks)
    else:
        sheet.write_string(row, at, str(value), looks)
