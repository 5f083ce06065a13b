"""Public copies stay legible: what a reader saw is still there, in its place."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import pytest
import xlsxwriter
from docx.shared import Pt
from openpyxl import load_workbook
from PIL import Image

from gongkai.records.documents.attachments.treatment import Treatment, treat
from gongkai.records.documents.extraction.sandbox import Sandbox
from tests.documents.attachments import leaky_pages
from tests.documents.attachments.leaky_words import photograph, picture_drawing
from tests.documents.extraction.makers import paragraph, pdf, word, written


def _copy(folder: Path, sandbox: Sandbox, kind: str, content: bytes) -> tuple[bytes, Treatment]:
    path = written(folder, f"upload.{kind}", content)
    made = treat(path, kind, folder, name=f"公示.{kind}", sandbox=sandbox)
    assert made.copy is not None, made.reasons
    return made.copy.read_bytes(), made


def _ledger() -> bytes:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    book.set_properties({"author": "某人", "company": "某单位"})
    sheet = book.add_worksheet("补贴公示")
    head = book.add_format({"bold": True, "border": 1, "align": "center"})
    sheet.merge_range("A1:E1", "2026年补贴公示表", head)
    sheet.write_row("A2", ["村", "发放日期", "金额", "比例", "内部备注"], head)
    sheet.write("A3", "一村")
    sheet.write_datetime("B3", date(2026, 11, 20), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_number("C3", 1234.5, book.add_format({"num_format": "#,##0.00"}))
    sheet.write_formula("D3", "=C3/10000", book.add_format({"num_format": "0.0%"}), 0.12345)
    sheet.write("E3", "不公开")
    sheet.write("A4", "二村")
    sheet.write("A5", "三村")
    sheet.set_column("A:A", 18)
    sheet.set_column("E:E", 9, None, {"hidden": True})
    sheet.set_row(3, None, None, {"hidden": True})
    book.close()
    return held.getvalue()


def _plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def test_a_workbook_keeps_its_looks(tmp_path: Path, sandbox: Sandbox) -> None:
    content, made = _copy(tmp_path, sandbox, "xlsx", _ledger())
    book = load_workbook(io.BytesIO(content))
    sheet: Any = book["补贴公示"]
    assert [[_plain(cell.value) for cell in row] for row in sheet.iter_rows()] == [
        ["2026年补贴公示表", None, None, None],
        ["村", "发放日期", "金额", "比例"],
        ["一村", date(2026, 11, 20), 1234.5, 0.12345],
        ["三村", None, None, None],
    ]
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:D1"]
    assert sheet["A1"].font.bold
    assert sheet["A1"].alignment.horizontal == "center"
    assert sheet["A1"].border.left.style == "thin"
    assert sheet["C3"].number_format == "#,##0.00"
    assert sheet["D3"].number_format == "0.0%"
    assert 17 < sheet.column_dimensions["A"].width < 20
    assert (book.properties.creator, book.properties.lastModifiedBy) in {("openpyxl", None), (None, None)}
    assert {"隐藏行", "隐藏列"} <= {one.partition(" ")[0] for one in made.left_out}


def test_the_same_file_gives_the_same_copy(tmp_path: Path, sandbox: Sandbox) -> None:
    for kind, content in (
        ("xlsx", _ledger()),
        ("pdf", leaky_pages.clean()),
        ("docx", word(paragraph("正文"))),
    ):
        first, _ = _copy(tmp_path, sandbox, kind, content)
        again, _ = _copy(tmp_path, sandbox, kind, content)
        assert first == again


def _letter() -> bytes:
    letter = docx.Document()
    letter.core_properties.author = "某人"
    letter.add_heading("关于公示的通知", level=1)
    run = letter.add_paragraph().add_run("加粗的正文")
    run.bold, run.font.size = True, Pt(16)
    letter.add_paragraph("第一条", style="List Number")
    table = letter.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("村", "金额", "一村", "1200"), strict=True
    ):
        cell.text = text
    letter.sections[0].header.paragraphs[0].text = "测试镇文件"
    letter.add_picture(io.BytesIO(photograph()))
    held = io.BytesIO()
    letter.save(held)
    return held.getvalue()


def test_a_letter_keeps_its_looks(tmp_path: Path, sandbox: Sandbox) -> None:
    content, made = _copy(tmp_path, sandbox, "docx", _letter())
    letter = docx.Document(io.BytesIO(content))
    assert [one.text for one in letter.paragraphs if one.text] == ["关于公示的通知", "加粗的正文", "第一条"]
    style: Any = letter.paragraphs[0].style
    assert style.name == "Heading 1"
    assert letter.paragraphs[1].runs[0].bold
    assert letter.paragraphs[1].runs[0].font.size == Pt(16)
    assert [[cell.text for cell in row.cells] for row in letter.tables[0].rows] == [
        ["村", "金额"],
        ["一村", "1200"],
    ]
    assert letter.sections[0].header.paragraphs[0].text == "测试镇文件"
    assert len(letter.inline_shapes) == 1
    assert letter.core_properties.author != "某人"
    assert "文档属性（作者、单位、时间）" in made.left_out


def test_revisions_are_accepted(tmp_path: Path, sandbox: Sandbox) -> None:
    body = (
        "<w:p><w:r><w:t>原有</w:t></w:r><w:ins><w:r><w:t>新增</w:t></w:r></w:ins><w:del><w:r><w:delText>旧的"
        "</w:delText></w:r></w:del></w:p>"
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>上半</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>下半</w:t></w:r></w:p>"
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r>'
        '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    content, _ = _copy(tmp_path, sandbox, "docx", word(body))
    letter = docx.Document(io.BytesIO(content))
    assert [one.text for one in letter.paragraphs] == ["原有新增", "上半下半", "3"]
    assert "PAGE" in letter.element.xml


def test_a_cut_picture_is_cut_for_good(tmp_path: Path, sandbox: Sandbox) -> None:
    held = io.BytesIO()
    picture = Image.new("RGB", (100, 40), "white")
    picture.paste("red", (50, 0, 100, 40))
    picture.save(held, "PNG")
    body = paragraph("公示照片") + picture_drawing('<a:srcRect r="50000"/>')
    content, made = _copy(
        tmp_path,
        sandbox,
        "docx",
        word(body, {"word/media/image1.png": held.getvalue()}, (("image", "media/image1.png"),)),
    )
    (part,) = [
        one for one in docx.Document(io.BytesIO(content)).part.package.parts if "media" in one.partname
    ]
    kept = Image.open(io.BytesIO(part.blob))
    assert kept.size == (50, 40)
    assert kept.convert("RGB").getcolors() == [(2000, (255, 255, 255))]
    assert "图片裁掉的部分" in made.left_out


def test_a_page_looks_as_before(tmp_path: Path, sandbox: Sandbox) -> None:
    source = pdf(
        "= 关于公示的通知\n现予公示。\n#table(columns: 2, [村], [金额], [一村], [1200])\n#pagebreak()\n第二页"
    )
    content, _ = _copy(tmp_path, sandbox, "pdf", source)
    assert _pictures(content) == _pictures(source)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert set(document.trailer.keys()) <= {
            "/Size",
            "/Root",
            "/ID",
            "/Type",
            "/W",
            "/Length",
            "/Filter",
            "/DecodeParms",
            "/Index",
        }
        assert set(document.Root.keys()) == {"/Type", "/Pages"}


@pytest.mark.parametrize("way", leaky_pages.covered())
def test_a_redrawn_page_looks_as_before(way: str, tmp_path: Path, sandbox: Sandbox) -> None:
    source = leaky_pages.covered()[way]
    content, made = _copy(tmp_path, sandbox, "pdf", source)
    assert made.redrawn
    ((before, after),) = zip(_pictures(source, 0.5), _pictures(content, 0.5), strict=True)
    assert len(before) == len(after)
    off = sum(abs(one - other) > 100 for one, other in zip(before, after, strict=True))
    assert off < len(before) * 0.01


def _pictures(content: bytes, scale: float = 1.0) -> list[bytes]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.render(scale=scale).to_pil().convert("L").tobytes() for page in document]
    finally:
        document.close()


def test_a_photograph_is_upright_and_small(tmp_path: Path, sandbox: Sandbox) -> None:
    held = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (6000, 1000), "teal").save(held, "JPEG", exif=exif)
    content, _ = _copy(tmp_path, sandbox, "jpg", held.getvalue())
    kept = Image.open(io.BytesIO(content))
    assert kept.size == (667, 4000)
    assert dict(kept.getexif()) == {}


def test_a_csv_runs_nothing(tmp_path: Path, sandbox: Sandbox) -> None:
    rows = 'a,b\n=1+1,-5\n"＝cmd",+8.5%\n@x,"1,200"\n\t=2,正常\n'
    content, made = _copy(tmp_path, sandbox, "csv", rows.encode())
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines() == [
        "a,b",
        "'=1+1,-5",
        "'＝cmd,+8.5%",
        '\'@x,"1,200"',
        "'\t=2,正常",
    ]
    assert made.left_out == ["会被表格软件当作公式的单元格（已加撇号） 4 处"]


def test_an_ofd_is_not_redone_and_says_so(tmp_path: Path, sandbox: Sandbox) -> None:
    from tests.documents.extraction.makers import zipped

    page = '<Page><TextObject Boundary="10 10 50 5"><TextCode>公示名单</TextCode></TextObject></Page>'
    source = zipped({"OFD.xml": "<OFD/>", "Doc_0/Pages/Page_0/Content.xml": page})
    content, made = _copy(tmp_path, sandbox, "ofd", source + b"")
    assert b"PK" in content
    assert made.public.unread == ["本平台不能重做 OFD 版面：公开件的内容与原件相同，请人工打开逐页查看。"]
