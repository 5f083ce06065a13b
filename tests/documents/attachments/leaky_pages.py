"""PDFs and pictures that leak, each in one way, each with a twin that is clean."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf, String
from PIL import Image

from tests.documents.attachments.leaky_words import photograph
from tests.documents.attachments.numbers import NUMBER
from tests.documents.extraction.makers import exif

_VISIBLE = "BT /F1 16 Tf 72 700 Td (Public notice of 2018, town hall) Tj ET\n"
_TEXT = f"BT /F1 16 Tf 72 600 Td ({NUMBER}) Tj ET\n"


def page(content: str, change: Callable[[Pdf, Dictionary], None] | None = None) -> bytes:
    """A PDF of one page with this content; ``change`` may add what it likes."""
    document = Pdf.new()
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    made = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, 595, 842]),
        Resources=Dictionary(Font=Dictionary(F1=font)),
        Contents=document.make_stream(content.encode()),
    )
    document.pages.append(pikepdf.Page(document.make_indirect(made)))
    if change is not None:
        change(document, document.pages[0].obj)
    held = io.BytesIO()
    document.save(held, compress_streams=False)
    return held.getvalue()


def _note(document: Pdf, made: Dictionary) -> None:
    made.Annots = Array(
        [
            document.make_indirect(
                Dictionary(
                    Type=Name.Annot, Subtype=Name.Text, Rect=Array([10, 10, 30, 30]), Contents=String(NUMBER)
                )
            )
        ]
    )


def _layer(document: Pdf, made: Dictionary) -> None:
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    made.Resources.Properties = Dictionary(L1=layer)


def _attached(document: Pdf, _made: Dictionary) -> None:
    document.attachments["list.csv"] = f"name,{NUMBER}".encode()


def _properties(document: Pdf, _made: Dictionary) -> None:
    document.docinfo["/Author"] = NUMBER
    with document.open_metadata() as packet:
        packet["dc:title"] = NUMBER


def _script(document: Pdf, made: Dictionary) -> None:
    action = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{NUMBER}')"))
    document.Root.OpenAction = action
    made.AA = Dictionary(O=action)


def _outline(document: Pdf, _made: Dictionary) -> None:
    with document.open_outline() as outline:
        outline.root.append(OutlineItem(NUMBER, 0))


def _piece(document: Pdf, made: Dictionary) -> None:
    made.PieceInfo = Dictionary(App=Dictionary(Private=String(NUMBER)))
    document.Root.PieceInfo = Dictionary(App=Dictionary(Private=String(NUMBER)))


def _unused(document: Pdf, made: Dictionary) -> None:
    form = document.make_stream(
        _TEXT.encode(), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9])
    )
    made.Resources.XObject = Dictionary(Unused=form)


def _box_note(document: Pdf, made: Dictionary) -> None:
    """A black square as a note: taking the note away would show what it covers."""
    shape = document.make_stream(
        b"0 g 0 0 300 30 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 30])
    )
    made.Annots = Array(
        [
            document.make_indirect(
                Dictionary(
                    Type=Name.Annot,
                    Subtype=Name.Square,
                    Rect=Array([70, 592, 370, 622]),
                    F=4,
                    AP=Dictionary(N=shape),
                )
            )
        ]
    )


def _revised() -> bytes:
    """An older version that the last change only covers: it is appended, as programs save."""
    first = page(_VISIBLE + _TEXT)
    with pikepdf.open(io.BytesIO(first)) as document:
        number = document.pages[0].Contents.objgen[0]
        size = int(document.trailer.Size)
        root = document.trailer.Root.objgen[0]
    start = first.rindex(b"startxref")
    previous = int(first[start:].split()[1])
    body = f"{number} 0 obj\n<< /Length {len(_VISIBLE)} >>\nstream\n{_VISIBLE}endstream\nendobj\n".encode()
    at = len(first)
    table = f"xref\n{number} 1\n{at:010d} 00000 n \n".encode()
    trailer = (
        f"trailer\n<< /Size {size} /Root {root} 0 R /Prev {previous} >>\nstartxref\n{at + len(body)}\n%%EOF\n"
    )
    return first + body + table + trailer.encode()


def _photographed(document: Pdf, made: Dictionary) -> None:
    made.Resources.XObject = Dictionary(
        P=document.make_stream(
            photograph(),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=40,
            Height=30,
            ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=Name.DCTDecode,
        )
    )


def leaking() -> dict[str, bytes]:
    """Ways in which the number is in the file and not before the eye; the copy of these passes by itself."""
    return {
        "properties": page(_VISIBLE, _properties),
        "attached file": page(_VISIBLE, _attached),
        "note": page(_VISIBLE, _note),
        "script": page(_VISIBLE, _script),
        "outline": page(_VISIBLE, _outline),
        "private data of a program": page(_VISIBLE, _piece),
        "form that nothing paints": page(_VISIBLE, _unused),
        "older version": _revised(),
        "layer that is off": page(_VISIBLE + f"/OC /L1 BDC\n{_TEXT}EMC\n", _layer),
        "letters without ink": page(_VISIBLE + f"q 3 Tr {_TEXT}Q\n"),
        "replaced text": page(_VISIBLE + f"/Span << /ActualText ({NUMBER}) >> BDC EMC\n"),
        "after the end": page(_VISIBLE) + f"\n<html>{NUMBER}</html>".encode(),
    }


def covered() -> dict[str, bytes]:
    """The number lies on the page and is not seen: every page is drawn as a picture, which somebody looks at."""
    return {
        "black box": page(_VISIBLE + _TEXT + "0 g 70 592 300 30 re f\n"),
        "black box as a note": page(_VISIBLE + _TEXT, _box_note),
        "white letters": page(_VISIBLE + f"1 g {_TEXT}"),
        "off the page": page(_VISIBLE + _TEXT.replace("72 600", "900 600")),
    }


def photographed() -> bytes:
    """A page with a photograph whose camera data hold the number."""
    return page(_VISIBLE + "q 200 0 0 150 72 400 cm /P Do Q\n", _photographed)


def clean() -> bytes:
    """The twin of all pages."""
    return page(_VISIBLE)


def open_number() -> bytes:
    """The number before the eye."""
    return page(_VISIBLE + _TEXT)


def pictures() -> dict[str, tuple[str, bytes]]:
    """Pictures that carry the number beside their points."""
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(held, "PNG")
    png = held.getvalue()
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(held, "JPEG", comment=NUMBER.encode())
    return {
        "camera data": ("jpg", photograph()),
        "comment": ("jpg", held.getvalue()),
        "after the end of a photograph": ("jpg", photograph() + b"PK\x03\x04" + NUMBER.encode()),
        "text in a drawing": ("png", _with_text(png)),
        "after the end of a drawing": ("png", png + NUMBER.encode()),
        "camera data in a drawing": ("png", _with_exif()),
    }


def _with_text(png: bytes) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    told = PngInfo()
    told.add_text("Comment", NUMBER, zip=True)
    held = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.save(held, "PNG", pnginfo=told)
    return held.getvalue()


def _with_exif() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (4, 4)).save(held, "PNG", exif=b"Exif\x00\x00" + exif(NUMBER, located=True))
    return held.getvalue()
