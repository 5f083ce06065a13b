"""What of WordprocessingML a public copy may hold. Whatever is not named here stays behind with all that it holds."""

from __future__ import annotations

import re

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def _words(text: str) -> list[str]:
    return re.findall(r"\S+", text)


STRUCTURE = frozenset(
    _words(
        "document body p r t tab br cr noBreakHyphen softHyphen sym ptab pPr rPr sectPr tbl tr tc tblPr "
        "tblGrid gridCol trPr tcPr hdr ftr footnotes footnote endnotes endnote footnoteReference "
        "endnoteReference footnoteRef endnoteRef separator continuationSeparator ruby rubyPr rt rubyBase "
        "rubyAlign hps hpsRaise hpsBaseText lid fldChar instrText"
    )
)
"""Text and its frame. Fields come along only as page numbers."""

LOOKS = frozenset(
    _words(
        "pStyle rStyle tblStyle keepNext keepLines pageBreakBefore framePr widowControl numPr ilvl numId pBdr "
        "shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN "
        "bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents jc textDirection "
        "textAlignment outlineLvl rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss "
        "imprint color w kern position sz szCs highlight u effect bdr fitText vertAlign rtl cs em lang "
        "eastAsianLayout top left bottom right start end between bar insideH insideV tl2br tr2bl tblpPr "
        "tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW tblCellSpacing tblInd tblBorders "
        "tblLayout tblCellMar tblLook cnfStyle gridBefore gridAfter wBefore wAfter cantSplit trHeight "
        "tblHeader tcW gridSpan vMerge hMerge tcBorders noWrap tcMar tcFitText vAlign type pgSz pgMar "
        "paperSrc pgBorders lnNumType pgNumType cols col formProt titlePg rtlGutter docGrid headerReference "
        "footerReference footnotePr endnotePr numFmt numRestart numStart pos"
    )
)
"""How it looks. A hidden text (vanish, webHidden, specVanish) is in neither list: it goes with its run."""

STYLES = frozenset(
    _words(
        "styles docDefaults rPrDefault pPrDefault style name basedOn next link uiPriority qFormat semiHidden "
        "unhideWhenUsed tblStylePr"
    )
)
NUMBERING = frozenset(
    _words(
        "numbering abstractNum multiLevelType lvl start numFmt lvlRestart isLgl suff lvlText lvlJc num "
        "abstractNumId lvlOverride startOverride pStyle"
    )
)

UNWRAPPED = frozenset(
    _words("ins moveTo hyperlink smartTag customXml sdt sdtContent fldSimple bdo dir cellIns")
)
"""Their content stays, they themselves go: an insertion is accepted, a link becomes its text."""

COUNTED = {
    "del": "修订删除的内容",
    "moveFrom": "修订移走的内容",
    "ins": "修订插入（已按接受处理）",
    "commentReference": "批注",
    "object": "嵌入的对象",
    "control": "控件",
    "altChunk": "嵌入的文件",
    "subDoc": "嵌入的文件",
    "hyperlink": "超链接（只留文字）",
    "sdt": "内容控件（只留文字）",
}
"""Element to what the person who decides is told about it."""

SAFE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
"""Fields that are kept alive, by their first word; of any other field the shown result stays."""

ATTRIBUTES_LEFT = ("rsid",)
"""Attributes of the w namespace whose names begin so are the marks of who saved when."""

TEXT = frozenset({"t", "instrText"})
ON = frozenset({"1", "true", "on"})
OFF = frozenset({"0", "false", "off", "none"})


def w(name: str) -> str:
    """The full name of an element of WordprocessingML."""
    return f"{{{W}}}{name}"
