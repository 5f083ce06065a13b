"""What a rebuilding gives: the bytes of the public copy, and what it does not take over."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from typing import IO

_STILL = (1980, 1, 1, 0, 0, 0)
"""The time of every member: the same file gives the same copy, and tells nobody when it was made."""


@dataclass(frozen=True, slots=True)
class Copy:
    """``left_out``: Chinese phrases such as 隐藏列 2 列, told to whoever decides on the copy."""

    content: bytes
    left_out: tuple[str, ...] = ()
    redrawn: bool = False
    """Every page is a picture now."""


@dataclass(slots=True)
class LeftOut:
    """Counts what is not taken over."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, what: str, times: int = 1) -> None:
        if times:
            self.counts[what] += times

    def told(self) -> tuple[str, ...]:
        return tuple(f"{what} {times} 处" if times > 1 else what for what, times in self.counts.items())


class Package:
    """A ZIP that is written member by member, without dates, names of systems or anything between."""

    def __init__(self) -> None:
        self._held = io.BytesIO()
        self._archive = zipfile.ZipFile(self._held, "w", zipfile.ZIP_DEFLATED)

    def add(self, name: str, content: bytes | str) -> None:
        """One member, whole."""
        self._archive.writestr(self._entry(name), content, zipfile.ZIP_DEFLATED)

    def open(self, name: str) -> IO[bytes]:
        """One member, to be written piece by piece. The caller closes it."""
        return self._archive.open(self._entry(name), "w")

    def finish(self) -> bytes:
        self._archive.close()
        return self._held.getvalue()

    @staticmethod
    def _entry(name: str) -> zipfile.ZipInfo:
        entry = zipfile.ZipInfo(name, _STILL)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o600 << 16
        return entry
