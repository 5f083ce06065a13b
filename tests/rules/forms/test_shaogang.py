"""邵岗镇 2018: the first published report."""

from __future__ import annotations

from gongkai.rules.forms.recognised import BodyName
from gongkai.rules.forms.recognition import recognise
from tests.rules.forms.shaogang import annex, published, stated


def test_every_cell_is_recovered_and_nothing_else() -> None:
    report = recognise(published())
    assert report.form == "2014"
    assert dict(report.values) == stated()
    assert report.missing == ()
    assert report.strange_rows == ()


def test_its_two_odd_cells_are_noticed() -> None:
    report = recognise(published())
    assert [(problem.code, problem.kind, problem.raw, problem.expected) for problem in report.problems] == [
        ("s2_2", "heading", "34", None),
        ("s7", "unit", "万", "万元"),
    ]


def test_local_words_behind_a_label_are_kept_as_printed() -> None:
    cells = recognise(published()).cells
    assert cells["s1_2_5"].label == "5.其他方式公开政府信息数（公开栏）"
    assert cells["s8_4"].label.endswith("（主要用于制作宣传栏、宣传）")
    assert (cells["s8_4"].value, cells["s8_4"].raw, cells["s8_4"].unit) == (6.6, "6.6", "万元")


def test_a_value_is_found_on_its_own_line() -> None:
    lines = published().lines
    for code, cell in recognise(published()).cells.items():
        if cell.value is not None:
            assert cell.place.line is not None
            assert lines[cell.place.line - 1].text.strip() == cell.raw, code


def test_title_year_and_body() -> None:
    report = recognise(published())
    assert report.title == "青铜峡市邵岗镇2018年政府信息公开工作年度报告"
    assert report.title_place.line == 1
    assert [(mention.year, mention.source, mention.place.line) for mention in report.years] == [
        (2018, "title", 1),
        (2018, "table", 38),
        (2018, "period", 5),
    ]
    assert report.body == BodyName("青铜峡市邵岗镇", "town", county="青铜峡市", town="邵岗镇")


def test_thirteen_chapters_and_an_opening_without_the_table() -> None:
    chapters = recognise(published()).chapters
    assert [chapter.number for chapter in chapters] == [
        None, "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三",
    ]  # fmt: skip
    assert [line.text.strip() for line in chapters[-1].lines] == ["无"]
    assert [len(chapter.lines) for chapter in chapters[:-1]] == [2, *[1] * 12]


def test_year_and_body_come_from_the_table_when_there_is_no_other_title() -> None:
    report = recognise(annex())
    assert dict(report.values) == stated()
    assert report.year == 2018
    assert report.body is not None
    assert report.body.town == "邵岗镇"
    assert all(not chapter.lines for chapter in report.chapters)
