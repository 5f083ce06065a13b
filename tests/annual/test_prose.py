"""Sentences whose numbers are bound to figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.readings.annual.compute import compute
from gongkai.readings.annual.figures import Bound, Figure, Number, Words
from gongkai.readings.annual.models import Chapter, Report
from gongkai.readings.annual.prose import paragraphs
from gongkai.rules.refusal import Refusal
from tests.disclosure.town import make_town


def lookup(code: str) -> Figure | None:
    values: dict[str, Number | None] = {
        "s1_1": 744,
        "s8_4": Decimal("6.6"),
        "done": 13,
        "all": 15,
        "none": 0,
        "whole": 15,
        "s1": None,
    }
    if code not in values:
        return None
    return Figure(code, code, "件", values[code], "tally", 2)


def text(line: str) -> str:
    return "".join(paragraph.text for paragraph in paragraphs(line, lookup, "一章"))


def test_pieces_in_order() -> None:
    (paragraph,) = paragraphs("公开{{s1_1}}条，经费{{ s8_4 }}万元。", lookup, "一章")
    kinds = [(type(piece), piece.text) for piece in paragraph.pieces]
    assert kinds == [(Words, "公开"), (Bound, "744"), (Words, "条，经费"), (Bound, "6.6"), (Words, "万元。")]


def test_one_paragraph_a_line_without_blank_ones() -> None:
    found = paragraphs("  一、甲\r\n\r\n\n乙{{done}}  \n", lookup, "一章")
    assert [paragraph.text for paragraph in found] == ["一、甲", "乙13"]


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("percent:done/all", "86.7%"),
        ("percent:all/whole", "100%"),
        ("percent:none/all", "0%"),
        ("percent: done / all", "86.7%"),
    ],
)
def test_shares_have_one_decimal(code: str, written: str) -> None:
    assert text(f"办结率{{{{{code}}}}}。") == f"办结率{written}。"


def test_money_is_written_out() -> None:
    (paragraph,) = paragraphs("{{a}}", lambda code: Figure(code, "", "万元", Decimal("1E+2"), "tally", 1), "")
    assert paragraph.text == "100"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("共{{s9_9}}条", "一章里的“{{s9_9}}”没有对应的指标数"),
        ("共{{s1}}条", "没有对应的指标数"),
        ("共{{}}条", "没有对应的指标数"),
        ("率{{percent:done/zzz}}", "没有对应的指标数"),
        ("率{{percent:done/none}}", "算不出来"),
        ("共{{s1_1条", "不成对"),
        ("共s1_1}}条", "不成对"),
    ],
)
def test_what_cannot_be_bound_is_refused(line: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        paragraphs(line, lookup, "一章")
    assert said in str(refused.value)


@pytest.mark.django_db
def test_a_report_with_prose() -> None:
    town = make_town().town
    saved = Report.objects.create(
        body=town, year=2018, form="2014", title="测试镇2018年年度报告", preamble="汇总{{villages}}个行政村。"
    )
    Chapter.objects.create(report=saved, order=2, heading="二、主动公开", text="公开{{s1_1}}条。")
    Chapter.objects.create(report=saved, order=1, heading="一、概述", text="办理老年证{{cases:老年证}}件。")
    report = compute(town, 2018)
    assert report.title == "测试镇2018年年度报告"
    assert [paragraph.text for paragraph in report.preamble] == ["汇总2个行政村。"]
    assert [(chapter.heading, chapter.paragraphs[0].text) for chapter in report.chapters] == [
        ("一、概述", "办理老年证0件。"),
        ("二、主动公开", "公开0条。"),
    ]
    Chapter.objects.filter(order=1).update(text="{{cases}}")
    with pytest.raises(Refusal, match=r"“一、概述”一章里的“\{\{cases\}\}”没有对应的指标数"):
        compute(town, 2018)
