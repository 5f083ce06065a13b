"""The two-way tables of the 2019 and 2021 forms."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.forms.edition import edition
from gongkai.rules.forms.paper import Paper
from gongkai.rules.forms.recognised import Number
from gongkai.rules.forms.recognition import detect_form, recognise
from tests.rules.forms.two_way_layouts import TWO_WAY_LAYOUTS, grids, numeric_codes

YEARS = {"2019": 2019, "2021": 2022}
FROM_TEXT = frozenset({"pdf lines", "one cell a line"})
"""Layouts in which a blank cell leaves no trace."""


def numbers(form: str) -> st.SearchStrategy[dict[str, Number | None]]:
    kinds = {
        "integer": st.integers(0, 5000),
        "signed": st.integers(-50, 50),
        "decimal": st.integers(0, 100_000).map(lambda tenths: tenths / 10 if tenths % 10 else tenths // 10),
    }
    known = edition(form).by_code
    return st.fixed_dictionaries({code: kinds[known[code].kind] for code in numeric_codes(form)})


def paper(layout: str, form: str, values: Mapping[str, Number | None]) -> Paper:
    return TWO_WAY_LAYOUTS[layout](grids(form, values), YEARS[form])


@pytest.mark.parametrize("layout", TWO_WAY_LAYOUTS)
@pytest.mark.parametrize("form", YEARS)
@given(data=st.data())
@settings(max_examples=6, deadline=None)
def test_values_come_back_from_every_layout(form: str, layout: str, data: st.DataObject) -> None:
    values = data.draw(numbers(form))
    report = recognise(paper(layout, form, values))
    assert report.form == form
    assert dict(report.values) == values
    assert report.missing == ()
    assert report.year == YEARS[form]
    assert report.body is not None
    assert report.body.town == "东川镇"


@pytest.mark.parametrize("layout", [layout for layout in TWO_WAY_LAYOUTS if layout not in FROM_TEXT])
@pytest.mark.parametrize("form", YEARS)
def test_blank_cells_stay_blank_in_real_tables(form: str, layout: str) -> None:
    values: dict[str, Number | None] = dict.fromkeys(numeric_codes(form), 1)
    values |= {"t3_r1_res": None, "t3_r3_7_tot": None, "t4_dir_oth": None, "t2_1_doc_made": None}
    report = recognise(paper(layout, form, values))
    assert dict(report.values) == values


@pytest.mark.parametrize("layout", sorted(FROM_TEXT))
def test_a_row_with_too_few_values_in_text_is_said_and_not_guessed(layout: str) -> None:
    values: dict[str, Number | None] = dict.fromkeys(numeric_codes("2021"), 1)
    report = recognise(paper(layout, "2021", values | {"t3_r1_res": None}))
    row = [code for code in values if code.startswith("t3_r1_")]
    assert [report.values[code] for code in row] == [None] * len(row)
    assert [(one.code, one.kind, one.expected) for one in report.problems] == [("t3_r1_np", "columns", "7")]
    assert report.values["t3_r2_np"] == 1
    assert report.missing == ()


def test_the_chapters_keep_only_their_sentences() -> None:
    values: dict[str, Number | None] = dict.fromkeys(numeric_codes("2021"), 1)
    for layout in TWO_WAY_LAYOUTS:
        report = recognise(paper(layout, "2021", values))
        texts = [line.text for chapter in report.chapters if chapter.number for line in chapter.lines]
        assert any("新收政府信息公开申请3件" in text for text in texts), layout
        assert "公开的时效还不够。" in texts, layout
        if layout not in FROM_TEXT:
            assert len(texts) == 3, layout


def test_the_two_forms_are_told_apart_by_their_own_words() -> None:
    values: dict[str, Number | None] = dict.fromkeys(numeric_codes("2019"), 1)
    words = TWO_WAY_LAYOUTS["word tables"](grids("2019", values), 2022)
    assert detect_form(words) == "2019"
    assert recognise(words, year=2022).form == "2019"


def test_without_table_two_the_year_decides() -> None:
    tables = grids("2019", dict.fromkeys(numeric_codes("2019"), 1)) | {"t2": [["（略）"]]}
    assert detect_form(TWO_WAY_LAYOUTS["word tables"](tables, 2020), 2020) == "2019"
    assert detect_form(TWO_WAY_LAYOUTS["word tables"](tables, 2023), 2023) == "2021"
