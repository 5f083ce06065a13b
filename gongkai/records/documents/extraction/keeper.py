"""The keeper of the jail: one job a line on standard input, one forked and jailed reader a job, frames on standard
output. Started by ``sandbox.py`` as ``python -m``; it never opens a stranger's file itself."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from gongkai.records.documents.extraction import jail
from gongkai.records.documents.extraction.unreadable import Hostile, Unreadable
from gongkai.records.documents.extraction.wire import frame

_TREATING = frozenset({"examine", "rebuild", "tables"})
"""Words of work of the attachments: their own readers stand on those of this package."""


def main() -> int:
    """Serve until the input ends.

    A reader that does not end well ends the keeper too: the pipe may hold half a frame.
    """
    for line in sys.stdin.buffer:
        job = json.loads(line)
        _load(job["verb"], job["kind"])
        child = os.fork()
        if child == 0:
            _read(job)
        _, status = os.waitpid(child, 0)
        if status:
            return 1
    return 0


def _load(verb: str, kind: str) -> None:
    """Import what the reader will need before the fork, once for all files of the kind."""
    if kind == "pdf":
        import pypdfium2.raw  # noqa: F401
    if verb == "paper":
        import gongkai.records.documents.extraction.papers
    elif verb == "ledger":
        import gongkai.records.documents.extraction.ledgers
    elif verb in _TREATING:
        import gongkai.records.documents.attachments.answers
    else:
        import gongkai.records.documents.extraction.deep.answers  # noqa: F401


def _read(job: dict[str, Any]) -> None:
    """The forked reader: never returns."""
    code = 1
    try:
        jail.enter(seconds=int(job["seconds"]), memory=int(job["memory"]))
        _answer(job)
        _send({"end": True})
        code = 0
    finally:
        os._exit(code)


def _answer(job: dict[str, Any]) -> None:
    try:
        _work(job["verb"], Path(job["path"]), job["kind"], job["options"])
    except Unreadable as problem:
        _send({"unreadable": str(problem), "hostile": isinstance(problem, Hostile)})
    except MemoryError:
        _send({"unreadable": "读取时占用内存过多，没有读取：请分开保存。"})
    except RecursionError:
        _send({"unreadable": "结构嵌套过深，没有读取。"})
    except Exception as problem:
        # Never the text of the exception: it may quote the file.
        kind = type(problem).__name__
        _send({"unreadable": f"读取时出错（{kind}），可能已损坏：请用 WPS 或 Word 打开后另存一份。"})


def _work(verb: str, path: Path, kind: str, options: dict[str, str | None]) -> None:
    if verb == "paper":
        from gongkai.records.documents.extraction.papers import parse_paper
        from gongkai.records.documents.extraction.wire import paper_messages

        for message in paper_messages(parse_paper(path, kind)):
            _send(message)
    elif verb == "ledger":
        from gongkai.records.documents.extraction.ledgers import answer as read_ledger

        read_ledger(path, kind, _send)
    elif verb in _TREATING:
        from gongkai.records.documents.attachments.answers import answer as treat

        treat(verb, path, kind, options, _send)
    else:
        from gongkai.records.documents.extraction.deep.answers import answer

        answer(verb, path, kind, options, _send)


def _send(message: dict[str, Any]) -> None:
    view = memoryview(frame(message))
    while view:
        view = view[os.write(1, view) :]


if __name__ == "__main__":
    sys.exit(main())
