"""Personal numbers in every hidden corner of Word and Excel files, each beside a clean twin that passes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import pytest

from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.records.documents.extraction.scans import PrivacyScan, pieces, scan
from tests.documents.extraction.makers import W, book, paragraph, png, relations, rows, word, written
from tests.rules.privacy import invented

TODAY = date(2019, 1, 31)
ID = invented.resident_id()
CLEAN = "35*************123"
MASKED = f"{ID[:2]}{'*' * 13}{ID[-3:]}"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def scanned(folder: Path, name: str, content: bytes, sandbox: Sandbox) -> PrivacyScan:
    found = scan(written(folder, name, content), today=TODAY, sandbox=sandbox, name=name)
    assert found.file == name
    return found


def _sheet_part(kind: str, xml: str) -> Callable[[str], bytes]:
    """A workbook whose first sheet has a related part with ``{}`` in its XML."""
    return lambda number: book(
        {"名单": rows({"A1": "公示"})},
        extra={
            f"xl/{kind}1.xml": xml.replace("{}", number),
            "xl/worksheets/_rels/sheet1.xml.rels": relations((kind, f"../{kind}1.xml")),
        },
    )


BOOKS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "隐藏的工作表": (
        lambda number: book(
            {"公示": rows({"A1": "一"}), "名单": rows({"C12": number})}, states={"名单": "hidden"}
        ),
        "工作表「名单」（隐藏）C12",
    ),
    "深度隐藏": (
        lambda number: book(
            {"公示": rows({"A1": "一"}), "名单": rows({"A1": number})}, states={"名单": "veryHidden"}
        ),
        "工作表「名单」（深度隐藏）A1",
    ),
    "隐藏的行": (
        lambda number: book(
            {"名单": f'<sheetData><row r="7" hidden="1">{_cell("B7", number)}</row></sheetData>'}
        ),
        "工作表「名单」B7（隐藏行）",
    ),
    "隐藏的列": (
        lambda number: book(
            {"名单": '<cols><col min="3" max="4" hidden="1"/></cols>' + rows({"D2": number})}
        ),
        "工作表「名单」D2（隐藏列）",
    ),
    "残留的共享文字": (
        lambda number: book({"名单": rows({"A1": "一"})}, strings=(number,)),
        "已删除单元格残留的文字",
    ),
    "共享文字": (
        lambda number: book(
            {"名单": '<sheetData><row><c t="s"><v>0</v></c></row></sheetData>'}, strings=(number,)
        ),
        "工作表「名单」A1",
    ),
    "格式遮住的数字": (
        lambda number: book(
            {"名单": f'<sheetData><row><c s="1"><v>{number}</v></c></row></sheetData>'}, formats=(";;;",)
        ),
        "工作表「名单」A1",
    ),
    "公式里的文字": (
        lambda number: book(
            {"名单": f'<sheetData><row><c><f>IF(1,"{number}","")</f><v>1</v></c></row></sheetData>'}
        ),
        "工作表「名单」公式",
    ),
    "页眉": (
        lambda number: book(
            {"名单": rows({"A1": "一"}) + f"<headerFooter><oddHeader>{number}</oddHeader></headerFooter>"}
        ),
        "工作表「名单」页眉",
    ),
    "数据验证": (
        lambda number: book(
            {"名单": rows({"A1": "一"}) + f"<dataValidation><formula1>{number}</formula1></dataValidation>"}
        ),
        "工作表「名单」数据验证",
    ),
    "批注": (
        _sheet_part(
            "comments", '<comments><comment ref="C5"><text><r><t>身份证{}</t></r></text></comment></comments>'
        ),
        "工作表「名单」C5 批注",
    ),
    "文本框": (
        _sheet_part("drawing", f'<d xmlns:a="{A}"><a:p><a:r><a:t>身份证{{}}</a:t></a:r></a:p></d>'),
        "工作表「名单」批注或图形",
    ),
    "定义的名称": (
        lambda number: book({"名单": rows({"A1": "一"})}, names={"户主": f'"{number}"'}),
        "定义的名称「户主」",
    ),
    "透视表缓存": (
        lambda number: book(
            {"名单": rows({"A1": "一"})},
            extra={"xl/pivotCache/pivotCacheRecords1.xml": f'<records><r><s v="{number}"/></r></records>'},
        ),
        "数据透视表缓存（xl/pivotCache/pivotCacheRecords1.xml）",
    ),
    "外部链接缓存": (
        lambda number: book(
            {"名单": rows({"A1": "一"})},
            extra={"xl/externalLinks/externalLink1.xml": f"<e><v>{number}</v></e>"},
        ),
        "外部链接缓存（xl/externalLinks/externalLink1.xml）",
    ),
    "文档属性": (
        lambda number: book(
            {"名单": rows({"A1": "一"})}, extra={"docProps/core.xml": f"<p><title>{number}</title></p>"}
        ),
        "文档属性（docProps/core.xml）",
    ),
    "压缩包注释": (
        lambda number: book({"名单": rows({"A1": "一"})})[:-2] + _comment(number),
        "压缩包注释 第1行",
    ),
}


def _cell(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def _comment(text: str) -> bytes:
    return len(text).to_bytes(2, "little") + text.encode()


@pytest.mark.parametrize("corner", BOOKS)
def test_a_number_in_any_corner_of_a_workbook(tmp_path: Path, sandbox: Sandbox, corner: str) -> None:
    make, where = BOOKS[corner]
    found = scanned(tmp_path, "表.xlsx", make(ID), sandbox)
    assert found.readable, found.reasons
    assert [(one.kind, one.where, one.masked, one.severity) for one in found.findings] == [
        ("resident_id", where, MASKED, "error")
    ]
    clean = scanned(tmp_path, "表.xlsx", make("0" if corner == "格式遮住的数字" else CLEAN), sandbox)
    assert (clean.readable, clean.findings) == (True, [])


COMMENTS = f'<w:comments xmlns:w="{W}"><w:comment w:author="x">{{}}</w:comment></w:comments>'
WORDS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "正文": (lambda number: word(paragraph("公示") + paragraph(number[:9], number[9:])), "第2段"),
    "表格": (
        lambda number: word(
            f"<w:tbl><w:tr><w:tc>{paragraph('一')}</w:tc><w:tc>{paragraph(number)}</w:tc></w:tr></w:tbl>"
        ),
        "表1 第1行第2列",
    ),
    "修订": (
        lambda number: word(f"<w:p><w:del><w:r><w:delText>{number}</w:delText></w:r></w:del></w:p>"),
        "修订删除的文字",
    ),
    "隐藏文字": (
        lambda number: word(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{number}</w:t></w:r></w:p>"),
        "隐藏文字",
    ),
    "域代码": (
        lambda number: word(f"<w:p><w:r><w:instrText>QUOTE {number}</w:instrText></w:r></w:p>"),
        "域代码",
    ),
    "图片说明": (
        lambda number: word(
            f'<w:p><w:r><w:drawing><wp:docPr xmlns:wp="x" descr="{number}"/></w:drawing></w:r></w:p>'
        ),
        "图片说明",
    ),
    "文本框": (
        lambda number: word(
            f"<w:p><w:r><w:pict><w:txbxContent>{paragraph(number)}</w:txbxContent></w:pict></w:r></w:p>"
        ),
        "第1段",
    ),
    "批注": (
        lambda number: word(
            paragraph("公示"),
            {"word/comments.xml": COMMENTS.format(paragraph(number))},
            (("comments", "comments.xml"),),
        ),
        "批注",
    ),
    "页眉": (
        lambda number: word(
            paragraph("公示"),
            {"word/header1.xml": f'<w:hdr xmlns:w="{W}">{paragraph(number)}</w:hdr>'},
            (("header", "header1.xml"),),
        ),
        "页眉",
    ),
    "脚注": (
        lambda number: word(
            paragraph("公示"),
            {"word/footnotes.xml": f'<w:f xmlns:w="{W}"><w:footnote>{paragraph(number)}</w:footnote></w:f>'},
            (("footnotes", "footnotes.xml"),),
        ),
        "脚注",
    ),
    "自定义 XML": (
        lambda number: word(paragraph("公示"), {"customXml/item1.xml": f"<a><b>{number}</b></a>"}),
        "自定义 XML（customXml/item1.xml）",
    ),
    "链接": (
        lambda number: word(paragraph("公示"), related=(("hyperlink", f"http://example.com/?id={number}"),)),
        "链接地址（word/_rels/document.xml.rels）",
    ),
    "嵌入的工作簿": (
        lambda number: word(
            paragraph("公示"), {"word/embeddings/sheet1.xlsx": book({"底稿": rows({"A1": number})})}
        ),
        "嵌入的文件（word/embeddings/sheet1.xlsx）工作表「底稿」A1",
    ),
    "嵌入的网页": (
        lambda number: word(paragraph("公示"), {"word/afchunk.htm": f"<html><p>{number}"}),
        "其他部件（word/afchunk.htm）第1段",
    ),
}


@pytest.mark.parametrize("corner", WORDS)
def test_a_number_in_any_corner_of_a_document(tmp_path: Path, sandbox: Sandbox, corner: str) -> None:
    make, where = WORDS[corner]
    found = scanned(tmp_path, "报告.docx", make(ID), sandbox)
    assert found.readable, found.reasons
    assert [(one.kind, one.where, one.masked, one.severity) for one in found.findings] == [
        ("resident_id", where, MASKED, "error")
    ]
    clean = scanned(tmp_path, "报告.docx", make(CLEAN), sandbox)
    assert (clean.readable, clean.findings) == (True, [])


def test_a_roster_is_read_with_its_headings(tmp_path: Path, sandbox: Sandbox) -> None:
    lines: list[Mapping[str, str | int | float]] = [
        {"A1": "补贴公示"},
        {"A2": "序号", "B2": "姓名", "C2": "银行账号", "D2": "金额"},
    ]
    lines += [{f"A{at}": at, f"B{at}": "张三", f"C{at}": "640381000000012", f"D{at}": 500} for at in (3, 4)]
    found = scanned(tmp_path, "表.xlsx", book({"名单": rows(*lines)}), sandbox)
    assert [(one.kind, one.where, one.severity) for one in found.findings] == [
        ("name", "工作表「名单」B3", "info"),
        ("bank_card", "工作表「名单」C3", "error"),
        ("bank_card", "工作表「名单」C4", "error"),
    ]


def test_a_number_cut_over_cells_or_stored_as_a_number(tmp_path: Path, sandbox: Sandbox) -> None:
    lines: list[Mapping[str, str | int | float]] = [
        {"A1": ID[:6], "B1": ID[6:14], "C1": ID[14:]},
        {"B2": int(ID) if ID.isdigit() else 0},
    ]
    found = scanned(tmp_path, "表.xlsx", book({"名单": rows(*lines)}), sandbox)
    assert [one.where for one in found.findings if one.kind == "resident_id"] == [
        "工作表「名单」A1",
        *(["工作表「名单」B2"] if ID.isdigit() else []),
    ]


def test_a_picture_in_a_document_is_told_and_a_document_of_pictures_is_held(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    pictured = {"word/media/image1.png": png()}
    found = scanned(tmp_path, "报告.docx", word(paragraph("公示" * 40), pictured), sandbox)
    assert (found.readable, [(one.kind, one.severity) for one in found.findings]) == (
        True,
        [("picture", "warning")],
    )
    found = scanned(tmp_path, "报告.docx", word(paragraph("公示"), pictured), sandbox)
    assert not found.readable
    assert "几乎只有图片" in found.reasons[0]


def test_an_object_that_cannot_be_read_holds_the_document(tmp_path: Path, sandbox: Sandbox) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    found = scanned(
        tmp_path, "报告.docx", word(paragraph("公示"), {"word/embeddings/oleObject1.bin": ole}), sandbox
    )
    assert (found.readable, found.findings) == (False, [])
    assert found.reasons[0].startswith(
        "嵌入的文件（word/embeddings/oleObject1.bin）是旧版 Office 文件或加密文件"
    )


def test_pieces_give_every_text_with_its_place(tmp_path: Path, sandbox: Sandbox) -> None:
    path = written(
        tmp_path, "表.xlsx", book({"公示": rows({"A1": "甲", "B2": 6.6})}, states={"公示": "hidden"})
    )
    found = [(one.text, one.where) for one in pieces(path, sandbox=sandbox)]
    assert ("甲", "工作表「公示」（隐藏）A1") in found
    assert ("6.6", "工作表「公示」（隐藏）B2") in found
