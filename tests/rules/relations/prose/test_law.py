"""The law of the report's year (条例 2007: 38 articles, 15 working days; 2019: 56 articles, 20)."""

from __future__ import annotations

import pytest

from gongkai.rules.relations.prose import law
from tests.rules.relations.prose.ground import PLAN, reading_of, rules, said


@pytest.mark.parametrize(
    ("year", "text", "rule", "severity"),
    [
        (2018, "根据《中华人民共和国政府信息公开条例》第五十条规定编制。", "text.law-article", "error"),
        (2020, "根据《条例》第五十九条规定编制。", "text.law-article", "error"),
        (2018, "按照新修订的《中华人民共和国政府信息公开条例》开展工作。", "text.law-edition", "warning"),
        (2020, "根据《条例》（国务院令第492号）编制。", "text.law-edition", "warning"),
        (2018, "收到申请后20个工作日内答复。", "text.law-days", "warning"),
        (2021, "对申请均在15个工作日内答复。", "text.law-days", "warning"),
    ],
)
def test_a_law_of_another_time(year: int, text: str, rule: str, severity: str) -> None:
    assert rules(said(law.check, reading_of(text, year=year))) == [(rule, severity)]


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2018, "根据《中华人民共和国政府信息公开条例》第三十一条、第三十二条规定编制。"),
        (2018, "根据《行政诉讼法》第六十五条规定。"),
        (2020, "根据《条例》第五十条和国务院令第711号规定编制。"),
        (2018, "信息形成后20个工作日内主动公开。"),
        (2018, "收到申请后15个工作日内答复。"),
        (2021, "对申请均在20个工作日内答复。"),
        (2021, "答复期限由15个工作日延长为20个工作日。"),
        (2019, "2019年5月15日前收到的申请在15个工作日内答复。"),
    ],
)
def test_the_law_of_the_year_is_silent(year: int, text: str) -> None:
    assert not said(law.check, reading_of(text, year=year))


def test_a_plan_may_speak_of_the_coming_law() -> None:
    assert not said(law.check, reading_of("学习新修订的《政府信息公开条例》。", PLAN))
