"""What stands where, before any file format."""

from __future__ import annotations

import pytest

from gongkai.readings.annual.figures import Bound, Paragraph
from gongkai.readings.annual.render.composition import compose
from gongkai.readings.annual.render.parts import Annex, Heading, Table, placed
from gongkai.rules.forms.edition import FORMS, edition
from tests.annual.factory import report


@pytest.mark.parametrize("form", FORMS)
def test_every_numeric_field_of_the_form_has_one_cell(form: str) -> None:
    paper = compose(report(form))
    shown = [cell.code for table in paper.tables for row in table.rows for cell in row if cell.code]
    numeric = [field.code for field in edition(form).fields if field.numeric]
    assert sorted(set(shown)) == sorted(shown)
    assert set(numeric) <= set(shown)


@pytest.mark.parametrize("form", FORMS)
def test_every_place_of_every_table_is_covered_once(form: str) -> None:
    for table in compose(report(form)).tables:
        seen: dict[tuple[int, int], int] = {}
        for down, across, cell in placed(table):
            for below in range(cell.rows):
                for beside in range(cell.columns):
                    place = (down + below, across + beside)
                    seen[place] = seen.get(place, 0) + 1
        assert seen == dict.fromkeys(
            ((down, across) for down in range(len(table.rows)) for across in range(len(table.widths))), 1
        )
        assert sum(table.widths) == pytest.approx(1)


def test_the_sheet_of_2018_is_an_annex_with_unit_indent_and_printed_rule() -> None:
    paper = compose(report())
    kinds = [type(block) for block in paper.blocks]
    assert kinds.index(Annex) == len(kinds) - 2
    assert kinds[-1] is Table
    rows = {row[0].text: row for row in paper.tables[0].rows}
    label, unit, value = rows["（一）主动公开政府信息数"]
    assert (unit.text, value.text) == ("条", "744")
    assert label.note == "（不同渠道和方式公开相同信息计1条）"
    assert rows["一、主动公开情况"][1].text == "—"
    assert rows["一、主动公开情况"][2].text == ""
    first, second = rows["其中：涉及国家秘密"][0], rows["涉及商业秘密"][0]
    assert second.indent == first.indent + len("其中：")


def test_tables_of_later_forms_stand_in_their_chapters() -> None:
    blocks = compose(report("2021")).blocks
    after: dict[str, str] = {}
    chapter = ""
    for block in blocks:
        if isinstance(block, Heading):
            chapter = block.text[0]
        elif isinstance(block, Table):
            after[chapter] = block.name
    assert list(after) == ["二", "三", "四"]


def test_a_report_without_the_prescribed_chapter_still_shows_its_table() -> None:
    assert len(compose(report("2021", chapters={"一、总体情况": ("无。",)})).tables) == 3


def test_prose_points_to_cells_that_say_the_same() -> None:
    paper = compose(report())
    bound = [
        piece
        for block in paper.blocks
        if isinstance(block, Paragraph)
        for piece in block.pieces
        if isinstance(piece, Bound)
    ]
    in_table = [piece for piece in bound if piece.figure.code in paper.cells]
    assert len(in_table) >= 8
    assert all(paper.cells[piece.figure.code] == piece.text for piece in in_table)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("邵岗镇2018年政府信息公开年报", 1),
        ("青铜峡市邵岗镇2018年政府信息公开工作年度报告", 2),
        ("某" * 45, 1),
    ],
)
def test_a_title_breaks_where_a_word_ends(title: str, lines: int) -> None:
    made = compose(report(title=title)).title_lines
    assert len(made) == lines
    assert "".join(made) == title
