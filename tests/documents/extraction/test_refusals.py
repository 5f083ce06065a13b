"""Files that cannot be used: one clear Chinese line each, that says what it really is and what to do."""

from __future__ import annotations

import gc
import io
import os
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.records.documents.extraction import inspect_file, read_paper
from gongkai.records.documents.extraction.kinds import EXTENSIONS, NAMES, FileKind
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.rules.refusal import Refusal
from tests.documents.extraction.makers import (
    book,
    jpeg,
    paragraph,
    pdf,
    png,
    relations,
    rows,
    word,
    written,
    zipped,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


def encrypted(content: bytes) -> bytes:
    """The package as Office protects it with a password."""
    with warnings.catch_warnings():
        # The library leaves a file of its own open.
        warnings.simplefilter("ignore", ResourceWarning)
        from msoffcrypto.format.ooxml import OOXMLFile

        held = io.BytesIO()
        OOXMLFile(io.BytesIO(content)).encrypt("口令", held)
        gc.collect()
    return held.getvalue()


def made(name: str) -> bytes:
    """The content of a bad file by a short name: what is costly is made only where it is needed."""
    makers: dict[str, Callable[[], bytes]] = {
        "empty": lambda: b"",
        "png": png,
        "jpg": jpeg,
        "text": "只是文本".encode,
        "html": lambda: b"<html><table><tr><td>1</table>",
        "pdf": lambda: b"%PDF-1.7",
        "exe": lambda: b"MZ\x90\x00\x03",
        "rar": lambda: b"Rar!\x1a\x07\x01\x00",
        "docx": lambda: word(paragraph("一")),
        "xlsx": lambda: book({"一": rows({"A1": 1})}),
        "protected": lambda: encrypted(book({"一": rows({"A1": 1})})),
        "doc": lambda: OLE + "WordDocument".encode("utf-16-le"),
        "xls": lambda: OLE + "Workbook".encode("utf-16-le"),
        "ole": lambda: OLE,
        "cut": lambda: book({"一": rows({"A1": 1})})[:-30],
        "macro": lambda: word(paragraph("一"), {"word/vbaProject.bin": b"x"}),
        "zip": lambda: zipped({"a.txt": "一"}),
        "ods": lambda: zipped(
            {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}
        ),
        "bodiless": lambda: zipped(
            {"[Content_Types].xml": "<Types/>", "_rels/.rels": relations(), "word/a.xml": "<a/>"}
        ),
        "noise": lambda: bytes(range(256)) * 20,
    }
    return makers[name]()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("empty", "表.xlsx", "是空文件（0 字节）：请重新取得文件。"),
        ("png", "表.xlsx", "的内容其实是PNG 图片，不是Excel 工作簿（xlsx）：请取原文件，或改正扩展名。"),
        ("jpg", "报告.docx", "的内容其实是JPEG 图片，不是Word 文档（docx）：请取原文件，或改正扩展名。"),
        ("text", "表.xlsx", "的内容其实是普通文本，不是Excel 工作簿（xlsx）：请取原文件，或改正扩展名。"),
        ("html", "表.xlsx", "的内容其实是网页，不是Excel 工作簿（xlsx）：请取原文件，或改正扩展名。"),
        ("html", "表.xls", "的格式 .xls 不能读取（内容是网页）：请用 WPS 或 Word 打开，另存为 .xlsx。"),
        ("pdf", "报告.txt", "的内容其实是PDF，不是文本：请取原文件，或改正扩展名。"),
        (
            "docx",
            "表.xlsx",
            "的内容其实是Word 文档（docx），不是Excel 工作簿（xlsx）：请取原文件，或改正扩展名。",
        ),
        (
            "xlsx",
            "报告.docx",
            "的内容其实是Excel 工作簿（xlsx），不是Word 文档（docx）：请取原文件，或改正扩展名。",
        ),
        ("zip", "表.xlsx", "的内容其实是ZIP 压缩包，不是Excel 工作簿（xlsx）：请取原文件，或改正扩展名。"),
        ("ods", "表.xlsx", "其实是 OpenDocument 文件：请用 WPS 或 Word 另存为 .docx 或 .xlsx。"),
        ("protected", "表.xlsx", "设有打开密码，不能读取：请先用 WPS 或 Word 打开，取消密码后另存。"),
        ("doc", "报告.doc", "是旧版 Word 文档（doc），不能读取：请用 WPS 或 Word 打开，另存为 .docx。"),
        ("doc", "报告.docx", "是旧版 Word 文档（doc），不能读取：请用 WPS 或 Word 打开，另存为 .docx。"),
        ("xls", "表.xls", "是旧版 Excel 工作簿（xls），不能读取：请用 WPS 或 Word 打开，另存为 .xlsx。"),
        ("ole", "表.et", "是旧版 Office 或其他复合文件，不能读取：请用 WPS 或 Word 另存为 .docx 或 .xlsx。"),
        ("cut", "表.xlsx", "不完整或已损坏（可能没有传完）：请重新取得文件。"),
        ("macro", "报告.docx", "里面有宏，不接收：请用 WPS 或 Word 另存为不带宏的 .docx 或 .xlsx。"),
        ("docx", "报告.docm", "是带宏的 Office 文件，不接收：请用 WPS 或 Word 另存为 .docx。"),
        ("noise", "表.csv", "不是CSV 文本，或者已经损坏：请重新取得文件。"),
        ("exe", "报告.pdf", "的内容其实是程序，不是PDF：请取原文件，或改正扩展名。"),
        ("rar", "报告.rar", "的扩展名“.rar”不在可读取的范围内，内容像是RAR 压缩包。可读取："),
        ("text", "报告", "的扩展名“”不在可读取的范围内。可读取："),
    ],
)
def test_each_bad_file_is_named(tmp_path: Path, sandbox: Sandbox, content: str, name: str, said: str) -> None:
    path = written(tmp_path, name, made(content))
    for read in (lambda: inspect_file(path), lambda: read_paper(path, sandbox)):
        with pytest.raises(Refusal) as refused:
            read()
        assert str(refused.value).startswith(f"“{name}”{said}")
        assert "\n" not in str(refused.value)


