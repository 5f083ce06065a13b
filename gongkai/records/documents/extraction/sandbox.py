"""Reading files of strangers in a process of its own, and taking back nothing but data.

One keeper process serves many files: it stays clean and forks for each of them, so that what a hostile file does to
its reader dies with it and touches no other file.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from gongkai.records.documents.extraction.unreadable import Hostile, Unreadable
from gongkai.records.documents.extraction.wire import LARGEST_FRAME, LENGTH

SECONDS = 30
"""Waiting for one file."""
MEMORY = 1024 * 1024 * 1024
"""Bytes of address space for one file."""
MOST_DATA = 512 * 1024 * 1024
"""Bytes of results for one file."""
_KEEPER = "gongkai.records.documents.extraction.keeper"
_CRASHED = "读取时程序中止（过大、过深或有意损坏），没有读取。"
_SLOW = "读取超时，没有读取：文件过于复杂，请另存一份或分开保存。"
_GRACE = 5


class Sandbox:
    """The keeper and its life. Use as a context; one thread at a time."""

    def __init__(self, *, seconds: int = SECONDS, memory: int = MEMORY) -> None:
        self._seconds, self._memory = seconds, memory
        self._keeper: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def run(self, verb: str, path: Path, kind: str, **options: str | None) -> Iterator[dict[str, Any]]:
        """Messages of the work ``verb`` on one file, as they come. Raises Unreadable.

        The file is known by ``path``; ``kind`` is what :func:`look` found.
        """
        job = {
            "verb": verb,
            "path": str(path.absolute()),
            "kind": kind,
            "seconds": self._seconds,
            "memory": self._memory,
            "options": options,
        }
        ended = False
        try:
            for message in self._messages(job):
                ended = "end" in message
                if "unreadable" in message:
                    kind_of = Hostile if message.get("hostile") else Unreadable
                    raise kind_of(str(message["unreadable"]))
                if not ended:
                    yield message
        finally:
            if not ended:
                self.close()

    def close(self) -> None:
        """End the keeper and whatever it is doing."""
        keeper, self._keeper = self._keeper, None
        if keeper is None:
            return
        for pipe in (keeper.stdin, keeper.stdout):
            if pipe:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(keeper.pid, signal.SIGKILL)
        keeper.wait(_GRACE)

    def _messages(self, job: dict[str, Any]) -> Iterator[dict[str, Any]]:
        keeper = self._started()
        if keeper.stdin is None or keeper.stdout is None:
            raise Unreadable(_CRASHED)
        try:
            keeper.stdin.write(json.dumps(job).encode("ascii") + b"\n")
        except BrokenPipeError:
            raise Unreadable(_CRASHED) from None
        reader = _Reader(keeper.stdout.fileno(), self._seconds)
        while True:
            (length,) = LENGTH.unpack(reader.exactly(LENGTH.size))
            if length > LARGEST_FRAME:
                raise Unreadable(_CRASHED)
            try:
                message = json.loads(reader.exactly(length))
            except (ValueError, RecursionError):
                raise Unreadable(_CRASHED) from None
            if not isinstance(message, dict):
                raise Unreadable(_CRASHED)
            yield message
            if "end" in message:
                return

    def _started(self) -> subprocess.Popen[bytes]:
        if self._keeper is None:
            package = Path(__file__).parents[4]
            self._keeper = subprocess.Popen(  # noqa: S603 - our own module, no shell, no word from outside
                [sys.executable, "-P", "-m", _KEEPER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                # Nothing of our own settings and secrets goes in with the file.
                env={
                    "PYTHONPATH": os.pathsep.join(filter(None, [str(package), *sys.path])),
                    "PATH": os.defpath,
                },
                cwd=os.sep,
                process_group=0,
            )
        return self._keeper


class _Reader:
    """Bytes from a pipe, with a limit on the time spent waiting and on their number."""

    def __init__(self, pipe: int, seconds: float) -> None:
        self._pipe, self._left, self._most = pipe, seconds, MOST_DATA
        self._poll = select.poll()
        self._poll.register(pipe, select.POLLIN)

    def exactly(self, size: int) -> bytes:
        self._most -= size
        if self._most < 0:
            raise Unreadable("内容过多，没有读取：请分开保存。")
        pieces: list[bytes] = []
        while size:
            begin = time.monotonic()
            ready = self._poll.poll(max(0.0, self._left) * 1000)
            self._left -= time.monotonic() - begin
            if not ready:
                raise Unreadable(_SLOW)
            piece = os.read(self._pipe, min(size, 1 << 20))
            if not piece:
                raise Unreadable(_CRASHED)
            size -= len(piece)
            pieces.append(piece)
        return b"".join(pieces)
