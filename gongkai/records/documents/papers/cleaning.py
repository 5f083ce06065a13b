"""Text that people write or paste, cleaned by an allow-list before anybody else sees it.

Word and WPS bring styles, fonts, comments and empty spans: all of it goes, while headings, lists and tables stay.
Nothing is loaded from anywhere: no image, no style, no script, and links lead to web pages or to an address alone.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

import nh3

_FLOW = ("p", "br", "hr", "h2", "h3", "h4", "blockquote", "ol", "ul", "li", "a")
_SIGNS = ("strong", "b", "em", "i", "u", "s", "sub", "sup")
_TABLES = ("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
TAGS = frozenset((*_FLOW, *_SIGNS, *_TABLES))
ATTRIBUTES = {
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "ol": {"start"},
}
_NUMBERS = re.compile(r"[1-9][0-9]{0,2}")
_DROPPED_WHOLE = frozenset(
    ("script", "style", "head", "title", "iframe", "object", "template", "noscript", "svg", "math", "xml")
)
_EMPTY = re.compile(r"<(p|strong|b|em|i|u|s|sub|sup)>(?:\s|&nbsp;)*</\1>")
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")


def clean_html(written: str) -> str:
    """The text with allowed markup alone. Clean text comes back as it went in."""
    cleaned = nh3.clean(
        written,
        tags=set(TAGS),
        clean_content_tags=set(_DROPPED_WHOLE),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=_kept,
        url_schemes={"http", "https", "mailto"},
        strip_comments=True,
        link_rel="noopener noreferrer",
    )
    while (shorter := _EMPTY.sub("", cleaned)) != cleaned:
        cleaned = shorter
    return cleaned.strip()


def _kept(tag: str, name: str, value: str) -> str | None:
    del tag
    if name in {"colspan", "rowspan", "start"}:
        return value if _NUMBERS.fullmatch(value) else None
    if name == "href":
        return value if value.lower().startswith(("http://", "https://", "mailto:")) else None
    return value


class _Blocks(HTMLParser):
    """Paragraphs, headings, list points and rows of tables as lines of plain text."""

    _ENDS = frozenset(
        ["p", "h2", "h3", "h4", "blockquote", "li", "tr", "caption", "hr", "br", "table", "ul", "ol"]
    )

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self._now: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in self._ENDS:
            self._close()

    def handle_endtag(self, tag: str) -> None:
        if tag in {"td", "th"}:
            self._now.append("\t")
        elif tag in self._ENDS:
            self._close()

    def handle_data(self, data: str) -> None:
        for number, part in enumerate(data.split("\n")):
            if number:
                self._close()
            self._now.append(part)

    def close(self) -> None:
        super().close()
        self._close()

    def _close(self) -> None:
        cells = [_BLANKS.sub(" ", cell).strip() for cell in "".join(self._now).split("\t")]
        while cells and not cells[-1]:
            cells.pop()
        self._now = []
        if any(cells):
            self.lines.append("\t".join(cells))


def plain_lines(html: str) -> list[str]:
    """The text block by block; the cells of a row stand between tabs. Also reads texts without any markup."""
    blocks = _Blocks()
    blocks.feed(html)
    blocks.close()
    return blocks.lines
