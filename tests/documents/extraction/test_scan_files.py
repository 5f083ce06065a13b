"""Personal numbers in PDF, web pages, pictures, OFD, archives and plain text; and what cannot be read is held."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.records.documents.extraction.scans import PrivacyScan, pieces, scan
from gongkai.rules.refusal import Refusal
from tests.documents.extraction.makers import (
    book,
    exif,
    jpeg,
    paragraph,
    pdf,
    png,
    rows,
    word,
    written,
    zipped,
)
from tests.rules.privacy import invented

TODAY = date(2019, 1, 31)
ID = invented.resident_id()
CLEAN = "35*************123"


def scanned(folder: Path, name: str, content: bytes | str, sandbox: Sandbox) -> PrivacyScan:
    return scan(written(folder, name, content), today=TODAY, sandbox=sandbox, name=name)


def places(found: PrivacyScan) -> list[str]:
    """Where a resident ID was found; everything else must be absent."""
    assert {one.kind for one in found.findings} <= {"resident_id"}
    return [one.where for one in found.findings]


def changed(source: str, change: Callable[[Any], None]) -> bytes:
    """A PDF of ``source`` after pypdf has changed it."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(source)))
    change(writer)
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


def _note(number: str) -> Callable[[Any], None]:
    from pypdf.annotations import FreeText

    return lambda writer: writer.add_annotation(0, FreeText(text=f"身份证{number}", rect=(0, 0, 9, 9)))


PDFS: dict[str, tuple[Callable[[str], bytes], list[str]]] = {
    "文字": (lambda number: pdf(f"公示\n\n身份证号{number}"), ["第1页"]),
    "断行": (lambda number: pdf(f"#set page(width: 9cm)\n{'公' * 8}{number}"), ["第1页"]),
    "表格": (
        lambda number: pdf(f"#table(columns: (2cm, 8cm), [一], [{number}], [二], [三])"),
        ["第1页 表1 第1行第2列", "第1页"],
    ),
    "白字": (lambda number: pdf(f"公示 #text(fill: white)[{number}]"), ["第1页"]),
    "色块下": (
        lambda number: pdf(
            f"公示\n#place(top + left)[{number}]#place(top + left, rect(width: 9cm, height: 1cm, fill: black))"
        ),
        ["第1页"],
    ),
    "属性": (
        lambda number: changed("公示", lambda writer: writer.add_metadata({"/Title": f"名单{number}"})),
        ["文档属性"],
    ),
    "批注": (lambda number: changed("公示", _note(number)), ["第1页 批注"]),
    "附件": (
        lambda number: changed(
            "公示", lambda writer: writer.add_attachment("名单.csv", f"一,{number}\n".encode())
        ),
        ["附件“名单.csv” B1"],
    ),
}


@pytest.mark.parametrize("corner", PDFS)
def test_a_number_in_any_corner_of_a_pdf(tmp_path: Path, sandbox: Sandbox, corner: str) -> None:
    make, where = PDFS[corner]
    found = scanned(tmp_path, "a.pdf", make(ID), sandbox)
    assert found.readable, found.reasons
    assert sorted(set(places(found))) == sorted(where)
    clean = scanned(
        tmp_path, "a.pdf", make(r"35\*\*\*\*\*\*\*\*\*\*\*\*\*123" if "属" not in corner else CLEAN), sandbox
    )
    assert (clean.readable, clean.findings) == (True, [])


def test_the_version_before_the_last_change_is_read(tmp_path: Path, sandbox: Sandbox) -> None:
    import pypdf
    from pypdf.generic import NameObject, NullObject

    writer = pypdf.PdfWriter(io.BytesIO(pdf(f"身份证{ID}")), incremental=True)
    writer.pages[0][NameObject("/Contents")] = NullObject()
    held = io.BytesIO()
    writer.write(held)
    found = scanned(tmp_path, "a.pdf", held.getvalue(), sandbox)
    assert places(found) == ["旧版本1 第1页"]


