"""Files built to do harm, and files that are not what they say: none of them gets a public copy."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
import pytest

from gongkai.records.documents.attachments.kinds import kind_of, locked_kind
from gongkai.records.documents.attachments.treatment import treat
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.rules.refusal import Refusal
from tests.documents.attachments import leaky_pages, leaky_words
from tests.documents.extraction.makers import W, book, paragraph, rows, word, written, zipped

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
_XXE = (
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>'
)


def _nested(depth: int) -> bytes:
    made = zipped({"名单.csv": "村,金额\n一村,1\n"})
    for _ in range(depth):
        made = zipped({"里.zip": made})
    return made


def _locked_pdf() -> bytes:
    held = io.BytesIO()
    with pikepdf.open(io.BytesIO(leaky_pages.clean())) as document:
        document.save(held, encryption=pikepdf.Encryption(owner="a", user="b"))
    return held.getvalue()


def _locked_zip() -> bytes:
    """The flag of an encrypted member, in both of its heads."""
    made = bytearray(zipped({"名单.csv": "村,金额\n"}))
    made[6] |= 1
    made[made.index(b"PK\x01\x02") + 8] |= 1
    return bytes(made)


def _flood() -> bytes:
    """A PNG of a few bytes that says to be 200,000 points wide and high."""
    head = struct.pack(">2I5B", 200_000, 200_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


HOSTILE = {
    "bomb": ("zip", zipped({"a.csv": b"0," * 40_000_000})),
    "entity": ("docx", word("", {"word/document.xml": _XXE})),
    "entity in an archive": ("zip", zipped({"a.docx": word("", {"word/document.xml": _XXE})})),
    "way out": ("zip", zipped({"../../a.csv": "a"})),
    "flood of points": ("png", _flood()),
}
HELD = {
    "truncated document": ("docx", leaky_words.clean()[:-40]),
    "truncated workbook": ("xlsx", book({"一": rows({"A1": "a"})})[:700]),
    "truncated pdf": ("pdf", leaky_pages.clean()[:60]),
    "truncated photograph": ("jpg", leaky_words.photograph()[:150]),
    "locked pdf": ("pdf", _locked_pdf()),
    "locked archive": ("zip", _locked_zip()),
    "archives without end": ("zip", _nested(6)),
    "program in an archive": ("zip", zipped({"a.exe": b"MZ" + bytes(50)})),
    "program that says it is a table": ("zip", zipped({"a.csv": b"MZ" + bytes(50)})),
    "drawing that runs": ("zip", zipped({"a.svg": "<svg onload='x'/>"})),
    "workbook that shows nothing": ("xlsx", book({"底": rows({"A1": "a"})}, states={"底": "hidden"})),
    "document that shows nothing": ("docx", word("<w:p/>")),
    "macros": ("docx", word(paragraph("a"), {"word/vbaProject.bin": b"x"})),
    "empty archive": ("zip", zipped({})),
}


@pytest.mark.parametrize("way", HOSTILE)
def test_what_does_harm_is_refused(way: str, tmp_path: Path, sandbox: Sandbox) -> None:
    kind, content = HOSTILE[way]
    made = treat(written(tmp_path, f"a.{kind}", content), kind, tmp_path, name=f"a.{kind}", sandbox=sandbox)
    assert made.hostile
    assert made.copy is None
    assert made.reasons


@pytest.mark.parametrize("way", HELD)
def test_what_cannot_be_read_is_held(way: str, tmp_path: Path, sandbox: Sandbox) -> None:
    kind, content = HELD[way]
    made = treat(written(tmp_path, f"a.{kind}", content), kind, tmp_path, name=f"a.{kind}", sandbox=sandbox)
    assert not made.hostile
    assert (made.copy, made.digest) == (None, "")
    assert made.reasons[0].endswith("。")


def test_the_reader_after_a_hostile_file_is_a_new_one(tmp_path: Path, sandbox: Sandbox) -> None:
    bomb = written(tmp_path, "a.zip", HOSTILE["bomb"][1])
    treat(bomb, "zip", tmp_path, name="a.zip", sandbox=sandbox)
    fit = written(tmp_path, "b.csv", "村,金额\n一村,1\n")
    assert treat(fit, "csv", tmp_path, name="b.csv", sandbox=sandbox).copy is not None


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("名单.xls", _OLE, "另存为"),
        ("通知.doc", _OLE + "WordDocument".encode("utf-16-le"), "另存为 .docx"),
        ("通知.rtf", b"{\\rtf1 a}", "另存为 .docx"),
        ("名单.et", b"a", "另存为 .xlsx"),
        ("图.svg", b"<svg/>", "不在可读取的范围内"),
        ("网页.html", b"<html></html>", "附件不接收"),
        ("说明.txt", "正文".encode(), "附件不接收"),
        ("数据.json", b"{}", "附件不接收"),
        ("程序.pdf", b"MZ" + bytes(50), "其实是程序"),
        ("照片.png", leaky_words.photograph(), "其实是JPEG"),
        ("名单.docm", b"PK\x03\x04", "带宏"),
        ("空.pdf", b"", "空文件"),
    ],
)
def test_other_kinds_are_turned_away_with_advice(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = written(tmp_path, f"upload.{name.rpartition('.')[2]}", content)
    with pytest.raises(Refusal, match=said) as told:
        kind_of(path, name)
    assert f"“{name}”" in str(told.value)


def test_a_document_behind_a_password_is_known_for_what_it_is(tmp_path: Path) -> None:
    locked = written(tmp_path, "a.docx", _OLE + "EncryptedPackage".encode("utf-16-le"))
    assert locked_kind(locked) == "docx"
    assert locked_kind(written(tmp_path, "b.docx", _OLE)) == ""
    assert locked_kind(written(tmp_path, "a.xls", locked.read_bytes())) == ""
