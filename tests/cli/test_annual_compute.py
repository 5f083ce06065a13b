"""``gongkai annual compute`` at a terminal."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from gongkai.doors.cli.main import main
from gongkai.records.applications.models import Action, Application
from gongkai.records.disclosure.models import Channel
from tests.cli.terminal import Captured, refused, said, told
from tests.disclosure.town import Town, make_town, on, publish

pytestmark = pytest.mark.django_db

WORDS = ("annual", "compute", "--body", "640999001", "--year", "2018")


@pytest.fixture
def town() -> Town:
    made = make_town()
    publish(made.town, on(Channel.WECHAT, 3), on(Channel.BOARD, 3), field=made.fields[0])
    return made


def close_late(town: Town) -> None:
    late = Application.objects.create(
        body=town.town, number="1", received_on=date(2018, 3, 1), way="fax", subject="补偿"
    )
    Action.objects.create(
        body=town.town, application=late, verb="replied", on=date(2018, 9, 1), outcome="disclose"
    )


def test_json_is_the_contract(town: Town, capsys: Captured) -> None:
    found = told(capsys, *WORDS)
    assert list(found) == ["body", "year", "form", "values", "figures", "prose", "findings"]
    assert (found["body"], found["year"], found["form"]) == ("640999001000", 2018, "2014")
    assert (found["values"]["s1_1"], found["values"]["s1_2_4"], found["values"]["s8_4"]) == (1, 1, 0)
    assert "s1" not in found["values"]
    assert len(found["values"]) == 58
    assert found["figures"][1] == {
        "code": "s1_1",
        "label": "（一）主动公开政府信息数",
        "unit": "条",
        "value": 1,
        "source": "tally",
        "rows": 1,
    }
    assert found["figures"][0]["source"] == "heading"
    assert {figure["code"]: figure["value"] for figure in found["prose"]}["key_field_items"] == 1
    assert found["findings"] == []


def test_table_lines_up_in_chinese(town: Town, capsys: Captured) -> None:
    out = said(capsys, *WORDS)
    line = next(line for line in out.splitlines() if line.startswith("s1_2_4 "))
    assert line.split() == ["s1_2_4", "4.政务微信公开政府信息数", "条", "1", "台账", "1"]
    assert "重点领域公开信息数" in out


def test_csv_opens_in_excel(town: Town, capsys: Captured) -> None:
    out = said(capsys, *WORDS, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert out.startswith("\ufeff")
    assert {row["代码"]: row["数值"] for row in rows}["s1_1"] == "1"


def test_an_error_is_exit_status_1_and_still_printed(town: Town, capsys: Captured) -> None:
    close_late(town)
    assert main([*WORDS, "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {finding["rule"] for finding in found["findings"]} >= {"A02", "closed-late"}
    assert main(WORDS) == 1
    assert "【错误】" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("--body", "640999002", "--year", "2018"), "没有代码为“640999002”的机构"),
        (("--body", "64099900x", "--year", "2018"), "机构代码“64099900x”不对"),
        (("--body", "640999001", "--year", "1999"), "1999 年没有全国统一的统计表"),
        (("--body", "640999001", "--year", "20180"), "不像真实年份"),
        (("--body", "640999001", "--year", "二〇一八"), "应为整数"),
        (("--body", "640999001", "--year", "2018", "--form", "2015"), "没有这个选项"),
        (("--body", "640999001", "--year", "2022"), "2021 年版的表还不能由台账计算"),
        (("--year", "2018"), "缺少参数 --body"),
    ],
)
def test_bad_words_are_one_line(town: Town, capsys: Captured, words: tuple[str, ...], line: str) -> None:
    assert line in refused(capsys, "annual", "compute", *words)
