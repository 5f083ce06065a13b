"""What a file is: by its first bytes and by its extension, which must agree.

An image renamed ``.xlsx`` is told from a workbook here, before any parser sees it.
"""

from __future__ import annotations

import mmap
import stat
from dataclasses import dataclass
from pathlib import Path

from gongkai.records.documents.extraction.archive import Archive, Budget
from gongkai.records.documents.extraction.encoding import unmarked_utf16
from gongkai.records.documents.extraction.unreadable import Unreadable, refusal

LARGEST = 200 * 1024 * 1024
"""Bytes: larger files are refused before they are opened."""

_HEAD = 4096

NAMES: dict[str, str] = {
    "txt": "文本",
    "csv": "CSV 文本",
    "json": "JSON 文本",
    "html": "网页",
    "docx": "Word 文档（docx）",
    "xlsx": "Excel 工作簿（xlsx）",
    "pdf": "PDF",
    "ofd": "OFD 版式文件",
    "zip": "ZIP 压缩包",
    "png": "PNG 图片",
    "jpg": "JPEG 图片",
    "gif": "GIF 图片",
    "bmp": "BMP 图片",
    "tif": "TIFF 图片",
    "webp": "WebP 图片",
    "pptx": "演示文稿（pptx）",
    "odf": "OpenDocument 文件",
    "xlsb": "二进制工作簿（xlsb）",
    "macro": "带宏的 Office 文件",
    "ole": "旧版 Office 文件",
    "rtf": "RTF 文件",
    "mht": "单文件网页（mht）",
    "xml": "XML 文件",
    "rar": "RAR 压缩包",
    "7z": "7z 压缩包",
    "gz": "GZIP 压缩包",
    "exe": "程序",
    "media": "音频或视频",
    "binary": "无法识别的二进制数据",
}
"""What a person calls it."""

EXTENSIONS: dict[str, str] = {
    ".txt": "txt",
    ".csv": "csv",
    ".json": "json",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".pdf": "pdf",
    ".ofd": "ofd",
    ".zip": "zip",
    ".png": "png",
    ".jpg": "jpg",
    ".jpeg": "jpg",
}
"""The kinds that the platform accepts, by extension."""

_OLD = {".doc": ".docx", ".wps": ".docx", ".rtf": ".docx", ".xls": ".xlsx", ".et": ".xlsx", ".xlsb": ".xlsx"}
_MACRO = {".docm": ".docx", ".dotm": ".docx", ".xlsm": ".xlsx", ".xltm": ".xlsx"}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tif"),
    (b"MM\x00*", "tif"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gz"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
    (b"ID3", "media"),
    (b"OggS", "media"),
)
_TEXTS = frozenset({"txt", "csv", "json", "html"})


@dataclass(frozen=True, slots=True)
class FileKind:
    """A file that may be read: its kind (a key of :data:`NAMES`) and its size in bytes."""

    kind: str
    size: int


def inspect_file(path: Path, *, largest: int = LARGEST) -> FileKind:
    """The pre-flight of any parser: kind, size, encryption, and every byte of a ZIP counted while inflating.

    Raises Refusal with one Chinese line: no such file, a folder, nothing in it, too large (``largest`` bytes), another
    kind than its name says, an old or protected Office file, a damaged archive, a ZIP bomb.
    """
    try:
        kind = look(path, largest=largest)
        if kind.kind in {"docx", "xlsx", "ofd", "zip"}:
            with path.open("rb") as source:
                archive = Archive(source, Budget())
                require_package(archive, kind.kind)
                archive.count()
    except Unreadable as problem:
        raise refusal(path.name, problem) from problem
    return kind


def look(path: Path, *, largest: int = LARGEST) -> FileKind:
    """Size, first bytes and extension only; the inside of a package is left to :func:`require_package`.

    Raises Unreadable.
    """
    size = _size(path, largest)
    wanted = _wanted(path)
    with path.open("rb") as source:
        head = source.read(_HEAD)
    found = sniff(head)
    if found == "ole":
        raise Unreadable(_old_office(path))
    if wanted is None:
        raise Unreadable(_unknown(path, found))
    if wanted in _TEXTS:
        if found not in {"text", "html", "xml"}:
            raise Unreadable(_mismatch(path, found))
    elif found != ("zip" if wanted in {"docx", "xlsx", "ofd"} else wanted):
        raise Unreadable(_mismatch(path, found))
    return FileKind(wanted, size)


def sniff(head: bytes) -> str:
    """What the first bytes say: a key of :data:`NAMES`, or ``text``."""
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return "media"
    if head[:4] == b"RIFF":
        return "webp" if head[8:12] == b"WEBP" else "media"
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:256].lower()
    if start.startswith(b"mime-version:"):
        return "mht"
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start:
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    return "text" if _textual(head) else "binary"


