"""Text ledgers: the encodings and delimiters that offices save, told apart by their content."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.records.ledger.intake.delimited import read_delimited
from gongkai.rules.refusal import Refusal
from tests.ledger.books import text

ROWS = [["标题", "日期", "件数"], ["䶮村㐂事公示", "2018-01-31", 3], ["第二行", "2018/2/1", None]]
READ = [
    (1, ["标题", "日期", "件数"]),
    (2, ["䶮村㐂事公示", "2018-01-31", "3"]),
    (3, ["第二行", "2018/2/1", ""]),
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_encoding_and_delimiter_reads_the_same(tmp_path: Path, encoding: str, delimiter: str) -> None:
    (table,) = read_delimited(text(tmp_path / "账.csv", ROWS, encoding=encoding, delimiter=delimiter)).tables
    assert list(table.rows()) == READ
    assert table.name == "账"


def test_the_same_rows_can_be_read_twice(tmp_path: Path) -> None:
    (table,) = read_delimited(text(tmp_path / "账.csv", ROWS)).tables
    assert list(table.rows()) == list(table.rows()) == READ


def test_line_breaks_and_delimiters_in_quotes_belong_to_the_cell(tmp_path: Path) -> None:
    path = tmp_path / "账.csv"
    path.write_text('标题,说明\n"一;二;三;四","第一行\n第二行"\n', encoding="utf-8")
    (table,) = read_delimited(path).tables
    assert list(table.rows())[1] == (2, ["一;二;三;四", "第一行\n第二行"])


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00\xd8\x00\x00", b"\x81\xff\x80\x20", b"a,b\n\x00\x01\x02\xff\n"]
)
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "账.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal, match="不是能读的文本"):
        read_delimited(path)


def test_a_quote_that_never_ends_is_told_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "账.csv"
    path.write_text("标题,说明\n一," + '"' + "长" * 70000 + "\n", encoding="utf-8")
    (table,) = read_delimited(path).tables
    with pytest.raises(Refusal, match="第 2 行读不出来"):
        list(table.rows())