def test_a_page_without_text_holds_the_pdf(tmp_path: Path, sandbox: Sandbox) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf(f"身份证{ID}"))
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
    found = scanned(tmp_path, "a.pdf", held.getvalue(), sandbox)
    assert places(found) == ["第1页"]
    assert found.reasons == ["第2页 只有图片，没有文字层（需要文字识别 OCR），请人工查看。"]


@pytest.mark.parametrize(
    ("page", "where"),
    [
        ("<p>一<p>{}", "第2段"),
        ("<table><tr><td>一<td>{}</table>", "表1 第1行第2列"),
        ("<p>一<!-- {} -->", "网页注释（第1行）"),
        ('<p>一\n<input value="{}">', "表单默认值（第2行）"),
        ('<img alt="{}">', "图片说明（第1行）"),
        ('<a href="tel:{}">一</a>', "链接地址（第1行）"),
        ('<p data-id="{}">一', "属性 data-id（第1行）"),
        ("<script>var a = '{}';</script>", "网页 script（第1行）"),
        ("<title>{}</title>", "网页 title（第1行）"),
    ],
)
def test_a_number_in_any_corner_of_a_page(tmp_path: Path, sandbox: Sandbox, page: str, where: str) -> None:
    assert places(scanned(tmp_path, "a.html", page.replace("{}", ID), sandbox)) == [where]
    assert places(scanned(tmp_path, "a.html", page.replace("{}", CLEAN), sandbox)) == []


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("a.png", png({b"tEXt": b"Comment\x00" + ID.encode()}), "图片附带的文字"),
        ("a.png", png({b"eXIf": exif(ID, located=False)}), "照片信息"),
        ("a.png", png(tail=ID.encode()), "图片末尾多余的数据"),
        ("a.jpg", jpeg(exif(ID, located=False)), "照片信息"),
        ("a.jpg", jpeg(comment=ID.encode()), "照片信息"),
        ("a.jpg", jpeg(tail=ID.encode()), "图片末尾多余的数据"),
    ],
)
def test_what_a_picture_carries_is_read_and_what_it_shows_is_held(
    tmp_path: Path, sandbox: Sandbox, name: str, content: bytes, where: str
) -> None:
    found = scanned(tmp_path, name, content, sandbox)
    assert set(places(found)) == {where}
    assert found.reasons == ["图片里的文字没有识别（需要文字识别 OCR），请人工查看。"]
    assert not found.readable


def test_the_place_of_a_photograph_is_told(tmp_path: Path, sandbox: Sandbox) -> None:
    found = scanned(tmp_path, "a.jpg", jpeg(exif("风景", located=True)), sandbox)
    assert [(one.kind, one.where, one.masked, one.severity) for one in found.findings] == [
        ("location", "照片信息", "拍摄地点坐标", "warning")
    ]


def test_an_ofd_is_read_by_place(tmp_path: Path, sandbox: Sandbox) -> None:
    texts = "".join(
        f'<ofd:TextObject Boundary="{x} {y} 50 5"><ofd:TextCode>{text}</ofd:TextCode></ofd:TextObject>'
        for x, y, text in ((60, 20.4, ID[9:]), (10, 20, ID[:9]), (10, 10, "公示"))
    )
    members = {
        "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>',
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page xmlns:ofd="http://www.ofdspec.org/2016">{texts}</ofd:Page>',
    }
    assert places(scanned(tmp_path, "a.ofd", zipped(members), sandbox)) == ["第1页"]
    members["Doc_0/Tags/CustomTag.xml"] = f"<a>{ID}</a>"
    members["Doc_0/Pages/Page_0/Content.xml"] = "<Page/>"
    assert places(scanned(tmp_path, "a.ofd", zipped(members), sandbox)) == [
        "其他部件（Doc_0/Tags/CustomTag.xml）"
    ]


