"""DOCX, PDF and XLSX as papers: sizes of GB/T 9704, fonts, headings that repeat, fields, tags."""

from __future__ import annotations

import io
import re
import warnings
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm, Pt
from openpyxl import load_workbook

from gongkai.readings.annual.render.files import render
from gongkai.readings.annual.render.fonts import typefaces
from tests.annual.factory import report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def word() -> Any:
    return Document(io.BytesIO(render(report(), "docx")))


def test_docx_has_the_sizes_of_the_standard(word: Any) -> None:
    page = word.sections[0]
    millimetre = Mm(1)
    sizes = {
        (page.page_width, 210), (page.page_height, 297), (page.top_margin, 37),
        (page.bottom_margin, 35), (page.left_margin, 28), (page.right_margin, 26),
    }  # fmt: skip
    assert all(abs(size - wanted * millimetre) < millimetre / 5 for size, wanted in sizes)
    body = word.styles["Normal"]
    assert body.font.size == Pt(16)
    assert body.paragraph_format.line_spacing == Pt(28.9)
    assert word.styles["Title"].font.size == Pt(22)
    east = {
        name: word.styles[name].element.rPr.rFonts.get(f"{W}eastAsia")
        for name in ("Normal", "Title", "Heading 1")
    }
    assert east == {"Normal": "仿宋_GB2312", "Title": "方正小标宋简体", "Heading 1": "黑体"}


def test_docx_numbers_its_pages_outside(word: Any) -> None:
    page = word.sections[0]
    assert word.settings.odd_and_even_pages_header_footer
    for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        line = footer.paragraphs[0]
        assert re.sub(r"\s", "", line.text) == "—1—"
        assert line._p.pPr.find(f"{W}jc").get(f"{W}val") == side
        assert " PAGE " in "".join(one.text for one in line._p.iter(f"{W}instrText"))


def test_docx_table_repeats_its_heading_and_keeps_rows_whole(word: Any) -> None:
    rows = word.tables[0].rows
    assert rows[0]._tr.trPr.find(f"{W}tblHeader") is not None
    assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in rows)
    assert [cell.text for cell in rows[2].cells] == [
        "（一）主动公开政府信息数\n（不同渠道和方式公开相同信息计1条）",
        "条",
        "744",
    ]


def test_docx_numbers_in_the_prose_refer_to_the_table(word: Any) -> None:
    body = word.element.body
    marks = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    fields = [one.text.split()[1] for one in body.iter(f"{W}instrText")]
    assert {"s1_1", "s1_2_2", "s3_1"} <= set(fields) <= marks
    numbers = [mark.get(f"{W}id") for mark in body.iter(f"{W}bookmarkStart")]
    assert len(numbers) == len(set(numbers))
    assert any("主动公开政府信息744条" in line.text for line in word.paragraphs)


def test_docx_says_what_it_is(word: Any) -> None:
    about = word.core_properties
    assert about.title == "青铜峡市邵岗镇2018年政府信息公开工作年度报告"
    assert (about.language, about.author) == ("zh-CN", "青铜峡市邵岗镇人民政府")


@pytest.fixture(scope="module")
def pages() -> Any:
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(render(report(), "pdf")))


def test_pdf_is_tagged_archival_and_titled(pages: Any) -> None:
    root = pages.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-CN"
    assert pages.metadata.title == "青铜峡市邵岗镇2018年政府信息公开工作年度报告"
    described = root["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in described
    assert "<pdfaid:conformance>U</pdfaid:conformance>" in described
    assert [round(float(side) / 72 * 25.4) for side in pages.pages[0].mediabox[2:]] == [210, 297]


def test_pdf_uses_only_the_fonts_it_was_given(pages: Any) -> None:
    _, faces = typefaces(None)
    given = {re.sub(r"\W", "", family) for family in faces.families}
    used = set()
    for page in pages.pages:
        for font in page["/Resources"]["/Font"].values():
            made = font.get_object()["/BaseFont"].split("+")[1]
            used.add(re.sub(r"\W", "", re.sub(r"-(Regular|Bold).*|-Identity.*", "", made)))
    assert used
    assert all(any(name in family or family.startswith(name) for family in given) for name in used)


def test_pdf_numbers_jump_to_the_table(pages: Any) -> None:
    links = [note.get_object() for page in pages.pages for note in page.get("/Annots") or ()]
    assert len(links) >= 8
    assert all(link["/Subtype"] == "/Link" and ("/Dest" in link or "/A" in link) for link in links)


def test_the_fonts_of_the_wheel_are_always_there(tmp_path: Path) -> None:
    fonts, faces = typefaces(tmp_path / "none")
    assert {"Noto Serif SC", "Noto Sans SC"} <= set(fonts.families())
    assert faces.families <= set(fonts.families())
    assert faces.body[-1].startswith("Noto")


def test_xlsx_holds_numbers_as_numbers_and_prints_on_a4() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = load_workbook(io.BytesIO(render(report(), "xlsx")))
    assert book.sheetnames == ["政府信息公开情况统计表", "正文"]
    sheet = book.worksheets[0]
    values = {row[0].value: row[2].value for row in sheet.iter_rows(min_row=5) if row[0].value}
    assert values["一、主动公开情况"] is None
    assert Decimal(
        str(values["（四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费）"])
    ) == Decimal("6.6")
    assert values["4.政务微信公开政府信息数"] == 133
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "portrait")
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.freeze_panes == "A5"
    prose = [row[0].value for row in book.worksheets[1].iter_rows()]
    assert any("主动公开政府信息744条" in line for line in prose)
    assert not [cell for one in book for row in one.iter_rows() for cell in row if cell.data_type == "f"]
