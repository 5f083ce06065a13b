"""Numbers not written as one number, inexact ones, and slips of the pen."""

from __future__ import annotations

import pytest

from gongkai.rules.relations.prose import figures, slips, vague
from tests.rules.relations.prose.ground import PLAN, reading_of, rules, said


@pytest.mark.parametrize(
    ("text", "rule", "severity"),
    [
        ("公开信息1,23条。", "text.number-comma", "warning"),
        ("公开信息1234,567条。", "text.number-comma", "warning"),
        ("公开信息7 44条。", "text.number-broken", "warning"),
        ("办结率86..7%。", "text.number-points", "error"),
        ("办结率8.6.7%。", "text.number-points", "error"),
        ("办结率86.%。", "text.number-points", "warning"),
        ("公开信息1O条。", "text.number-letter", "warning"),
        ("公开信息7.5条。", "text.number-fraction", "error"),
        ("安排经费6.6万。", "text.money-unit-missing", "warning"),
    ],
)
def test_numbers_that_leave_their_value_open(text: str, rule: str, severity: str) -> None:
    assert rules(said(figures.check, reading_of(text))) == [(rule, severity)]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息1,234条、1 234条、１，２３４条、744 条。",
        "公开79条,微信133条。",
        "分别公开79,13条。",
        "办结率86.7%，经费6.6万元，受益3.5万人次，浏览1.2万次。",
        "联系电话0953 3700018，2018.12.31印发，网址www.a.cn/1.2.3条。",
        "每人平均2.5次。",
        "投入资金12万余元。",
    ],
)
def test_numbers_in_any_right_dress_are_silent(text: str) -> None:
    assert not said(figures.check, reading_of(text))


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("主动公开政府信息700余条。", "warning"),
        ("主动公开政府信息约700条。", "warning"),
        ("答复来信300余件。", "info"),
    ],
)
def test_statistics_are_exact(text: str, severity: str) -> None:
    assert rules(said(vague.check, reading_of(text, cells={"s1_1": 700}))) == [("text.vague", severity)]


@pytest.mark.parametrize(
    "text",
    [
        "一户中心户联系30户左右的普通群众。",
        "印发宣传资料3000余份，受益群众1000多人。",
        "主动公开政府信息744条，近年来不断增加。",
        "上年公开600余条。",
    ],
)
def test_descriptions_may_be_inexact(text: str) -> None:
    assert not said(vague.check, reading_of(text, cells={"s1_1": 744}))


def test_a_plan_may_be_inexact() -> None:
    assert not said(vague.check, reading_of("主动公开政府信息700余条。", PLAN, {"s1_1": 744}))


def test_slips_of_the_pen_are_remarks() -> None:
    found = said(slips.check, reading_of("柳河镇镇通过线上的的平台公开，，不断完善。"))
    assert sorted(str(finding.found) for finding in found) == sorted(["的的", "柳河镇镇", "，，"])
    assert {finding.severity for finding in found} == {"info"}


def test_words_that_double_by_right_are_silent() -> None:
    assert not said(
        slips.check, reading_of("以公开为目的的活动的的确确有效，柳河镇镇长参加，达到了了解的目的。")
    )
