"""Which files are taken as attachments, and how the others are turned away."""

from __future__ import annotations

from pathlib import Path

from gongkai.records.documents.extraction.kinds import NAMES, FileKind, look, sniff
from gongkai.records.documents.extraction.unreadable import Unreadable, refusal

ACCEPTED = frozenset({"docx", "xlsx", "pdf", "ofd", "png", "jpg", "csv", "zip"})
"""Nothing else: pages, scripts, drawings and texts of programs have no place among papers."""
TABULAR = frozenset({"docx", "xlsx", "csv"})
"""Kinds whose tables can be masked column by column."""
MOST_BYTES = 50 * 1024 * 1024
"""One attachment."""
MOST_FILES = 50
MOST_IN_ALL = 300 * 1024 * 1024
"""All attachments of one version, in bytes."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def kind_of(path: Path, name: str) -> FileKind:
    """The kind of an uploaded file, by name and first bytes.

    Raises Refusal: not accepted, old Office with how to convert it, another content than its name says, too large,
    empty.
    """
    try:
        found = look(path, largest=MOST_BYTES)
    except Unreadable as problem:
        raise refusal(name, problem) from problem
    if found.kind not in ACCEPTED:
        raise refusal(
            name,
            f"是{NAMES[found.kind]}，附件不接收：请另存为 docx、xlsx、pdf、ofd、csv、图片（jpg、png）或 zip。",
        )
    return found


def locked_kind(path: Path) -> str:
    """``docx`` or ``xlsx`` when the file is one behind a password, else empty: it is held, not turned away."""
    extension = path.suffix.lower().removeprefix(".")
    if extension not in {"docx", "xlsx"}:
        return ""
    with path.open("rb") as source:
        content = source.read(MOST_BYTES)
    return extension if sniff(content[:4096]) == "ole" and _LOCKED in content else ""
