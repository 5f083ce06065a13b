"""Looking through whole files, hidden parts included: ``scan`` for personal information, ``pieces`` for their texts.

What cannot be read is never passed as clean: it is said, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.records.documents.extraction.deep.findings import PrivacyFinding
from gongkai.records.documents.extraction.deep.parts import Piece
from gongkai.records.documents.extraction.kinds import look
from gongkai.records.documents.extraction.unreadable import Unreadable, refusal
from gongkai.rules.privacy.detect import mask
from gongkai.rules.privacy.spans import Span

if TYPE_CHECKING:
    from gongkai.records.documents.extraction.sandbox import Sandbox

_PLAIN = frozenset({"txt", "csv", "json"})
"""Looked through in this process."""
SECONDS = 120
"""Waiting for one file, when the scan starts a sandbox of its own."""


@dataclass(slots=True)
class PrivacyScan:
    """What was found in one file. Only ``readable`` and no finding of severity error means that it may go on."""

    file: str
    """The name as given, personal numbers in it masked."""
    readable: bool = True
    reasons: list[str] = field(default_factory=list)
    """Why it, or which part of it, could not be read: Chinese sentences."""
    findings: list[PrivacyFinding] = field(default_factory=list)


def scan(
    path: Path, *, today: date | None = None, sandbox: Sandbox | None = None, name: str | None = None
) -> PrivacyScan:
    """Personal information in any kind of file that the platform accepts.

    Never raises for what the file is: encrypted, damaged, of an unknown kind or a picture is ``readable=False``.
    Raises Refusal when there is no such file. ``name`` is what the file is called in the result.
    """
    shown = mask(name or str(path), today=today)
    if not path.exists():
        raise refusal(shown, "没有找到：请检查文件名和所在文件夹。")
    found = PrivacyScan(shown)
    found.findings += [
        PrivacyFinding(span.kind, "文件名", span.masked, span.severity) for span in _in_name(path.name, today)
    ]
    try:
        kind = look(path).kind
        for message in _messages(path, kind, "scan", sandbox, today):
            found.findings += [PrivacyFinding(*one) for one in message.get("findings", ())]
            found.reasons += message.get("gaps", ())
    except Unreadable as problem:
        found.reasons.append(str(problem))
    found.reasons = [mask(reason, today=today) for reason in found.reasons]
    found.readable = not found.reasons
    return found


def pieces(path: Path, *, sandbox: Sandbox | None = None) -> list[Piece]:
    """Every text in the file with its place in Chinese. Raises Refusal when any part of it cannot be read."""
    found: list[Piece] = []
    reasons: list[str] = []
    try:
        kind = look(path).kind
        for message in _messages(path, kind, "pieces", sandbox, None):
            found += [Piece(*one) for one in message.get("pieces", ())]
            reasons += message.get("gaps", ())
    except Unreadable as problem:
        raise refusal(mask(path.name), problem) from problem
    if reasons:
        raise refusal(mask(path.name), mask("；".join(reasons)))
    return found


def _in_name(name: str, today: date | None) -> list[Span]:
    from gongkai.rules.privacy.detect import find

    return find(name, today=today)


def _messages(
    path: Path, kind: str, verb: str, sandbox: Sandbox | None, today: date | None
) -> list[dict[str, Any]]:
    """All messages about one file; plain text needs no jail."""
    options = {"today": today.isoformat() if today else None}
    messages: list[dict[str, Any]] = []
    if kind in _PLAIN:
        from gongkai.records.documents.extraction.deep.answers import answer

        answer(verb, path, kind, options, messages.append)
        return messages
    if sandbox is not None:
        return list(sandbox.run(verb, path, kind, **options))
    from gongkai.records.documents.extraction.sandbox import Sandbox

    with Sandbox(seconds=SECONDS) as own:
        return list(own.run(verb, path, kind, **options))
