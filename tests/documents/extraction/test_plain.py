"""Text, CSV and our own JSON, in every encoding that a township's computer writes."""

from __future__ import annotations

import codecs
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.records.documents.extraction import read_paper
from gongkai.rules.forms.paper import Line, Place
from gongkai.rules.refusal import Refusal
from tests.documents.extraction.makers import texts, written

TEXT = "邵岗镇2018年\n\n　　主动公开744条\n"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode("gbk"),
    ],
)
def test_text_is_simply_read_whatever_its_encoding(tmp_path: Path, content: bytes) -> None:
    paper = read_paper(written(tmp_path, "报告.txt", content))
    assert paper.kind == "txt"
    assert paper.file == "报告.txt"
    assert paper.blocks == (
        Line("邵岗镇2018年", Place(line=1)),
        Line("", Place(line=2)),
        Line("　　主动公开744条", Place(line=3)),
    )


def test_a_csv_is_one_table_with_the_places_of_a_spreadsheet(tmp_path: Path) -> None:
    paper = read_paper(
        written(tmp_path, "表.csv", '指标,"单位"\n"公开数\n（含转载）",条,744\n'.encode("gb18030"))
    )
    (table,) = paper.tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["指标", "单位", ""],
        ["公开数\n（含转载）", "条", "744"],
    ]
    assert table.rows[1][2].place == Place(line=2, cell="C2")


@pytest.mark.parametrize("delimiter", ["\t", ";", "，"])
def test_other_delimiters_are_seen(tmp_path: Path, delimiter: str) -> None:
    paper = read_paper(
        written(tmp_path, "表.csv", f"甲{delimiter}乙{delimiter}丙\n1{delimiter}2{delimiter}3\n")
    )
    assert texts(paper) == [[["甲", "乙", "丙"], ["1", "2", "3"]]]


def test_our_own_report_gives_cells_by_code_and_its_prose(tmp_path: Path) -> None:
    report = {
        "body": "640381106",
        "year": 2018,
        "form": "2014",
        "title": "邵岗镇2018年报告",
        "values": {"s1_1": 744, "s1_2": None, "s1_3": 6.6},
        "preamble": [{"text": "现予发布。", "figures": []}],
        "chapters": [
            {"heading": "一、概述", "paragraphs": [{"text": "公开744条。", "figures": [{"text": "744"}]}]}
        ],
    }
    paper = read_paper(written(tmp_path, "r.json", json.dumps(report, ensure_ascii=False)))
    assert paper.values == (("s1_1", 744), ("s1_2", None), ("s1_3", 6.6))
    assert texts(paper) == ["邵岗镇2018年报告", "现予发布。", "一、概述", "公开744条。"]


@pytest.mark.parametrize(
    "content",
    [
        "[]",
        "{}",
        '{"values": [1]}',
        '{"values": {"s1": "744"}}',
        '{"values": {"s1": true}}',
        '{"values": {"s1": NaN}}',
        '{"values": {"s1": 1, "s1": 2}}',
        '{"values": {"s1": 1}',
        "[" * 100_000,
    ],
)
def test_json_that_is_no_report_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(Refusal, match=r"^“r\.json”不是"):
        read_paper(written(tmp_path, "r.json", content))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="编码无法识别"):
        read_paper(written(tmp_path, "r.txt", "邵岗".encode() + b"\xff\xff\xff"))


def test_plain_text_starts_no_process_and_loads_no_django(tmp_path: Path) -> None:
    path = written(tmp_path, "r.txt", TEXT)
    program = (
        "import sys; from pathlib import Path; from gongkai.records.documents.extraction import read_paper; "
        f"read_paper(Path({str(path)!r})); "
        "sys.exit(any(name in sys.modules for name in ('django', 'subprocess', 'pypdfium2', 'ctypes')))"
    )
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, env={"PATH": os.defpath}, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
