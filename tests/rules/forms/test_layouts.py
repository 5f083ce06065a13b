"""The 2014 form is read alike from every layout, whatever the style of its numbers and labels."""

from __future__ import annotations

import time
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.forms.edition import edition
from gongkai.rules.forms.recognised import Number
from gongkai.rules.forms.recognition import recognise
from tests.rules.forms.layouts import LAYOUTS, form_rows
from tests.rules.forms.styles import LABEL_STYLES, VALUE_STYLES

FIELDS = edition("2014").fields
WRAPPED = frozenset(name for name in LAYOUTS if "wrapped" in name)
# A label of single letters wrapped into many short lines is not a label any more.
STYLED = [
    (layout, style)
    for layout in LAYOUTS
    for style in LABEL_STYLES
    if layout not in WRAPPED or style != "letters apart"
]

counts = st.none() | st.integers(0, 20) | st.integers(0, 2_000_000)
amounts = st.none() | st.integers(0, 5_000_000).map(lambda cents: cents / 100)
all_values = st.fixed_dictionaries(
    {field.code: amounts if field.kind == "decimal" else counts for field in FIELDS if field.numeric}
)


def as_read(values: Mapping[str, Number | None]) -> dict[str, Number | None]:
    """Whole amounts come back as whole numbers."""
    return {
        code: int(value) if value is not None and value == int(value) else value
        for code, value in values.items()
    }


@pytest.mark.parametrize("layout", LAYOUTS)
@given(values=all_values, shown=st.sampled_from(sorted(VALUE_STYLES)))
@settings(max_examples=12, deadline=None)
def test_values_come_back_from_every_layout(
    layout: str, values: dict[str, Number | None], shown: str
) -> None:
    report = recognise(LAYOUTS[layout](form_rows(values, VALUE_STYLES[shown])))
    assert report.form == "2014"
    assert report.values == as_read(values)
    assert not report.strange_rows
    assert not report.missing


@pytest.mark.parametrize(("layout", "style"), STYLED)
def test_labels_are_known_in_every_style(layout: str, style: str) -> None:
    values: dict[str, Number | None] = {
        field.code: 100 + 7 * field.order for field in FIELDS if field.numeric
    }
    report = recognise(LAYOUTS[layout](form_rows(values, label=LABEL_STYLES[style])))
    assert report.values == values
    assert not report.strange_rows


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_text_keeps_its_sentences_and_loses_the_table(layout: str) -> None:
    report = recognise(LAYOUTS[layout](form_rows({field.code: 1234 for field in FIELDS if field.numeric})))
    assert [(chapter.number, chapter.title) for chapter in report.chapters] == [
        (None, ""),
        ("一", "概述"),
        ("二", "主动公开情况"),
        ("三", "依申请公开情况"),
    ]
    assert all("1234" not in line.text for chapter in report.chapters for line in chapter.lines)
    assert report.year == 2018
    assert report.body is not None
    assert (report.body.county, report.body.town, report.body.level) == ("河西县", "东川镇", "town")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_row_of_its_own_is_kept_apart_and_a_row_left_out_is_said(layout: str) -> None:
    values: dict[str, Number | None] = {field.code: field.order for field in FIELDS if field.numeric}
    rows = [row for row in form_rows(values) if "传真" not in row[0]]
    after = next(at for at, row in enumerate(rows) if "政务微信" in row[0]) + 1
    rows.insert(after, ("　　　　手机报公开政府信息数", "条", "9999"))
    report = recognise(LAYOUTS[layout](rows))
    assert report.missing == ("s3_1_2",)
    assert {code: value for code, value in report.values.items() if code != "s3_1_2"} == {
        code: value for code, value in values.items() if code != "s3_1_2"
    }
    if layout not in WRAPPED:
        assert [(row.label, row.values) for row in report.strange_rows] == [
            ("手机报公开政府信息数", ("9999",))
        ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_value_knows_its_place(layout: str) -> None:
    values: dict[str, Number | None] = {field.code: field.order for field in FIELDS if field.numeric}
    paper = LAYOUTS[layout](form_rows(values))
    report = recognise(paper)
    places = {line.place for line in paper.lines} | {
        cell.place for table in paper.tables for row in table.rows for cell in row
    }
    for code, cell in report.cells.items():
        assert cell.place in places, code


def test_one_report_is_recognised_in_tens_of_milliseconds() -> None:
    values: dict[str, Number | None] = {field.code: field.order for field in FIELDS if field.numeric}
    papers = [layout(form_rows(values)) for layout in LAYOUTS.values()]
    recognise(papers[0])
    started = time.process_time()
    for paper in papers:
        recognise(paper)
    assert (time.process_time() - started) / len(papers) < 0.1
