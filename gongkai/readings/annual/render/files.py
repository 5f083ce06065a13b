"""The five files of a report: by suffix, what it is called and how it is made."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongkai.readings.annual.figures import AnnualReport
from gongkai.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file that a report can become."""

    suffix: str
    name: str
    """What the download is called on a page."""
    content_type: str


FORMATS = {
    made.suffix: made
    for made in (
        Format("docx", "Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        Format("pdf", "PDF", "application/pdf"),
        Format("xlsx", "Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Format("html", "网页", "text/html; charset=utf-8"),
        Format("json", "JSON", "application/json; charset=utf-8"),
    )
}
"""By suffix without the dot, in the order pages offer them."""


def format_of(path: Path) -> Format:
    """The format that a file's name asks for. Raises Refusal for a suffix that no report has."""
    found = FORMATS.get(path.suffix.lower().removeprefix("."))
    if found is None:
        ways = "、".join(f".{suffix}" for suffix in FORMATS)
        raise Refusal(f"不知道怎样生成“{path.name}”：文件名须以 {ways} 之一结尾。")
    return found


def render(report: AnnualReport, suffix: str, *, fonts: Path | None = None) -> bytes:
    """The report as a file of that suffix; the same report gives the same bytes.

    ``fonts`` is a folder of the town's own fonts for the PDF. KeyError for an unknown suffix.
    """
    # Each library is loaded when its file is asked for: a page that offers five files must not pay for all.
    from gongkai.readings.annual.render import docx, html, json, pdf, xlsx
    from gongkai.readings.annual.render.composition import compose

    if suffix == "json":
        return json.draw(report)
    paper = compose(report)
    if suffix == "pdf":
        return pdf.draw(paper, fonts=fonts)
    return {"docx": docx.draw, "xlsx": xlsx.draw, "html": html.draw}[suffix](paper)
