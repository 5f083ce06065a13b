"""Files that hold files: ZIP, OFD, Office packages. Every member is read or named as a gap; none is passed over."""

from __future__ import annotations

import io
import re
from typing import BinaryIO

from gongkai.records.documents.extraction.archive import Archive, Budget
from gongkai.records.documents.extraction.deep.layouts import emit_ofd
from gongkai.records.documents.extraction.deep.marks import emit_xml
from gongkai.records.documents.extraction.deep.parts import Emit, Gap, Notice, Part, Piece, Row, inside
from gongkai.records.documents.extraction.deep.pdfs import emit_pdf
from gongkai.records.documents.extraction.deep.pictures import emit_metadata
from gongkai.records.documents.extraction.deep.texts import emit_text
from gongkai.records.documents.extraction.deep.words import emit_word
from gongkai.records.documents.extraction.deep.workbooks import emit_workbook
from gongkai.records.documents.extraction.kinds import EXTENSIONS, NAMES, package_kind, sniff
from gongkai.records.documents.extraction.unreadable import Unreadable

MOST_MEMBER = 100 * 1024 * 1024
"""Bytes of one member that is read whole."""
_PICTURES = frozenset({"png", "jpg", "gif", "bmp", "tif", "webp"})
_FEWEST_WORDS = 50
"""Characters: a document of pictures with less text than this has not been read."""
_LABELS = (
    ("_rels/", "链接地址"),
    ("docProps/", "文档属性"),
    ("customXml/", "自定义 XML"),
    ("/pivotCache/", "数据透视表缓存"),
    ("/pivotTables/", "数据透视表"),
    ("/externalLinks/", "外部链接缓存"),
    ("/tables/", "表格定义"),
    ("/charts/", "图表"),
    ("/drawings/", "图形"),
    ("/diagrams/", "图形"),
    ("/glossary/", "文档部件"),
    ("/comments", "批注"),
    ("/embeddings/", "嵌入的文件"),
    ("/media/", "图片"),
)
_DUMB = re.compile(r"(?:\.odttf|\.ttf|\.otf|\.fntdata|printerSettings\d*\.bin)$", re.IGNORECASE)
"""Fonts and printer settings: no text of the author."""


def emit_content(source: BinaryIO, kind: str, where: str, emit: Emit, budget: Budget) -> None:
    """Everything in one file of a known kind. Raises Unreadable when it cannot be read at all."""
    if kind in {"docx", "xlsx", "ofd", "zip"}:
        _emit_archive(source, kind, where, emit, budget)
        return
    content = source.read(MOST_MEMBER + 1)
    if len(content) > MOST_MEMBER:
        raise Unreadable(f"太大，超过 {MOST_MEMBER // 1048576} MB，没有读取。")
    if kind in _PICTURES:
        emit_metadata(content, kind, where, emit)
        emit(Gap(where, "图片里的文字没有识别（需要文字识别 OCR），请人工查看。", picture=True))
    elif kind == "pdf":
        for name, attached in emit_pdf(content, where, emit):
            _emit_member(name, attached, inside(where, f"附件“{name}”"), emit, budget)
    else:
        emit_text(content, kind, where, emit)


def _emit_archive(source: BinaryIO, kind: str, where: str, emit: Emit, budget: Budget) -> None:
    if budget.depth < 0:
        raise Unreadable("压缩包嵌套过深，没有读取。")
    archive = Archive(source, budget)
    found = package_kind(archive)
    if found not in {"docx", "xlsx", "ofd", "zip"} or kind not in {"zip", found}:
        raise Unreadable(f"其实是{NAMES[found]}，不能读取：请用 WPS 或 Word 另存为 .docx 或 .xlsx。")
    if archive.comment.strip(b"\x00 \r\n"):
        emit_text(archive.comment, "txt", inside(where, "压缩包注释"), emit)
    if found == "zip":
        for name in archive.names:
            emit(Piece(name, inside(where, "压缩包里的文件名")))
            _emit_named(archive, name, inside(where, f"压缩包里的“{name}”"), emit, budget)
        return
    counted = _Counted(emit)
    reader = {"docx": emit_word, "xlsx": emit_workbook, "ofd": emit_ofd}[found]
    done = reader(archive, where, counted.take)
    pictures = 0
    for name in archive.names:
        if name not in done and name != "[Content_Types].xml":
            pictures += _emit_rest(archive, name, where, emit, budget)
    if pictures and counted.characters < _FEWEST_WORDS:
        emit(Gap(where, "几乎只有图片，图片里的文字没有识别（需要文字识别 OCR），请人工查看。", picture=True))


class _Counted:
    """Passes parts on and counts their characters."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self.characters = 0

    def take(self, part: Part) -> None:
        if isinstance(part, Piece):
            self.characters += len(part.text)
        elif isinstance(part, Row):
            self.characters += sum(map(len, part.cells))
        self._emit(part)


def _emit_rest(archive: Archive, name: str, where: str, emit: Emit, budget: Budget) -> int:
    """A member of a package that its own reader does not know. Returns 1 for a picture, else 0."""
    label = next((label for part, label in _LABELS if part in name), "其他部件")
    place = inside(where, f"{label}（{name}）")
    if _DUMB.search(name):
        return 0
    if name.lower().endswith((".xml", ".rels", ".vml")):
        emit_xml(archive, name, place, emit)
        return 0
    content = _read(archive, name, place, emit)
    if content is None:
        return 0
    kind = sniff(content[:4096])
    if kind not in _PICTURES and not name.lower().endswith((".emf", ".wmf", ".wdp")):
        _emit_member(name, content, place, emit, budget)
        return 0
    emit_metadata(content, kind, place, emit)
    if name.startswith("docProps/"):
        # The thumbnail that programs put into every file: its letters are too small to be read.
        return 0
    emit(Notice("picture", place, "图片内容未识别，请人工查看"))
    return 1


def _emit_named(archive: Archive, name: str, where: str, emit: Emit, budget: Budget) -> None:
    content = _read(archive, name, where, emit)
    if content is not None:
        _emit_member(name, content, where, emit, budget)


def _read(archive: Archive, name: str, where: str, emit: Emit) -> bytes | None:
    try:
        return archive.read(name, MOST_MEMBER)
    except Unreadable as problem:
        emit(Gap(where, str(problem)))
        return None


def _emit_member(name: str, content: bytes, where: str, emit: Emit, budget: Budget) -> None:
    """A file inside a file, by what it is and not by what it is called; what cannot be read is a gap."""
    if not content:
        return
    kind = sniff(content[:4096])
    if kind in {"text", "html", "xml"}:
        extension = name[name.rfind(".") :].lower()
        wanted = EXTENSIONS.get(extension, "txt")
        kind = wanted if wanted in {"csv", "json", "html"} else "txt"
    if kind == "ole":
        emit(Gap(where, "是旧版 Office 文件或加密文件，不能读取：请另存为 .docx 或 .xlsx。"))
        return
    if kind not in _PICTURES and kind not in {"zip", "pdf", "txt", "csv", "json", "html"}:
        emit(Gap(where, f"是{NAMES.get(kind, '无法识别的数据')}，不能读取。"))
        return
    budget.depth -= 1
    try:
        emit_content(io.BytesIO(content), kind, where, emit, budget)
    except Unreadable as problem:
        emit(Gap(where, str(problem)))
    finally:
        budget.depth += 1
