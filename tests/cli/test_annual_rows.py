"""``gongkai annual rows`` at a terminal."""

from __future__ import annotations

import csv
import io

import pytest

from gongkai.records.disclosure.models import Channel
from tests.cli.terminal import Captured, refused, said, told
from tests.disclosure.town import Town, make_town, on, publish

pytestmark = pytest.mark.django_db

WORDS = ("annual", "rows", "--body", "640999001", "--year", "2018")


@pytest.fixture
def town() -> Town:
    made = make_town()
    for month in (3, 4):
        publish(made.villages[0], on(Channel.WECHAT, month), on(Channel.BOARD, month))
    return made


def test_csv_has_one_line_a_record(town: Town, capsys: Captured) -> None:
    out = said(capsys, *WORDS, "--code", "s1_2_4")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert [(row["机构"], row["公开日期"], row["当年渠道"]) for row in rows] == [
        ("东村", "2018-03-01", "政务微信、公开栏"),
        ("东村", "2018-04-01", "政务微信、公开栏"),
    ]


def test_json_has_the_figure_and_its_records(town: Town, capsys: Captured) -> None:
    found = told(capsys, *WORDS, "--code", "s1_2_4")
    assert (found["body"], found["code"], found["value"], found["rows"]) == ("640999001000", "s1_2_4", 2, 2)
    assert len(found["records"]) == 2
    assert len(found["records"][0]) == len(found["headings"])
    nothing = told(capsys, *WORDS, "--code", "s4")
    assert (nothing["value"], nothing["records"]) == (0, [])


@pytest.mark.parametrize(
    ("code", "line"), [("s1", "标题行"), ("s1_9", "没有代码为“s1_9”的指标"), ("", "没有代码为“”的指标")]
)
def test_a_code_without_records_is_one_line(town: Town, capsys: Captured, code: str, line: str) -> None:
    assert line in refused(capsys, *WORDS, "--code", code)