def package_kind(archive: Archive) -> str:
    """What a ZIP is: docx, xlsx, ofd, a kind that is not accepted, or simply ``zip``."""
    names = archive.names
    if "[Content_Types].xml" in archive:
        if b"macroEnabled" in archive.read("[Content_Types].xml", 1 << 20) or any(
            name.lower().endswith("vbaproject.bin") for name in names
        ):
            return "macro"
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
            if any(name.startswith(folder) for name in names):
                return "xlsb" if kind == "xlsx" and "xl/workbook.bin" in archive else kind
    if "OFD.xml" in archive:
        return "ofd"
    if "mimetype" in archive and archive.read("mimetype", 200).startswith(b"application/vnd.oasis"):
        return "odf"
    return "zip"


def require_package(archive: Archive, wanted: str) -> None:
    """The ZIP must be what its extension says. Raises Unreadable."""
    found = package_kind(archive)
    if found == wanted or (wanted == "zip" and found in NAMES and found != "macro"):
        return
    if found == "macro":
        raise Unreadable("里面有宏，不接收：请用 WPS 或 Word 另存为不带宏的 .docx 或 .xlsx。")
    if found == "odf":
        raise Unreadable("其实是 OpenDocument 文件：请用 WPS 或 Word 另存为 .docx 或 .xlsx。")
    raise Unreadable(f"的内容其实是{NAMES[found]}，不是{NAMES[wanted]}：请取原文件，或改正扩展名。")


def _size(path: Path, largest: int) -> int:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable("没有找到：请检查文件名和所在文件夹。") from None
    except (OSError, ValueError) as problem:
        raise Unreadable("打不开：文件名不合法或没有权限。") from problem
    if stat.S_ISDIR(status.st_mode):
        raise Unreadable("是一个文件夹：请给出文件。")
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("不是普通文件，不能读取。")
    if status.st_size == 0:
        raise Unreadable("是空文件（0 字节）：请重新取得文件。")
    if status.st_size > largest:
        raise Unreadable(
            f"太大（{status.st_size / 1048576:.0f} MB），上限 {largest / 1048576:.0f} MB：请分开保存。"
        )
    try:
        with path.open("rb"):
            return status.st_size
    except OSError:
        raise Unreadable("打不开：没有读取权限。") from None


def _wanted(path: Path) -> str | None:
    extension = path.suffix.lower()
    if extension in _MACRO:
        raise Unreadable(f"是带宏的 Office 文件，不接收：请用 WPS 或 Word 另存为 {_MACRO[extension]}。")
    return EXTENSIONS.get(extension)


def _unknown(path: Path, found: str) -> str:
    extension = path.suffix.lower()
    if extension in _OLD:
        seen = "" if found in {"binary", "text"} else f"（内容是{NAMES[found]}）"
        return f"的格式 {extension} 不能读取{seen}：请用 WPS 或 Word 打开，另存为 {_OLD[extension]}。"
    seen = "" if found in {"text", "binary"} else f"，内容像是{NAMES[found]}"
    accepted = "、".join(name.removeprefix(".") for name in EXTENSIONS)
    return f"的扩展名“{path.suffix}”不在可读取的范围内{seen}。可读取：{accepted}。"


def _mismatch(path: Path, found: str) -> str:
    wanted = NAMES[EXTENSIONS[path.suffix.lower()]]
    if found == "text":
        return f"的内容其实是普通文本，不是{wanted}：请取原文件，或改正扩展名。"
    if found == "binary":
        return f"不是{wanted}，或者已经损坏：请重新取得文件。"
    return f"的内容其实是{NAMES[found]}，不是{wanted}：请取原文件，或改正扩展名。"


def _old_office(path: Path) -> str:
    """An OLE container: encrypted new Office, or the binary formats of before 2007.

    The names of its streams stand in it as UTF-16; reading them needs no parser of an untrusted directory.
    """
    with path.open("rb") as source, mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as content:

        def holds(stream: str) -> bool:
            return content.find(stream.encode("utf-16-le")) >= 0

        if holds("EncryptedPackage") or holds("EncryptionInfo"):
            return "设有打开密码，不能读取：请先用 WPS 或 Word 打开，取消密码后另存。"
        for stream, kind, extension in (
            ("WordDocument", "旧版 Word 文档（doc）", ".docx"),
            ("Workbook", "旧版 Excel 工作簿（xls）", ".xlsx"),
            ("PowerPoint Document", "旧版演示文稿（ppt）", ".pdf"),
        ):
            if holds(stream):
                return f"是{kind}，不能读取：请用 WPS 或 Word 打开，另存为 {extension}。"
    return "是旧版 Office 或其他复合文件，不能读取：请用 WPS 或 Word 另存为 .docx 或 .xlsx。"


def _textual(head: bytes) -> bool:
    """Text holds no control characters but tabs and line ends; UTF-16 shows by its mark or by regular NULs."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in head:
        return unmarked_utf16(head) is not None
    return not any(byte < 32 and byte not in b"\t\n\r\x0b\x0c\x1a\x1b" for byte in head)
