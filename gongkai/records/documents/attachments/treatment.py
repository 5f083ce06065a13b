"""The whole way of one file: looked through, rebuilt in the jail, the public copy looked through again in a new one.

The second look is another process that knows nothing of the first: a file that fools its reader while it is rebuilt
is met by a reader that it has not touched.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.records.documents.attachments.examine import MARK, Found
from gongkai.records.documents.attachments.masks import base_column, column_of, packed, plan_of
from gongkai.records.documents.attachments.tables import RosterTable, table_of
from gongkai.records.documents.extraction.plain import letters
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.records.documents.extraction.unreadable import Hostile, Unreadable
from gongkai.rules.privacy.detect import find, mask
from gongkai.rules.privacy.secrecy import marks_in_name
from gongkai.rules.privacy.spans import GRAVITY, Severity

SECONDS = 120
"""Waiting for one step of one file."""
MOST_PUBLIC = 200 * 1024 * 1024
"""Bytes of a public copy."""
MOST_FINDINGS = 2_000
"""Findings kept of one file; a roster of ten thousand numbers is not better told by ten thousand lines."""
_BY_LOOKING = "本平台不能重做 OFD 版面：公开件的内容与原件相同，请人工打开逐页查看。"


@dataclass(slots=True)
class Look:
    """What one look through a file finds."""

    found: list[Found] = field(default_factory=list)
    more: int = 0
    """Findings beyond those kept."""
    gaps: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Treatment:
    """What became of one file. Without ``digest`` there is no public copy, and ``reasons`` say why."""

    original: Look = field(default_factory=Look)
    public: Look = field(default_factory=Look)
    left_out: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    hostile: bool = False
    redrawn: bool = False
    copy: Path | None = None
    digest: str = ""
    size: int = 0


def treat(
    path: Path,
    kind: str,
    folder: Path,
    *,
    name: str,
    choices: Mapping[str, str] | None = None,
    redraw: bool = False,
    today: date | None = None,
    sandbox: Sandbox | None = None,
) -> Treatment:
    """Look through ``path``, write its public copy into ``folder`` and look through that. Never raises for the file.

    ``choices`` say what becomes of columns (``{"1!C": "mask"}``). Raises Refusal for choices that there are not.
    Without a ``sandbox`` one is started for the file.
    """
    plan = plan_of(choices or {}, redraw=redraw, today=today)
    made = Treatment()
    with nullcontext(sandbox) if sandbox else Sandbox(seconds=SECONDS) as jail:
        try:
            made.original = _look(jail, path, kind, today)
            made.original.found[:0] = look_at_name(name, today)
            made.left_out += [f"原件中没有读取的部分：{gap}" for gap in made.original.gaps]
            options = packed(choices or {}, redraw=redraw, today=today)
            _rebuild(jail, path, kind, folder, made=made, options=options)
            if made.copy is None:
                return made
            made.public = _look(jail, made.copy, kind, today)
            made.public.found[:0] = look_at_name(name, today)
        except Unreadable as problem:
            made.hostile = isinstance(problem, Hostile)
            made.reasons.append(mask(str(problem), today=today))
            made.copy, made.digest, made.size = None, "", 0
            return made
    made.public.found = [
        _on_base(one, plan.columns) if one.column else one for one in made.public.found[:MOST_FINDINGS]
    ]
    if made.public.gaps:
        made.reasons += made.public.gaps
        made.copy, made.digest, made.size = None, "", 0
    elif kind == "ofd":
        made.public.unread.append(_BY_LOOKING)
    return made


def look_again(path: Path, kind: str, *, name: str, today: date | None = None) -> Look:
    """A public copy under the rules of today. Raises Unreadable."""
    with Sandbox(seconds=SECONDS) as sandbox:
        look = _look(sandbox, path, kind, today)
    look.found[:0] = look_at_name(name, today)
    return look


def tables_of(path: Path, kind: str, folder: Path, *, today: date | None = None) -> list[RosterTable]:
    """The tables of the copy that nothing was masked in or left out of. Raises Unreadable."""
    made = Treatment()
    with Sandbox(seconds=SECONDS) as sandbox:
        _rebuild(sandbox, path, kind, folder, made=made, options=packed({}, redraw=False, today=today))
        if made.copy is None:
            return []
        messages = sandbox.run("tables", made.copy, kind, today=today.isoformat() if today else None)
        with _trusting_nothing():
            return [table_of(message["table"]) for message in messages]


def look_at_name(name: str, today: date | None) -> list[Found]:
    """Personal information and marks in the name of a file: it is published as well."""
    found = [Found(span.kind, "文件名", span.masked, span.severity) for span in find(name, today=today)]
    return found + [Found(MARK, "文件名", mark.shown, mark.severity) for mark in marks_in_name(name)]


def _look(sandbox: Sandbox, path: Path, kind: str, today: date | None) -> Look:
    look = Look()
    with _trusting_nothing():
        for message in sandbox.run("examine", path, kind, today=today.isoformat() if today else None):
            for one in message.get("found", ()):
                if len(look.found) < MOST_FINDINGS:
                    look.found.append(_found(one))
                else:
                    look.more += 1
            look.gaps += map(str, message.get("gaps", ()))
            look.unread += map(str, message.get("unread", ()))
    return look


def _found(one: list[Any]) -> Found:
    kind, where, shown, severity, column = map(str, one)
    known: Severity | None = next((grave for grave in GRAVITY if grave == severity), None)
    if known is None:
        raise ValueError(severity)
    return Found(kind, where, shown, known, column)


def _rebuild(
    sandbox: Sandbox, path: Path, kind: str, folder: Path, *, made: Treatment, options: dict[str, str | None]
) -> None:
    target = folder / f"public.{kind}"
    digest = hashlib.sha256()
    size = 0
    with _trusting_nothing(), target.open("wb") as held:
        for message in sandbox.run("rebuild", path, kind, **options):
            if "bytes" in message:
                piece = base64.b64decode(message["bytes"], validate=True)
                size += len(piece)
                if size > MOST_PUBLIC:
                    raise Unreadable("的公开件过大，没有保存：请分开上传。")
                digest.update(piece)
                held.write(piece)
            made.left_out += map(str, message.get("left_out", ()))
            made.redrawn = made.redrawn or bool(message.get("redrawn"))
    made.left_out = [mask(one) for one in made.left_out]
    if size:
        made.copy, made.digest, made.size = target, digest.hexdigest(), size


def _on_base(found: Found, columns: Mapping[tuple[int, int], Any]) -> Found:
    """The finding under the name that its column has where none was left out, by which it was chosen."""
    table, _, name = found.column.partition("!")
    base = letters(base_column(column_of(name), int(table), columns))
    return Found(found.kind, found.where, found.masked, found.severity, f"{table}!{base}")


@contextmanager
def _trusting_nothing() -> Iterator[None]:
    """What leaves the jail may be forged: a message of another shape is a file that could not be read."""
    try:
        yield
    except (KeyError, TypeError, ValueError, binascii.Error) as problem:
        raise Unreadable("读取时程序中止（过大、过深或有意损坏），没有读取。") from problem
