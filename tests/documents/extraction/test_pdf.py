"""PDF: paragraphs that run over lines and pages, ruled tables with merged cells, pages lying on their side."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from gongkai.records.documents.extraction import read_paper
from gongkai.records.documents.extraction.pdf_layout import Column, TextLine, lines_of, paragraphs_of
from gongkai.records.documents.extraction.pdf_page import _RADICALS, Glyph, Rule
from gongkai.records.documents.extraction.pdf_tables import ruled_tables
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.rules.forms.paper import Paper, Place
from gongkai.rules.refusal import Refusal
from tests.documents.extraction.makers import pdf, texts, written

REPORT = """#align(center)[邵岗镇2018年报告]

2018年，邵岗镇主动公开政府信息744条，其中在智能管理平台公布79条，在微信公众号公布133条，在镇级、村级公开栏公开525条。

年内共收到办理件6件。

#table(columns: 3, [统计指标], [单位], [统计数], [一、主动公开情况], [—], [],
  table.cell(colspan: 2)[其中：规范性文件], [6], table.cell(rowspan: 2)[跨行], [件], [1], [个], [2.5])

联系电话：0953-3700018
"""
SENTENCE = (
    "2018年，邵岗镇主动公开政府信息744条，其中在智能管理平台公布79条，"
    "在微信公众号公布133条，在镇级、村级公开栏公开525条。"
)
TABLE = [
    ["统计指标", "单位", "统计数"],
    ["一、主动公开情况", "—", ""],
    ["其中：规范性文件", "", "6"],
    ["跨行", "件", "1"],
    ["", "个", "2.5"],
]


def read(folder: Path, content: bytes, sandbox: Sandbox) -> Paper:
    return read_paper(written(folder, "报告.pdf", content), sandbox)


def test_paragraphs_and_a_ruled_table(tmp_path: Path, sandbox: Sandbox) -> None:
    paper = read(tmp_path, pdf(REPORT), sandbox)
    assert texts(paper) == [
        "邵岗镇2018年报告",
        SENTENCE,
        "年内共收到办理件6件。",
        TABLE,
        "联系电话：0953-3700018",
    ]
    assert paper.lines[1].place == Place(page=1)
    assert paper.tables[0].rows[2][2].place == Place(page=1, cell="表1 第3行第3列")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_on_its_side_reads_the_same(tmp_path: Path, sandbox: Sandbox, turn: int) -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(REPORT)))
    page = writer.pages[0]
    # The content is turned one way and the page the other: what is shown stays upright.
    page.add_transformation(pypdf.Transformation().rotate(turn), expand=True)
    page.rotate(turn)
    held = io.BytesIO()
    writer.write(held)
    assert texts(read(tmp_path, held.getvalue(), sandbox))[3] == TABLE


def test_a_sentence_goes_on_over_the_page_break(tmp_path: Path, sandbox: Sandbox) -> None:
    source = '#set page(height: 7cm, width: 12cm, margin: 1cm, numbering: "- 1 -")\n' + SENTENCE * 3
    paper = read(tmp_path, pdf(source), sandbox)
    assert texts(paper) == [SENTENCE * 3, *(f"- {number} -" for number in range(1, len(paper.blocks)))]
    assert len(paper.blocks) > 2


def test_a_scan_says_that_it_needs_recognition(tmp_path: Path, sandbox: Sandbox) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    page = document.new_page(200, 200)
    picture = pypdfium2.PdfImage.new(document)
    bitmap = pypdfium2.PdfBitmap.new_native(10, 10, pypdfium2.raw.FPDFBitmap_BGR)
    picture.set_bitmap(bitmap)
    page.insert_obj(picture)
    page.gen_content()
    held = io.BytesIO()
    document.save(held)
    for one in (bitmap, page, document):
        one.close()
    with pytest.raises(Refusal, match=r"是扫描件（只有图片，没有文字层）：请先做文字识别"):
        read(tmp_path, held.getvalue(), sandbox)
    with pytest.raises(Refusal, match="里没有文字"):
        read(tmp_path, pdf("#pagebreak(weak: false)"), sandbox)


def test_a_protected_and_a_damaged_pdf(tmp_path: Path, sandbox: Sandbox) -> None:
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf("一")))
    writer.encrypt("口令", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    with pytest.raises(Refusal, match="设有打开密码"):
        read(tmp_path, held.getvalue(), sandbox)
    with pytest.raises(Refusal, match="已损坏"):
        read(tmp_path, b"%PDF-1.7\n" + b"x" * 3000, sandbox)


def glyph(text: str, left: float, bottom: float, size: float = 10) -> Glyph:
    return Glyph(text, left, bottom, left + size, bottom + size)


def test_lines_are_rebuilt_by_place_and_not_by_order() -> None:
    shuffled = [glyph("条", 60, 100), glyph("乙", 0, 80), glyph("公", 0, 100), glyph("开", 10, 100.5)]
    assert [line.text for line in lines_of(shuffled)] == ["公开\t条", "乙"]


def test_bold_made_by_printing_twice_is_read_once() -> None:
    twice = [glyph("公", 0, 100), glyph("公", 0.4, 100), glyph("开", 10, 100), glyph("开", 10.4, 100)]
    assert [line.text for line in lines_of(twice)] == ["公开"]


def test_an_indented_line_begins_a_paragraph() -> None:
    def line(left: float, right: float, middle: float) -> TextLine:
        return TextLine("字", left, right, middle, 10)

    full, indented, short = line(0, 200, 100), line(20, 200, 85), line(0, 90, 70)
    found = paragraphs_of([full, indented, short], Column(0, 200))
    assert found == [[full], [indented, short]]


def test_a_table_open_at_its_sides_is_a_table() -> None:
    rules = [Rule(False, y, 0, 100) for y in (0, 20, 40)] + [Rule(True, 50, 0, 40)]
    held = [glyph("甲", 5, 25), glyph("1", 60, 25), glyph("乙", 5, 5), glyph("2", 60, 5)]
    (table,) = ruled_tables(rules, held)
    assert table.rows == (("甲", "1"), ("乙", "2"))


def test_a_frame_around_a_text_is_no_table() -> None:
    frame = [Rule(False, 0, 0, 100), Rule(False, 40, 0, 100), Rule(True, 0, 0, 40), Rule(True, 100, 0, 40)]
    assert ruled_tables(frame, [glyph("甲", 5, 25)]) == []


def test_radicals_become_characters() -> None:
    assert "".join(_RADICALS[one] for one in "⼯⼈⾃⻓⻚⼾⺠") == "工人自长页户民"
