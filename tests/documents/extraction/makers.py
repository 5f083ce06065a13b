"""Files made when a test runs: none lies in the repository, and each has exactly the feature that it is made for."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from gongkai.rules.forms.paper import Line, Paper, Table

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def zipped(members: Mapping[str, str | bytes], comment: bytes = b"") -> bytes:
    """A ZIP of these members."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.comment = comment
    return held.getvalue()


def relations(*targets: tuple[str, str]) -> str:
    """A list of relations: kind and target."""
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'


def word(
    body: str, extra: Mapping[str, str | bytes] | None = None, related: tuple[tuple[str, str], ...] = ()
) -> bytes:
    """A docx whose body holds this WordprocessingML; ``related`` gives the body's relations."""
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations(("officeDocument", "word/document.xml")),
            "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": relations(*related),
            **(extra or {}),
        }
    )


def paragraph(*texts: str) -> str:
    """One paragraph, a run for each text."""
    return f"<w:p>{''.join(f'<w:r><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"


def book(
    sheets: Mapping[str, str],
    *,
    states: Mapping[str, str] | None = None,
    strings: tuple[str, ...] = (),
    formats: tuple[str, ...] = (),
    names: Mapping[str, str] | None = None,
    extra: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An xlsx of these sheets (name to the content of ``worksheet``); style n+1 has format n of ``formats``."""
    listed, related = "", []
    parts: dict[str, str | bytes] = {}
    for number, (name, content) in enumerate(sheets.items(), start=1):
        state = (states or {}).get(name, "visible")
        listed += f'<sheet name="{name}" sheetId="{number}" state="{state}" r:id="rId{number}"/>'
        related.append(("worksheet", f"worksheets/sheet{number}.xml"))
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{S}">{content}</worksheet>'
    defined = "".join(
        f'<definedName name="{name}">{refers}</definedName>' for name, refers in (names or {}).items()
    )
    own = "".join(f'<numFmt numFmtId="{200 + at}" formatCode="{code}"/>' for at, code in enumerate(formats))
    used = "".join(f'<xf numFmtId="{200 + at}"/>' for at in range(len(formats)))
    shared = "".join(f"<si><t>{text}</t></si>" for text in strings)
    return zipped(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets>'
            f"<definedNames>{defined}</definedNames></workbook>",
            "xl/_rels/workbook.xml.rels": relations(
                *related, ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
            ),
            "xl/sharedStrings.xml": f'<sst xmlns="{S}">{shared}</sst>',
            "xl/styles.xml": f'<styleSheet xmlns="{S}"><numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{used}'
            "</cellXfs></styleSheet>",
            **parts,
            **(extra or {}),
        }
    )


def rows(*lines: Mapping[str, str | int | float]) -> str:
    """The ``sheetData`` of these lines: reference to text or number."""
    found = ""
    for line in lines:
        cells = "".join(
            f'<c r="{reference}"><v>{value}</v></c>'
            if not isinstance(value, str)
            else f'<c r="{reference}" t="inlineStr"><is><t>{value}</t></is></c>'
            for reference, value in line.items()
        )
        found += f"<row>{cells}</row>"
    return f"<sheetData>{found}</sheetData>"


@lru_cache(maxsize=1)
def _fonts() -> list[str]:
    import pylopdf_fonts_zh_cn

    return [str(next(iter(pylopdf_fonts_zh_cn.__path__)))]


def pdf(source: str) -> bytes:
    """A PDF set by typst in the Chinese font that the project ships."""
    import typst

    head = (
        '#set text(font: "Noto Serif SC", size: 16pt, lang: "zh")\n'
        "#set par(first-line-indent: (amount: 2em, all: true))\n"
    )
    made: bytes = typst.compile((head + source).encode(), font_paths=_fonts())  # type: ignore[misc]
    return made


def png(chunks: Mapping[bytes, bytes] | None = None, tail: bytes = b"") -> bytes:
    """A picture of one point, with these further chunks and bytes after its end."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = chunk(b"IHDR", struct.pack(">2I5B", 1, 1, 8, 0, 0, 0, 0))
    between = b"".join(chunk(kind, content) for kind, content in (chunks or {}).items())
    return (
        b"\x89PNG\r\n\x1a\n"
        + head
        + between
        + chunk(b"IDAT", zlib.compress(b"\x00\x00"))
        + chunk(b"IEND", b"")
        + tail
    )


def jpeg(exif: bytes = b"", comment: bytes = b"", tail: bytes = b"") -> bytes:
    """The frame of a JPEG: enough for whoever reads its segments."""

    def segment(marker: int, content: bytes) -> bytes:
        return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content

    found = b"\xff\xd8"
    found += segment(0xE1, b"Exif\x00\x00" + exif) if exif else b""
    found += segment(0xFE, comment) if comment else b""
    return found + segment(0xDA, b"\x00") + b"\x01\x02\xff\xd9" + tail


def exif(description: str, *, located: bool) -> bytes:
    """A TIFF block with a description, and a position when ``located``."""
    text = description.encode() + b"\x00"
    fields = [(0x010E, 2, len(text), 8 + 2 + 12 * (1 + located) + 4)] + (
        [(0x8825, 4, 1, 8)] if located else []
    )
    directory = struct.pack("<H", len(fields)) + b"".join(struct.pack("<HHII", *one) for one in fields)
    return b"II*\x00" + struct.pack("<I", 8) + directory + struct.pack("<I", 0) + text


def written(folder: Path, name: str, content: bytes | str) -> Path:
    """The file, written."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def texts(paper: Paper) -> list[str | list[list[str]]]:
    """A paper as plain lists: a text for a line, rows for a table."""
    return [block.text if isinstance(block, Line) else cells(block) for block in paper.blocks]


def cells(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]
