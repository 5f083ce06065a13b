"""Workbooks that leak, each in one way, each with a twin that is clean."""

from __future__ import annotations

from tests.documents.attachments.numbers import NUMBER
from tests.documents.extraction.makers import S, book, relations, rows

PLAIN = rows({"A1": "村", "B1": "金额"}, {"A2": "一村", "B2": 1200})
_HIDING = rows({"A1": "村", "B1": "身份证号", "C1": "金额"}, {"A2": "一村", "B2": NUMBER, "C2": 1200})
_STYLES = (
    f'<styleSheet xmlns="{S}"><fonts count="3"><font><sz val="11"/></font><font><sz val="11"/>'
    '<color rgb="FFFFFFFF"/></font><font><sz val="1"/></font></fonts><fills count="1"><fill>'
    '<patternFill patternType="none"/></fill></fills><cellXfs><xf numFmtId="0" fontId="0" fillId="0"/>'
    '<xf numFmtId="0" fontId="{font}" fillId="0"/></cellXfs></styleSheet>'
)


def _styled(font: int) -> bytes:
    cell = f'<c r="C2" s="1" t="inlineStr"><is><t>{NUMBER}</t></is></c>'
    sheet = PLAIN.replace("</row></sheetData>", f"{cell}</row></sheetData>")
    return book({"公示": sheet}, extra={"xl/styles.xml": _STYLES.replace("{font}", str(font))})


def _invisible_format() -> bytes:
    cell = f'<c r="C2" s="1" t="inlineStr"><is><t>{NUMBER}</t></is></c>'
    return book({"公示": PLAIN.replace("</row></sheetData>", f"{cell}</row></sheetData>")}, formats=(";;;",))


def _rounded() -> bytes:
    """The cell holds a telephone number and shows millions."""
    telephone = "138" + "0013" + "8000"
    cell = f'<c r="C2" s="1"><v>{telephone}</v></c>'
    return book(
        {"公示": PLAIN.replace("</row></sheetData>", f"{cell}</row></sheetData>")}, formats=("#,##0,,",)
    )


def _with(extra: dict[str, str | bytes], sheet: str = PLAIN, **more: object) -> bytes:
    return book({"公示": sheet}, extra=extra, **more)  # type: ignore[arg-type]


def _commented() -> bytes:
    note = f'<comment ref="A2"><text><t>{NUMBER}</t></text></comment>'
    return _with(
        {
            "xl/comments1.xml": f'<comments xmlns="{S}"><commentList>{note}</commentList></comments>',
            "xl/worksheets/_rels/sheet1.xml.rels": relations(("comments", "../comments1.xml")),
        }
    )


def _merged_under() -> bytes:
    sheet = rows({"A1": "村", "B1": "金额"}, {"A2": "一村", "B2": 1200}, {"A3": "合计", "B3": NUMBER})
    return book({"公示": sheet + '<mergeCells><mergeCell ref="A3:B3"/></mergeCells>'})


def leaking() -> dict[str, bytes]:
    """Ways in which the number is in the file and not on the page."""
    hidden_row = _HIDING.replace('<row><c r="A2"', '<row hidden="1"><c r="A2"')
    return {
        "hidden column": book({"公示": f'<cols><col min="2" max="2" width="9" hidden="1"/></cols>{_HIDING}'}),
        "column of no width": book(
            {"公示": f'<cols><col min="2" max="2" width="0" customWidth="1"/></cols>{_HIDING}'}
        ),
        "hidden row": book({"公示": hidden_row}),
        "row of no height": book({"公示": hidden_row.replace('hidden="1"', 'ht="0" customHeight="1"')}),
        "hidden sheet": book({"公示": PLAIN, "底表": _HIDING}, states={"底表": "hidden"}),
        "very hidden sheet": book({"公示": PLAIN, "底表": _HIDING}, states={"底表": "veryHidden"}),
        "white letters": _styled(1),
        "letters of one point": _styled(2),
        "format that shows nothing": _invisible_format(),
        "value under a merged cell": _merged_under(),
        "comment": _commented(),
        "name": _with({}, names={"底数": f'"{NUMBER}"'}),
        "text of a deleted cell": _with({}, strings=(f"张三 {NUMBER}",)),
        "pivot cache": _with(
            {"xl/pivotCache/pivotCacheRecords1.xml": f'<r xmlns="{S}"><x v="{NUMBER}"/></r>'}
        ),
        "cache of a linked workbook": _with(
            {"xl/externalLinks/externalLink1.xml": f'<e xmlns="{S}"><v>{NUMBER}</v></e>'}
        ),
        "custom xml": _with({"customXml/item1.xml": f"<a>{NUMBER}</a>"}),
        "properties": _with({"docProps/core.xml": f"<a><creator>{NUMBER}</creator></a>"}),
        "print header": _with({}, PLAIN + f"<headerFooter><oddHeader>{NUMBER}</oddHeader></headerFooter>"),
        "allowed values": _with(
            {},
            PLAIN + f'<dataValidations><dataValidation><formula1>"{NUMBER}"</formula1></dataValidation>'
            "</dataValidations>",
        ),
        "link": _with({}, PLAIN + f'<hyperlinks><hyperlink ref="A2" tooltip="{NUMBER}"/></hyperlinks>'),
        "formula": _with({}, PLAIN.replace("<v>1200</v>", f'<f>IF("{NUMBER}"="",0,1200)</f><v>1200</v>')),
        "shape": _with(
            {
                "xl/drawings/drawing1.xml": f"<a><t>{NUMBER}</t></a>",
                "xl/worksheets/_rels/sheet1.xml.rels": relations(("drawing", "../drawings/drawing1.xml")),
            }
        ),
    }


def clean() -> bytes:
    """The twin of all of them: the same page without the leak."""
    return book({"公示": PLAIN})


def open_number() -> bytes:
    """The number on the page itself: nobody may publish it, and nothing takes it away unasked."""
    return book({"公示": _HIDING})


def rounded_telephone() -> tuple[bytes, str]:
    """A workbook whose cell holds more than it shows, and what it holds."""
    return _rounded(), "13800138000"