def test_an_archive_is_read_member_by_member(tmp_path: Path, sandbox: Sandbox) -> None:
    inner = zipped({"里/名单.txt": f"第一行\n{ID}"})
    members: dict[str, str | bytes] = {
        "报告.docx": word(paragraph(ID)),
        "表.xlsx": book({"名单": rows({"A1": ID})}),
        "内.zip": inner,
        f"{ID}.txt": "一",
        "空.txt": b"",
    }
    found = scanned(tmp_path, "a.zip", zipped(members, comment=b"x"), sandbox)
    assert places(found) == [
        "压缩包里的“报告.docx” 第1段",
        "压缩包里的“表.xlsx” 工作表「名单」A1",
        "压缩包里的“内.zip” 压缩包里的“里/名单.txt” 第2行",
        "压缩包里的文件名",
    ]
    assert found.readable


def test_archives_too_deep_locked_or_strange_are_held(tmp_path: Path, sandbox: Sandbox) -> None:
    content = zipped({"名单.txt": ID})
    for depth in range(1, 6):
        found = scanned(tmp_path, "a.zip", content, sandbox)
        assert found.readable is (depth <= 4), depth
        assert len(places(found)) == (depth <= 4)
        content = zipped({f"{depth}.zip": content})
    assert any("嵌套过深" in reason for reason in found.reasons)
    for name, member in (
        ("a.exe", b"MZ\x90"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.png", png()),
        ("坏.zip", b"PK\x03\x04x"),
    ):
        found = scanned(tmp_path, "a.zip", zipped({name: member, "b.txt": "一"}), sandbox)
        assert (found.readable, len(found.reasons)) == (False, 1), name
        assert found.reasons[0].startswith(f"压缩包里的“{name}”")


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [
        ("a.txt", f"一\n二\n三{ID}\n", "第3行"),
        ("a.txt", f"{ID[:10]}\r\n{ID[10:]}", "第1行"),
        ("a.csv", f"一,二\n三,{ID}\n".encode("gb18030"), "B2"),
        ("a.csv", f'一,"{ID}\n', "第1行"),
        ("a.json", json.dumps({"rows": [{"id": ID}]}), "rows[0].id"),
        (
            "a.json",
            json.dumps({"rows": [{"id": "\\u0036"}]}).replace("\\\\u0036", "\\u0036" + ID[1:]),
            "rows[0].id",
        ),
        ("a.json", json.dumps({ID: 1}), "键名"),
        ("a.json", "{" + ID, "第1行"),
    ],
)
def test_plain_text_needs_no_jail(tmp_path: Path, name: str, content: str | bytes, where: str) -> None:
    path = written(tmp_path, name, content)
    found = scan(path, today=TODAY, sandbox=None)
    assert (places(found), found.readable) == ([where], True)


def test_names_of_files_are_looked_at_and_never_repeated(tmp_path: Path) -> None:
    path = written(tmp_path, f"张三{ID}.txt", "一")
    found = scan(path, today=TODAY)
    assert places(found) == ["文件名"]
    assert ID not in f"{found}"
    with pytest.raises(Refusal) as refused:
        scan(tmp_path / f"没有{ID}.txt", today=TODAY)
    assert ID not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("表.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 20),
        ("空.docx", b""),
        ("a.exe", b"MZ"),
        ("a.pdf", b"%PDF-1.7 x"),
        ("报告.docx", word("<w:p>")),
        ("图.xlsx", png()),
        ("宏.docx", word("", {"word/vbaProject.bin": b"x"})),
    ],
)
def test_what_cannot_be_read_is_held_and_never_passed(
    tmp_path: Path, sandbox: Sandbox, name: str, content: bytes
) -> None:
    found = scanned(tmp_path, name, content, sandbox)
    assert (found.readable, len(found.reasons)) == (False, 1)
    with pytest.raises(Refusal):
        pieces(tmp_path / name, sandbox=sandbox)
