"""Cells that are not what the form asks for, and papers that hold no table."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from gongkai.rules.forms.paper import Line, Paper, Place
from gongkai.rules.forms.recognised import Number, Recognised
from gongkai.rules.forms.recognition import recognise
from gongkai.rules.refusal import Refusal
from tests.rules.forms.layouts import LAYOUTS, Row, form_rows, paper_of_lines, plain_table, table_of
from tests.rules.forms.shaogang import stated

EVEN = [layout for layout in LAYOUTS if layout != "pdf wrapped, numbers between"]
"""Layouts in which a value that is no number can be told from the rest of a label."""


def changed(rows: Sequence[Row], label: str, **parts: str) -> list[Row]:
    """The rows with the unit or the value of one of them changed."""
    return [
        (name, parts.get("unit", unit), parts.get("value", value)) if label in name else (name, unit, value)
        for name, unit, value in rows
    ]


def problems(report: Recognised, *codes: str) -> list[tuple[str, str, str]]:
    return [(one.code, one.kind, one.raw) for one in report.problems if one.code in codes]


@pytest.fixture
def rows() -> list[Row]:
    return form_rows(stated())


@pytest.mark.parametrize("layout", EVEN)
def test_a_value_that_is_no_number(rows: list[Row], layout: str) -> None:
    report = recognise(LAYOUTS[layout](changed(rows, "政府网站公开", value="约80")))
    assert report.values["s1_2_2"] is None
    assert problems(report, "s1_2_2") == [("s1_2_2", "not-a-number", "约80")]
    assert report.values["s1_2_3"] == 7


@pytest.mark.parametrize("layout", LAYOUTS)
def test_another_unit_is_said_and_never_converted(rows: list[Row], layout: str) -> None:
    report = recognise(LAYOUTS[layout](changed(rows, "七、", unit="元", value="1200")))
    assert report.values["s7"] == 1200
    assert problems(report, "s7") == [("s7", "unit", "元")]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_units_inside_cells(rows: list[Row], layout: str) -> None:
    inside = [
        (label, "", f"{value}{unit}" if value and unit != "—" else value) for label, unit, value in rows
    ]
    report = recognise(LAYOUTS[layout](inside))
    assert dict(report.values) == stated()
    assert problems(report, "s1_1") == [("s1_1", "unit-inside", "744条")]
    assert report.cells["s1_1"].unit == "条"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_blank_is_not_a_zero(rows: list[Row], layout: str) -> None:
    report = recognise(LAYOUTS[layout](changed(rows, "传真", value="")))
    assert report.values["s3_1_2"] is None
    assert problems(report, "s3_1_2") == [("s3_1_2", "blank", "")]
    assert "s3_1_2" not in report.missing


def test_negative_and_broken_counts_keep_their_values(rows: list[Row]) -> None:
    report = recognise(plain_table(changed(changed(rows, "传真", value="-3"), "当面", value="1.5")))
    assert (report.values["s3_1_2"], report.values["s3_1_1"]) == (-3, 1.5)
    assert problems(report, "s3_1_1", "s3_1_2") == [
        ("s3_1_1", "decimal", "1.5"),
        ("s3_1_2", "negative", "-3"),
    ]


def test_the_same_row_twice(rows: list[Row]) -> None:
    received = next(row for row in rows if "收到申请" in row[0])
    at = rows.index(received) + 1
    again = recognise(plain_table([*rows[:at], received, *rows[at:]]))
    assert problems(again, "s3_1") == []
    other = recognise(plain_table([*rows[:at], (received[0], "件", "5"), *rows[at:]]))
    assert other.values["s3_1"] == 1
    assert problems(other, "s3_1") == [("s3_1", "duplicate", "5")]


def test_a_label_two_parents_share_goes_where_it_stands(rows: list[Row]) -> None:
    values: dict[str, Number | None] = dict.fromkeys(stated(), 0)
    values |= {"s4_1": 1, "s4_2": 2, "s4_3": 3, "s5_1": 4, "s5_2": 5, "s5_3": 6}
    shared = [
        (label.replace("或者驳回原告诉讼请求", ""), unit, value) for label, unit, value in form_rows(values)
    ]
    report = recognise(plain_table(shared))
    assert [report.values[code] for code in ("s4_1", "s4_2", "s4_3", "s5_1", "s5_2", "s5_3")] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]
    four, five = (
        next(at for at, row in enumerate(shared) if row[0] == name)
        for name in ("四、行政复议数量", "五、行政诉讼数量")
    )
    turned = [*shared[:four], *shared[five : five + 4], *shared[four:five], *shared[five + 4 :]]
    report = recognise(plain_table(turned))
    assert [report.values[code] for code in ("s4_1", "s4_2", "s4_3", "s5_1", "s5_2", "s5_3")] == [
        1,
        2,
        3,
        4,
        5,
        6,
    ]


def test_other_wordings_of_a_row(rows: list[Row]) -> None:
    worded = [
        (
            label.replace("解读稿件发布数", "解读类稿件发布总数").replace("接受培训", "接受业务培训"),
            unit,
            value,
        )
        for label, unit, value in rows
    ]
    assert dict(recognise(plain_table(worded)).values) == stated()


def test_several_rows_in_one_cell() -> None:
    stacked = "（一）收到申请数\n1.当面申请数\n2.传真申请数", "件\n件\n件", "3\n1\n2"
    rest = [("3.网络申请数", "件", "0"), ("4.信函申请数", "件", "0")]
    report = recognise(
        Paper("r", "docx", (table_of([("统计指标", "单位", "统计数"), stacked, *rest]),)), "2014"
    )
    assert [report.values[code] for code in ("s3_1", "s3_1_1", "s3_1_2", "s3_1_3")] == [3, 1, 2, 0]


def test_sentences_and_lists_of_contents_are_no_table() -> None:
    texts = [
        "目录", "一、主动公开情况", "二、回应解读情况", "三、依申请公开情况", "四、行政复议数量", "五、行政诉讼数量",
        "（一）主动公开政府信息数。全年共744条。", "1.政府网站公开政府信息数79条；", "2.政务微信公开政府信息数133条；",
        "收到申请数1件，申请办结数1件，当面申请数0件，传真申请数0件。",
    ]  # fmt: skip
    report = recognise(paper_of_lines(texts))
    assert not report.found
    assert report.values == {}
    assert report.missing == ()
    assert report.title.startswith("河西县东川镇2018年")


def test_a_form_that_the_paper_does_not_use_is_not_found(rows: list[Row]) -> None:
    assert not recognise(plain_table(rows), "2021").found


def test_a_page_number_is_no_value(rows: list[Row]) -> None:
    head = next(at for at, row in enumerate(rows) if "（二）通过不同渠道和方式公开" in row[0])
    lines = [
        Line(" ".join(text for text in row if text), Place(page=2 if at <= head else 3))
        for at, row in enumerate(rows)
    ]
    lines.insert(head + 1, Line("2", Place(page=2)))
    report = recognise(Paper("r.pdf", "pdf", tuple(lines)))
    assert dict(report.values) == stated()


def test_values_given_by_code() -> None:
    given = (("s1_1", 744), ("s3_1", None), ("s8_4", 6.6))
    report = recognise(Paper("r.json", "json", values=given), year=2018)
    assert report.form == "2014"
    assert (report.values["s1_1"], report.values["s3_1"], report.values["s8_4"]) == (744, None, 6.6)
    assert "s3_2" in report.missing
    assert "s3_1" not in report.missing


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(Refusal, match="2008"):
        recognise(Paper("r", "txt"), "2008")
