"""Sentences: where they stand and which year their numbers speak of."""

from __future__ import annotations

import pytest

from tests.rules.relations.prose.ground import reading_of


def _scopes(text: str) -> list[str | None]:
    return [scope for sentence in reading_of(text).sentences for scope in sentence.scopes]


@pytest.mark.parametrize(
    ("text", "scopes"),
    [
        ("2018年公开744条。", ["this"]),
        ("二〇一八年公开744条。", ["this"]),
        ("2017年公开620条，2018年公开744条。", ["previous", "this"]),
        ("上年公开620条，今年公开744条。", ["previous", "this"]),
        ("公开744条，比2017年的620条增加124条，其中微信133条。", [None, "previous", "previous", None]),
        ("自2008年5月1日起公开744条。", [None]),
        ("2015年公开30条。", ["other"]),
        ("截至2018年12月底，累计公开744条。", ["so far"]),
        ("上半年公开300条，全年公开744条。", ["part", "this"]),
    ],
)
def test_the_year_of_each_number(text: str, scopes: list[str | None]) -> None:
    assert _scopes(text) == scopes


def test_titles_and_document_numbers_hold_no_quantities() -> None:
    assert not _scopes("印发《2018年10件实事》（国办发〔2018〕32号）和“5条”措施，详见www.a.cn/5条。")


def test_a_sentence_that_begins_with_among_them_belongs_to_the_one_before() -> None:
    assert len(reading_of("公开744条。其中，微信133条。另有一句。").sentences) == 2


def test_wrapped_lines_are_one_paragraph_and_numbers_keep_their_line() -> None:
    text = (
        "2018年，柳河镇认真落实政府信息公开各项要求，不断完善工作机制，全年主动公开政府信息620条，"
        "其中微信公众号公开160条，政府网站公开210条，其他方式公开250条，群众满意度不断提高，有关情况均已报送县政府办公室，"
        "下一步将继续完善各项制度并加强培训和考核工作"
    )
    width = 26
    reading = reading_of("\n".join(text[at : at + width] for at in range(0, len(text), width)))
    (sentence,) = reading.sentences
    assert [quantity.shown for quantity in sentence.quantities] == ["620条", "160条", "210条", "250条"]
    places = [sentence.place(quantity).line for quantity in sentence.quantities]
    assert places == [text.index(number) // width + 1 for number in ("620条", "160条", "210条", "250条")]


def test_paragraphs_of_an_unwrapped_file_stay_apart() -> None:
    reading = reading_of("一、概述\n2018年，全镇公开620条。\n收到申请12件。")
    assert len(reading.passages) == 3


@pytest.mark.parametrize(
    ("title", "text", "topics"),
    [
        (
            "总体情况",
            "（一）主动公开。全年公开620条。\n（二）依申请公开。\n收到申请12件。",
            [{"open"}, {"requests"}, {"requests"}],
        ),
        (
            "总体情况",
            "全年公开620条。\n依申请公开情况\n收到申请12件。",
            [{"overview"}, {"requests"}, {"requests"}],
        ),
        ("总体情况", "（一）加强领导。召开会议。", [{"overview"}]),
        ("存在的主要问题", "（一）依申请公开。不够及时。", [{"problems"}]),
        ("依申请公开情况", "收到申请12件。\n（一）基本情况。", [{"requests"}, {"requests"}]),
    ],
)
def test_a_subheading_says_what_its_paragraphs_are_about(
    title: str, text: str, topics: list[set[str]]
) -> None:
    assert [set(passage.topics) for passage in reading_of(text, title).passages] == topics


def test_a_sentence_that_nobody_would_write_is_cut_and_an_account_is_no_number() -> None:
    long = reading_of("主动公开政府信息620条，" + "其中动态5条，" * 2000)
    assert max(len(sentence.text) for sentence in long.sentences) <= 3000
    assert not [q for s in reading_of("账号62220000000000000001个").sentences for q in s.quantities]
