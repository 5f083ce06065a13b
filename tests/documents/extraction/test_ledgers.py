"""Ledgers of strangers: read in the jail they give what the plain reader gives, and a hostile one gives a sentence."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from gongkai.records.documents.extraction.ledgers import read_ledger_apart
from gongkai.records.intake import read_ledger
from gongkai.records.ledger.intake.table import LedgerFile
from gongkai.rules.refusal import Refusal
from tests.ledger.books import rewritten, text, workbook

ROWS: list[list[Any]] = [
    ["名称", "数", "日", "记"],
    ["甲", 1.5, date(2018, 4, 10), True],
    ["", None, date(2018, 5, 1), "乙"],
]


def told(file: LedgerFile) -> list[Any]:
    """All that a reader says of a file."""
    tables = [
        (table.name, list(map(_row, table.rows())), table.height, table.merged, dict(table.broken))
        for table in file.tables
    ]
    return [*tables, file.passed]


def _row(row: tuple[int, Any]) -> tuple[int, list[Any]]:
    return row[0], list(row[1])


def odd(path: Path) -> Path:
    """Merged cells, a formula without a result, a hidden sheet, time and span."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("甲")
        page.write_row(0, 0, ["名称", "数"])
        page.merge_range("A2:B3", "合")
        page.write_formula("C2", "=1+1", value="")
        page.write_datetime("D2", date(2018, 1, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        page.write_number("E2", 0.5, book.add_format({"num_format": "hh:mm"}))
        page.write_number("F2", 1.5, book.add_format({"num_format": "[h]:mm"}))
        book.add_worksheet("藏").hide()
    return path


@pytest.mark.parametrize(
    "make",
    [
        lambda folder: workbook(folder / "账.xlsx", ROWS, more={"另": [["a"]]}),
        lambda folder: text(folder / "账.csv", ROWS, encoding="gb18030"),
        lambda folder: odd(folder / "怪.xlsx"),
        lambda folder: workbook(folder / "长.xlsx", [["甲", "乙"], *([n, "值"] for n in range(1800))]),
    ],
)
def test_it_reads_what_the_plain_reader_reads(make: Callable[[Path], Path], tmp_path: Path) -> None:
    path = make(tmp_path)
    with read_ledger_apart(path) as file:
        assert told(file) == told(read_ledger(path))
        assert told(file) == told(read_ledger(path))


def test_two_may_read_the_same_table_at_once(tmp_path: Path) -> None:
    with read_ledger_apart(workbook(tmp_path / "账.xlsx", ROWS)) as file:
        (table,) = file.tables
        one, other = table.rows(), table.rows()
        next(one)
        assert len(list(other)) == 3
        assert len(list(one)) == 2


def bomb(path: Path) -> None:
    workbook(path, ROWS)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet9.xml", bytes(400 << 20))


def far_out(path: Path) -> None:
    rewritten(workbook(path, ROWS), "xl/worksheets/sheet1.xml", 'r="A1"', 'r="XFD1"')


def entity(path: Path) -> None:
    name = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    rewritten(workbook(path, ROWS), "xl/workbook.xml", name, f'{name}<!DOCTYPE a [<!ENTITY b "c">]>')


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))


def cut_short(path: Path) -> None:
    path.write_bytes(workbook(path, ROWS).read_bytes()[:-200])


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (bomb, "压缩炸弹"),
        (far_out, "远在表格之外"),
        (entity, "重新"),
        (picture, "PNG 图片"),
        (cut_short, "重新取得"),
    ],
)
def test_a_hostile_or_broken_file_is_one_sentence(
    make: Callable[[Path], None], said: str, tmp_path: Path
) -> None:
    path = tmp_path / "账.xlsx"
    make(path)
    with pytest.raises(Refusal, match=said):
        read_ledger_apart(path).__enter__()


def test_another_kind_of_file_is_refused_before_the_jail(tmp_path: Path) -> None:
    (tmp_path / "账.txt").write_text("甲", encoding="utf-8")
    with pytest.raises(Refusal, match=r"不是 .xlsx 或 .csv"):
        read_ledger_apart(tmp_path / "账.txt").__enter__()


@pytest.mark.parametrize(
    "lies",
    [
        [{"rows": [[1, ["甲"]]]}],
        [{"name": "甲"}],
        [{"name": "甲", "height": 1, "merged": [], "broken": []}, {"rows": [[1, [["evil", 1]]]]}],
        [{"name": "甲", "height": 1, "merged": [], "broken": []}, {"rows": [[1, [{}]]]}],
        [{"name": "甲", "height": "多", "merged": [], "broken": []}],
        [{"passed": 3}],
    ],
)
def test_whoever_took_the_jail_over_is_not_believed(
    lies: list[dict[str, Any]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = workbook(tmp_path / "账.xlsx", ROWS)
    monkeypatch.setattr(
        "gongkai.records.documents.extraction.ledgers.Sandbox.run", lambda *given, **more: iter(lies)
    )
    with pytest.raises(Refusal, match="没有读取"):
        read_ledger_apart(path).__enter__()
