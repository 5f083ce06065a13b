"""Templates: legible, checked by the spreadsheet itself, and an untouched one brings in nothing."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.doors.cli.ledgers import all_kinds
from gongkai.records.ledger.intake.columns import ColumnType
from gongkai.records.ledger.intake.headings import find_headings
from gongkai.records.ledger.intake.kind import LedgerKind
from gongkai.records.ledger.intake.rows import EXAMPLE_MARK, SheetReader
from gongkai.records.ledger.intake.template import write_template
from gongkai.records.ledger.intake.workbook import read_workbook
from gongkai.rules.refusal import Refusal
from tests.ledger.books import AT

KINDS = all_kinds()


@pytest.fixture(params=KINDS, ids=[kind.key for kind in KINDS])
def kind(request: pytest.FixtureRequest) -> LedgerKind:
    found: LedgerKind = request.param
    return found


@pytest.fixture
def sheet(kind: LedgerKind, tmp_path: Path) -> Worksheet:
    """The ledger sheet of the kind's template."""
    write_template(kind, tmp_path / "模板.xlsx")
    book = openpyxl.load_workbook(tmp_path / "模板.xlsx")
    assert book.sheetnames[:2] == [kind.label, "填写说明"]
    return book[kind.label]


def test_headings_say_what_is_needed_and_stay_in_sight(kind: LedgerKind, sheet: Worksheet) -> None:
    headings = [str(cell.value) for cell in sheet[1]]
    assert headings == [
        f"{column.heading}*" if column.required else column.heading for column in kind.columns
    ]
    assert all(cell.comment is not None for cell in sheet[1])
    assert sheet.freeze_panes == "A2"


def test_lists_and_limits_are_checked_by_the_spreadsheet(kind: LedgerKind, sheet: Worksheet) -> None:
    checked = {
        rule.type
        for rule in sheet.data_validations.dataValidation
        if str(rule.sqref).startswith(tuple("ABCDEFGHIJKLMN"))
    }
    types = {column.type for column in kind.columns}
    assert ("list" in checked) == bool(types & {ColumnType.CHOICE, ColumnType.YES_NO})
    assert ("date" in checked) == bool(types & {ColumnType.DATE, ColumnType.MONTH})
    assert ("whole" in checked) == (ColumnType.COUNT in types)


def test_every_choice_can_be_picked(kind: LedgerKind, sheet: Worksheet, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(tmp_path / "模板.xlsx")
    offered: list[list[str]] = []
    for rule in sheet.data_validations.dataValidation:
        if rule.type == "list":
            formula = str(rule.formula1)
            if formula.startswith('"'):
                offered.append(formula.strip('"').split(","))
            else:
                area = formula.partition("!")[2].replace("$", "")
                offered.append([str(cell.value) for (cell,) in book["选项"][area]])
    for column in kind.columns:
        if column.type is ColumnType.CHOICE:
            assert column.labels in offered


def test_an_untouched_template_holds_no_record(kind: LedgerKind, sheet: Worksheet, tmp_path: Path) -> None:
    reader = reader_of(kind, tmp_path / "模板.xlsx")
    assert list(reader.rows()) == []
    assert reader.problems == []
    assert [(notice.row, notice.text) for notice in reader.notices] == [(2, "是模板的示例行，没有导入")]


def test_the_example_is_a_row_that_could_be_registered(
    kind: LedgerKind, sheet: Worksheet, tmp_path: Path
) -> None:
    first = str(sheet.cell(2, 1).value)
    assert first.startswith(EXAMPLE_MARK)
    sheet.cell(2, 1).value = first.removeprefix(EXAMPLE_MARK)
    assert sheet.parent is not None
    sheet.parent.save(tmp_path / "填好.xlsx")
    reader = reader_of(kind, tmp_path / "填好.xlsx")
    (row,) = reader.rows()
    assert reader.problems == []
    assert set(row.values) == {column.key for column in kind.columns}


def reader_of(kind: LedgerKind, path: Path) -> SheetReader:
    table = next(table for table in read_workbook(path).tables if table.name == kind.label)
    headings = find_headings(kind, table, has_scope=False)
    assert headings is not None
    return SheetReader(kind, table, headings, AT.date(), has_scope=False)


def test_the_same_template_is_the_same_file(tmp_path: Path) -> None:
    for name in ("甲.xlsx", "乙.xlsx"):
        write_template(KINDS[0], tmp_path / name)
    assert (tmp_path / "甲.xlsx").read_bytes() == (tmp_path / "乙.xlsx").read_bytes()


def test_a_filled_ledger_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    path.touch()
    for _ in range(2):
        write_template(KINDS[0], path)
    book = openpyxl.load_workbook(path)
    book[KINDS[0].label]["A3"] = "640381106"
    book.save(path)
    filled = path.read_bytes()
    with pytest.raises(Refusal, match="没有覆盖"):
        write_template(KINDS[0], path)
    assert path.read_bytes() == filled


@pytest.mark.parametrize("name", ["模板.csv", "没有的文件夹/模板.xlsx"])
def test_a_file_that_cannot_be_written_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refusal):
        write_template(KINDS[0], tmp_path / name)
