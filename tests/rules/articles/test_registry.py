"""Every rule cites an article; what nobody verified cannot be cited."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.rules.articles import (
    KINDS,
    Article,
    NotLawError,
    UnknownArticleError,
    article,
    articles_of,
    cite,
    in_force,
    label,
    norm,
    norms,
)
from gongkai.rules.articles.registry import chinese_number

EVERY = [one for each in norms() for one in articles_of(each.id)]
WHOLE = [article(each.id) for each in norms()]


@pytest.mark.parametrize(
    ("article_id", "citation"),
    [
        ("tiaoli-2019:33", "《政府信息公开条例》（2019年修订）第三十三条"),
        ("tiaoli-2019:36(3)", "《政府信息公开条例》（2019年修订）第三十六条第（三）项"),
        ("tiaoli-2019:16.2", "《政府信息公开条例》（2019年修订）第十六条第二款"),
        ("tiaoli-2019:20(15)", "《政府信息公开条例》（2019年修订）第二十条第（十五）项"),
        ("tiaoli-2007:24", "《政府信息公开条例》（2007年公布）第二十四条"),
        ("fuyifa-2023:23.1(4)", "《行政复议法》（2023年修订）第二十三条第一款第（四）项"),
        ("yusuanfa:14", "《预算法》第十四条"),
        ("guobanhan-2020-109:4", "《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第四条"),
        (
            "gongkaiban-2015-207:1.3",
            "《关于政府信息公开期限有关问题的解释》（国办公开办函〔2015〕207号）一、3",
        ),
        ("gongkaiban-2021-30", "《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）"),
    ],
)
def test_a_citation_reads_as_in_an_official_letter(article_id: str, citation: str) -> None:
    assert cite(article_id) == citation


@pytest.mark.parametrize("one", [each for each in EVERY + WHOLE if each.citable], ids=lambda one: one.id)
def test_what_is_verified_can_be_cited(one: Article) -> None:
    assert cite(one.id) == label(one.id) == one.norm.citation + one.locator


UNVERIFIED = [each for each in EVERY + WHOLE if not each.citable]


@pytest.mark.parametrize("one", UNVERIFIED, ids=lambda one: one.id)
def test_what_is_not_verified_is_never_law(one: Article) -> None:
    with pytest.raises(NotLawError):
        cite(one.id)
    assert label(one.id).startswith("本单位设置（未核实，不是法律依据）")
    assert "《" not in label(one.id)


def test_the_unverified_facts_of_the_2007_text_are_among_them() -> None:
    marked = {one.id for one in UNVERIFIED}
    assert {f"tiaoli-2007:{n}" for n in (10, 11, 14, 21, 28, 33)} <= marked
    assert {"guobanfa-2014-32:relations", "gongkaiban-2015-207:2", "guobanhan-2020-109:restart"} <= marked


def test_an_article_is_no_surer_than_its_norm() -> None:
    assert norm("gongkaiban-2021-30").mark == "P"
    assert article("gongkaiban-2021-30:t3.check").mark == "P"


@pytest.mark.parametrize(
    ("article_id", "day", "expected"),
    [
        ("tiaoli-2007:24", date(2008, 4, 30), False),
        ("tiaoli-2007:24", date(2008, 5, 1), True),
        ("tiaoli-2007:24", date(2019, 5, 14), True),
        ("tiaoli-2007:24", date(2019, 5, 15), False),
        ("tiaoli-2019:33", date(2019, 5, 14), False),
        ("tiaoli-2019:33", date(2019, 5, 15), True),
        ("ningxia-2010:30", date(2010, 6, 30), False),
        ("ningxia-2010:30", date(2018, 6, 30), True),
        ("ningxia-2010:30", date(2019, 12, 17), False),
        ("fuyifa-2023:23.1(4)", date(2023, 12, 31), False),
        ("fuyifa-2023:23.1(4)", date(2024, 1, 1), True),
        ("fuyifa-2017:9", date(2024, 1, 1), False),
        ("gebaofa-2021:28", date(2021, 10, 31), False),
    ],
)
def test_a_norm_holds_between_its_days(article_id: str, day: date, expected: bool) -> None:
    assert in_force(article_id, day) is expected


def test_two_texts_of_one_law_never_hold_at_once() -> None:
    for older, newer in (
        ("tiaoli-2007", "tiaoli-2019"),
        ("fuyifa-2017", "fuyifa-2023"),
        ("baomifa-2010", "baomifa-2024"),
    ):
        ends, begins = norm(older).ends, norm(newer).begins
        assert ends is not None
        assert begins is not None
        assert (begins - ends).days == 1


def test_every_norm_is_whole() -> None:
    for each in norms():
        assert each.kind in KINDS
        assert each.title
        assert not each.cited_as.startswith("《")
        if each.begins and each.ends:
            assert each.begins < each.ends
        if each.issued and each.begins:
            assert each.issued <= each.begins
    assert all(one.summary and one.locator for one in EVERY)


@pytest.mark.parametrize("article_id", ["nothing", "tiaoli-2019:999", "../registry", "Tiaoli-2019:33", ""])
def test_an_unknown_id_is_a_mistake(article_id: str) -> None:
    with pytest.raises(UnknownArticleError):
        cite(article_id)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (56, "五十六"), (99, "九十九"),
        (100, "一百"), (101, "一百零一"), (109, "一百零九"), (110, "一百一十"), (115, "一百一十五"),
        (999, "九百九十九"),
    ],
)  # fmt: skip
def test_numbers_are_written_as_in_law(number: int, text: str) -> None:
    assert chinese_number(number) == text


@pytest.mark.parametrize("number", [0, -1, 1000])
def test_no_law_has_such_an_article(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese_number(number)
