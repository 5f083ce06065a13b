"""``gongkai deadline`` at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Captured, refused, said, told

RECEIVED = ("deadline", "--received", "2018-02-09", "--by", "in_person")


def test_json_keeps_the_contract(capsys: Captured) -> None:
    facts = told(capsys, *RECEIVED)
    assert {"law", "article", "starts", "due", "provisional", "days"} <= facts.keys()
    assert (facts["law"], facts["starts"], facts["due"]) == ("2007", "2018-02-09", "2018-03-07")
    assert facts["provisional"] is False
    assert facts["article"].endswith("第二十四条")
    assert facts["days"][2] == {"date": "2018-02-11", "counts": True, "why": "春节调休上班，第1个工作日"}


def test_text_answers_first_and_then_explains(capsys: Captured) -> None:
    lines = said(capsys, *RECEIVED).splitlines()
    assert lines[0] == "答复的最后期限：2018年3月7日（周三）"
    assert lines[1] == "依据：《政府信息公开条例》（2007年公布）第二十四条，15个工作日"
    assert lines[-1] == "  2018-03-07 计入  周三，第15个工作日，期限届满"


def test_chinese_is_written_as_chinese(capsys: Captured) -> None:
    assert "春节休假" in said(capsys, *RECEIVED, "--format", "json")


def test_an_unknown_year_is_said_aloud(capsys: Captured) -> None:
    text = said(capsys, "deadline", "--received", "2026-12-15", "--by", "in_person")
    assert "（暂定）" in text.splitlines()[0]
    assert "2027年放假安排未载入" in text
    assert told(capsys, "deadline", "--received", "2026-12-15", "--by", "in_person")["provisional"] is True


def test_law_act_confirmation_and_pauses(capsys: Captured) -> None:
    words = ("deadline", "--received", "2021-02-26", "--by", "online", "--confirmed", "2021-03-01")
    assert told(capsys, *words)["due"] == "2021-03-29"
    paused = (*words, "--pause", "2021-03-08:2021-03-10", "--pause", "2021-03-10:2021-03-12:other_organ")
    assert told(capsys, *paused)["due"] == "2021-04-06"
    assert told(capsys, *words, "--act", "correction")["due"] == "2021-03-10"
    assert told(capsys, *words, "--act", "extension")["workdays"] == 40
    assert told(capsys, *RECEIVED, "--law", "2019")["due"] == "2018-03-14"
    assert told(capsys, "deadline", "--received", "2020-03-02", "--act", "third_party")["due"] == "2020-03-23"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--received", "2018-02-30", "--by", "fax"), "2018年2月只有28天"),
        (("--received", "20180230", "--by", "fax"), "不是日期"),
        (("--received", "1918-02-09", "--by", "fax"), "超出可计算的范围"),
        (("--received", "2007-02-09", "--by", "fax"), "尚未施行"),
        (("--received", "2018-02-09"), "--by"),
        (("--received", "2018-02-09", "--by", "pigeon"), "没有这个选项"),
        (("--by", "in_person"), "缺少参数 --received"),
        (("--received", "2020-03-02", "--by", "online"), "期限还没有起算"),
        (("--received", "2020-03-02", "--by", "online", "--confirmed", ""), "确认日期“”不是日期"),
        (("--received", "2020-03-02", "--by", "online", "--confirmed", "2020-03-01"), "早于收到日期"),
        (("--received", "2020-03-02", "--by", "in_person", "--pause", "2020-03-09:2020-03-05"), "颠倒了"),
        (("--received", "2020-03-02", "--by", "in_person", "--pause", "2020-03-09"), "应写成"),
        (("--received", "2020-03-02", "--by", "in_person", "--pause", "2020-03-09:2030-03-09"), "超过一年"),
        (("--received", "2020-03-02", "--by", "in_person", "--pause", "2020-03-09:2020-03-32"), "只有31天"),
        (("--received", "2018-02-09", "--by", "in_person", "--act", "correction"), "没有规定补正告知的天数"),
        (("--received", "2018-02-09", "--by", "in_person", "--calendar", "没有.json"), "打不开放假安排文件"),
    ],
)
def test_what_cannot_be_used_is_one_line(capsys: Captured, words: tuple[str, ...], complaint: str) -> None:
    assert complaint in refused(capsys, "deadline", *words)


def test_a_clerk_brings_the_next_year_and_a_local_holiday(capsys: Captured, tmp_path: Path) -> None:
    year, local, broken = tmp_path / "2027.json", tmp_path / "local.json", tmp_path / "broken.json"
    year.write_text(json.dumps({"year": 2027, "off": {"2027-01-01": "元旦"}}), encoding="utf-8")
    festival = {"year": 2026, "local": True, "off": {"2026-12-16": "演示节"}}
    local.write_text(json.dumps(festival), encoding="utf-8-sig")
    broken.write_text("{", encoding="utf-8")
    words = ("deadline", "--received", "2026-12-15", "--by", "in_person")
    facts = told(capsys, *words, "--calendar", str(year), "--calendar", str(local))
    assert facts["provisional"] is False
    assert facts["days"][1] == {"date": "2026-12-16", "counts": False, "why": "演示节休假"}
    assert "不是 JSON" in refused(capsys, *words, "--calendar", str(broken))


def test_a_file_too_large_for_a_year_is_not_read(capsys: Captured, tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_bytes(b" " * 1_000_001)
    assert "太大" in refused(capsys, *RECEIVED, "--calendar", str(large))