def test_a_package_without_a_body(tmp_path: Path, sandbox: Sandbox) -> None:
    with pytest.raises(Refusal, match="缺少正文"):
        read_paper(written(tmp_path, "报告.docx", made("bodiless")), sandbox)
    bodiless = zipped({"[Content_Types].xml": "<Types/>", "xl/a.xml": "<a/>"})
    with pytest.raises(Refusal, match="缺少工作表目录"):
        read_paper(written(tmp_path, "表.xlsx", bodiless), sandbox)


def test_no_such_file_a_folder_and_a_pipe(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"^“没有\.txt”没有找到"):
        read_paper(tmp_path / "没有.txt")
    with pytest.raises(Refusal, match="没有找到"):
        read_paper(written(tmp_path, "是文件.txt", "一") / "里面.txt")
    with pytest.raises(Refusal, match="是一个文件夹"):
        read_paper(tmp_path)
    os.mkfifo(tmp_path / "管道.txt")
    with pytest.raises(Refusal, match="不是普通文件"):
        read_paper(tmp_path / "管道.txt")
    with pytest.raises(Refusal, match="文件名不合法"):
        read_paper(tmp_path / ("长" * 300 + ".txt"))


def test_too_large_is_said_in_megabytes(tmp_path: Path) -> None:
    path = written(tmp_path, "大.csv", "1,2\n" * 400_000)
    assert inspect_file(path) == FileKind("csv", 1_600_000)
    with pytest.raises(Refusal, match=r"太大（2 MB），上限 1 MB"):
        inspect_file(path, largest=1_048_576)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("a.png", "png", "图片"), ("a.jpeg", "jpg", "图片"), ("a.zip", "zip", "ZIP 压缩包")],
)
def test_what_may_be_published_but_is_no_report(tmp_path: Path, name: str, content: str, kind: str) -> None:
    path = written(tmp_path, name, made(content))
    assert inspect_file(path).kind == EXTENSIONS[path.suffix]
    with pytest.raises(Refusal, match=f"是.*{kind}，不能当作报告读取"):
        read_paper(path)


def test_good_files_pass_the_inspection(tmp_path: Path) -> None:
    for name, content in (
        ("报告.docx", made("docx")),
        ("表.xlsx", made("xlsx")),
        ("a.pdf", pdf("一")),
        ("a.txt", b"x"),
        ("a.html", b"<p>x"),
        ("套.zip", zipped({"报告.docx": made("docx")})),
    ):
        path = written(tmp_path, name, content)
        assert inspect_file(path) == FileKind(EXTENSIONS[path.suffix], len(content))
    assert set(EXTENSIONS.values()) <= set(NAMES)
