"""``read_paper``: any file that a report may come in, as lines and tables with their places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.records.documents.extraction.archive import Archive, Budget
from gongkai.records.documents.extraction.kinds import NAMES, look, require_package
from gongkai.records.documents.extraction.plain import read_csv, read_report, read_text
from gongkai.records.documents.extraction.unreadable import Unreadable, refusal
from gongkai.records.documents.extraction.wire import blocks_of
from gongkai.rules.forms.paper import Line, Paper, Table

if TYPE_CHECKING:
    from gongkai.records.documents.extraction.sandbox import Sandbox

LARGEST = 50 * 1024 * 1024
"""Bytes; a report has a few hundred thousand at most."""
_PLAIN: dict[str, Callable[[Path], Paper]] = {"txt": read_text, "csv": read_csv, "json": read_report}
"""Read here: decoding text cannot be turned against the reader."""
_JAILED = frozenset({"html", "docx", "xlsx", "pdf"})


def read_paper(path: Path, sandbox: Sandbox | None = None) -> Paper:
    """The paper in ``path``: .txt .html .htm .docx .xlsx .csv .pdf .json.

    Give one ``sandbox`` for many files; without it a process is started for each file that needs one.
    Raises Refusal with one Chinese line for whatever cannot be read.
    """
    try:
        kind = look(path, largest=LARGEST).kind
        if kind in _PLAIN:
            return _PLAIN[kind](path)
        if kind not in _JAILED:
            raise Unreadable(f"是{NAMES[kind]}，不能当作报告读取：请用 Word、Excel、PDF、网页或文本。")
        if sandbox is not None:
            return _from_jail(sandbox, path, kind)
        from gongkai.records.documents.extraction.sandbox import Sandbox

        with Sandbox() as own:
            return _from_jail(own, path, kind)
    except Unreadable as problem:
        raise refusal(path.name, problem) from problem


def parse_paper(path: Path, kind: str) -> Paper:
    """The work inside the jail. Raises Unreadable."""
    if kind == "pdf":
        from gongkai.records.documents.extraction.pdf import read_pdf

        return read_pdf(path)
    if kind == "html":
        from gongkai.records.documents.extraction.webpage import read_page

        return read_page(path)
    with path.open("rb") as source:
        archive = Archive(source, Budget())
        require_package(archive, kind)
        if kind == "docx":
            from gongkai.records.documents.extraction.word import read_word

            return read_word(archive, path.name)
        from gongkai.records.documents.extraction.workbook import read_workbook

        return read_workbook(archive, path.name)


def _from_jail(sandbox: Sandbox, path: Path, kind: str) -> Paper:
    blocks: list[Line | Table] = []
    try:
        for message in sandbox.run("paper", path, kind):
            blocks += blocks_of(message)
    except (KeyError, TypeError, ValueError) as problem:
        raise Unreadable("读取时出错，没有读取。") from problem
    return Paper(path.name, kind, tuple(blocks))
