"""Word documents that leak, each in one way, each with a twin that is clean."""

from __future__ import annotations

import io

from PIL import Image

from tests.documents.attachments.leaky_sheets import open_number as leaking_book
from tests.documents.attachments.numbers import NUMBER
from tests.documents.extraction.makers import W, exif, paragraph, word

_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RUN = f"<w:r><w:t>{NUMBER}</w:t></w:r>"
PAGE = paragraph("关于公示低保对象名单的通知") + paragraph("现予公示，欢迎监督。")


def _run(looks: str) -> str:
    return f"<w:p><w:r><w:rPr>{looks}</w:rPr><w:t>{NUMBER}</w:t></w:r></w:p>"


def photograph() -> bytes:
    """A JPEG whose camera data hold the number."""
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(
        held, "JPEG", exif=b"Exif\x00\x00" + exif(f"身份证{NUMBER}", located=True)
    )
    return held.getvalue()


def picture_drawing(extra: str = "") -> str:
    return (
        f'<w:p><w:r><w:drawing><a:graphic xmlns:a="{_A}"><a:graphicData><a:blip xmlns:r="{_R}" r:embed="rId1"/>'
        f"{extra}</a:graphicData></a:graphic></w:drawing></w:r></w:p>"
    )


def leaking() -> dict[str, bytes]:
    """Ways in which the number is in the file and not on the page."""
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>MERGEFIELD '
        f'{NUMBER}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>张三</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="character" w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    comment = f'<w:comment w:id="1">{paragraph(NUMBER)}</w:comment>'
    header = f'<w:hdr xmlns:w="{W}">{paragraph(NUMBER)}</w:hdr>'
    unused = f'<w:sectPr xmlns:r="{_R}"><w:headerReference w:type="first" r:id="rId1"/></w:sectPr>'
    notes = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="5">{paragraph(NUMBER)}</w:footnote></w:footnotes>'
    deleted_row = (
        f"<w:tbl><w:tr><w:tc>{paragraph('姓名')}</w:tc></w:tr><w:tr><w:trPr><w:del/></w:trPr>"
        f"<w:tc>{paragraph(NUMBER)}</w:tc></w:tr></w:tbl>"
    )
    return {
        "tracked deletion": word(
            PAGE + f"<w:p><w:del><w:r><w:delText>{NUMBER}</w:delText></w:r></w:del></w:p>"
        ),
        "tracked move": word(PAGE + f"<w:p><w:moveFrom>{_RUN}</w:moveFrom></w:p>"),
        "deleted row": word(PAGE + deleted_row),
        "hidden run": word(PAGE + _run("<w:vanish/>")),
        "hidden by its style": word(
            PAGE + _run('<w:rStyle w:val="b"/>'), {"word/styles.xml": styles}, (("styles", "styles.xml"),)
        ),
        "white letters": word(PAGE + _run('<w:color w:val="FFFFFF"/>')),
        "letters of one point": word(PAGE + _run('<w:sz w:val="2"/>')),
        "field": word(PAGE + field),
        "comment": word(
            PAGE,
            {"word/comments.xml": f'<w:comments xmlns:w="{W}">{comment}</w:comments>'},
            (("comments", "comments.xml"),),
        ),
        "properties": word(PAGE, {"docProps/core.xml": f"<a><creator>{NUMBER}</creator></a>"}),
        "custom xml": word(PAGE, {"customXml/item1.xml": f"<a>{NUMBER}</a>"}),
        "embedded workbook": word(PAGE, {"word/embeddings/book.xlsx": leaking_book()}),
        "header that is not printed": word(
            PAGE + unused, {"word/header1.xml": header}, (("header", "header1.xml"),)
        ),
        "note without a mark": word(PAGE, {"word/footnotes.xml": notes}, (("footnotes", "footnotes.xml"),)),
        "attribute of a run": word(PAGE + f'<w:p w:rsidR="{NUMBER}"><w:r><w:t>正文</w:t></w:r></w:p>'),
        "bookmark": word(PAGE + f'<w:p><w:bookmarkStart w:id="1" w:name="{NUMBER}"/></w:p>'),
        "content control": word(
            PAGE + f'<w:sdt><w:sdtPr><w:tag w:val="{NUMBER}"/></w:sdtPr>'
            f"<w:sdtContent>{paragraph('正文')}</w:sdtContent></w:sdt>"
        ),
        "link": word(
            PAGE + f'<w:p><w:hyperlink w:tooltip="{NUMBER}"><w:r><w:t>详见</w:t></w:r></w:hyperlink></w:p>'
        ),
        "document part": word(
            PAGE, {"word/glossary/document.xml": f'<w:a xmlns:w="{W}"><w:t>{NUMBER}</w:t></w:a>'}
        ),
    }


def leaking_picture() -> bytes:
    """A document with a photograph whose camera data hold the number: the copy has to be looked at."""
    return word(
        PAGE + picture_drawing(), {"word/media/image1.jpeg": photograph()}, (("image", "media/image1.jpeg"),)
    )


def clean() -> bytes:
    """The twin of all of them."""
    return word(PAGE)


def open_number(where: str = "paragraph") -> bytes:
    """The number where a reader sees it."""
    box = (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing><w:txbxContent>{paragraph(NUMBER)}</w:txbxContent></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    inserted = f"<w:p><w:ins>{_RUN}</w:ins></w:p>"
    cut = paragraph(NUMBER[:6], NUMBER[6:14], NUMBER[14:])
    return word(
        PAGE + {"paragraph": paragraph(NUMBER), "box": box, "insertion": inserted, "runs": cut}[where]
    )
