"""Papers as files really give them: wrapped cells, rows cut by a page, navigation over the title; and any paper."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.rules.forms.edition import FORMS, edition
from gongkai.rules.forms.paper import Line, Paper, Place
from gongkai.rules.forms.recognised import Number
from gongkai.rules.forms.recognition import recognise
from tests.rules.forms.layouts import HEADS, PROSE, form_rows, paper_of_lines, paper_of_tables, table_of
from tests.rules.forms.shaogang import stated
from tests.rules.forms.two_way_layouts import grids, numeric_codes, word_tables


def wrapped(text: str, width: int) -> str:
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))


def test_labels_wrapped_inside_narrow_cells() -> None:
    rows = [(wrapped(label.strip(), 4), unit, value) for label, unit, value in form_rows(stated())]
    assert dict(recognise(paper_of_tables(table_of([HEADS, *rows]))).values) == stated()
    values: dict[str, Number | None] = {code: at for at, code in enumerate(numeric_codes("2021"))}
    tables = grids("2021", values)
    tables["t3"] = [[text if text.isdigit() else wrapped(text, 2) for text in row] for row in tables["t3"]]
    assert dict(recognise(word_tables(tables, 2022)).values) == values


def test_a_label_cut_by_the_end_of_a_page() -> None:
    rows: list[tuple[str, str, str]] = []
    for label, unit, value in form_rows(stated()):
        cut = len(label) // 2 if "政策解读稿件" in label else len(label)
        rows.append((label[:cut], unit, value))
        if label[cut:]:
            rows.append((label[cut:], "", ""))
    at = next(number for number, row in enumerate(rows) if row[1] == "")
    report = recognise(paper_of_tables(table_of([HEADS, *rows[:at]], "表1"), table_of(rows[at:], "表2")))
    assert dict(report.values) == stated()


def test_a_two_way_row_cut_by_the_end_of_a_page() -> None:
    values: dict[str, Number | None] = {code: at for at, code in enumerate(numeric_codes("2021"))}
    tables = grids("2021", values)
    body = tables["t3"]
    at = next(number for number, row in enumerate(body) if "1.属于国家秘密" in row)
    body[at] = ["", "", "1.属于国", *body[at][3:]]
    rest = [["", "", "家秘密", *[""] * 7], *body[at + 1 :]]
    heading = Line("三、收到和处理政府信息公开申请情况", Place(page=1))
    pages = (table_of(body[: at + 1], "表2"), table_of(rest, "表3"))
    report = recognise(Paper("r.pdf", "pdf", (table_of(tables["t2"], "表1"), heading, *pages)))
    read = {code: value for code, value in report.values.items() if code.startswith(("t2", "t3"))}
    assert read == {code: values[code] for code in read}


def test_units_before_their_numbers_in_one_cell() -> None:
    rows = [(label.strip(), f"{unit} {value}".strip("— ")) for label, unit, value in form_rows(stated())]
    report = recognise(paper_of_lines(["\t".join(row) for row in rows]))
    assert {code: report.values[code] for code in ("s1_1", "s8_4", "s9_3")} == {
        "s1_1": 744,
        "s8_4": 6.6,
        "s9_3": 35,
    }
    assert report.cells["s8_4"].unit == "万元"


def test_navigation_over_the_title_is_not_the_title() -> None:
    texts = ["首页 | 政府信息公开年报", "河西县东川镇2018年政府信息公开", "工作年度报告", "正文。"]
    report = recognise(
        Paper("r.html", "html", tuple(Line(text, Place(line=at)) for at, text in enumerate(texts, 1)))
    )
    assert report.title == "河西县东川镇2018年政府信息公开工作年度报告"
    assert report.body is not None
    assert report.body.full == "河西县东川镇"


def test_a_page_laid_out_in_one_table() -> None:
    rows = [text for label, unit, value in form_rows(stated()) for text in (label, unit, value)]
    layout = table_of([("导航", "\n".join([*PROSE, "统计表", *rows]))])
    report = recognise(Paper("r.html", "html", (layout,)))
    assert dict(report.values) == stated()
    assert [chapter.number for chapter in report.chapters] == [None, "一", "二", "三"]


def test_the_report_and_its_table_on_one_sheet() -> None:
    rows = (
        [[text] for text in PROSE]
        + [list(row) for row in (HEADS, *form_rows(stated()))]
        + [["注：数据截至年底。"]]
    )
    report = recognise(Paper("r.xlsx", "xlsx", (table_of(rows, "年报"),)))
    assert dict(report.values) == stated()
    assert [chapter.number for chapter in report.chapters] == [None, "一", "二", "三"]
    assert report.year == 2018


def test_signatures_under_the_table_are_not_sentences() -> None:
    rows = ["\t".join(row) for row in form_rows(stated())]
    report = recognise(paper_of_lines([*rows, "单位负责人：某某  审核人：某某", "填报日期：2019年1月10日"]))
    assert all("负责人" not in line.text for chapter in report.chapters for line in chapter.lines)
    assert report.year == 2018


SIGNS = [
    "条",
    "件",
    "万元",
    "—",
    "0",
    "744",
    "1,234",
    "约3",
    "",
    "统计数",
    "单位",
    "（公开栏）",
    "|",
    "\t",
    "  ",
    "无",
    "总计",
]
WORDS = st.sampled_from([*(field.label for form in FORMS for field in edition(form).fields), *SIGNS])
TEXTS = st.lists(WORDS | st.text(max_size=12), max_size=5).map(" ".join)
TABLES = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.lists(WORDS | TEXTS, min_size=width, max_size=width), min_size=1, max_size=12)
)
PAPERS = st.lists(TEXTS.map(lambda text: Line(text, Place())) | TABLES.map(table_of), max_size=25).map(
    lambda blocks: Paper("any", "html", tuple(blocks))
)


@given(PAPERS, st.sampled_from(["auto", *FORMS]))
@settings(max_examples=50, deadline=None)
def test_any_paper_is_read_without_failing(paper: Paper, form: str) -> None:
    report = recognise(paper, form)
    assert report.found == bool(report.values)
    if report.form is not None:
        known = edition(report.form)
        assert set(report.cells) <= set(known.by_code)
        assert {field.code for field in known.fields if field.numeric} <= set(report.values)
