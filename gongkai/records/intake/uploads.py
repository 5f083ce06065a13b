"""台账上传: a file that somebody sent waits here between the look at it and the press that brings it in.

Every file lies in a folder of its own under a name nobody can guess, beside what was said with it. A file that
changed since it was looked at is refused, and none stays longer than a day.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import shutil
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from gongkai.records.documents.extraction.ledgers import LARGEST
from gongkai.rules.refusal import Refusal

LASTS = timedelta(days=1)
_TOKEN = re.compile(r"[0-9a-f]{32}")
_LONGEST = 60
"""Characters of a name: three bytes each stay far below what a file system takes."""
_SAID, _FOUND, _PASSED = "said.json", "found.json", "passed.json"
_FILE = "file"


@dataclass(frozen=True, slots=True)
class Said:
    """What was said with a file: for which kind and body, by whom, when; ``digest`` is SHA-256."""

    kind: str
    body: str
    options: dict[str, str]
    name: str
    digest: str
    person: int
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that waits."""

    token: str
    folder: Path
    said: Said

    @property
    def path(self) -> Path:
        """The file itself, under the name that its sender gave it."""
        return self.folder / _FILE / self.said.name

    def verified(self, digest: str) -> Path:
        """The file, when it is still the one that was looked at. Raises Refusal."""
        if (
            not secrets.compare_digest(digest.encode(), self.said.digest.encode())
            or _digest(self.path) != digest
        ):
            raise Refusal(f"“{self.said.name}”和检查时的不是同一份：没有导入，请重新上传。")
        return self.path

    def found(self) -> dict[str, Any] | None:
        """What looking at the file or bringing it in found; None while that goes on."""
        return _read(self.folder / _FOUND)

    def write_found(self, found: dict[str, Any]) -> None:
        """Keep what was found."""
        _write(self.folder / _FOUND, found)

    def begin_again(self) -> None:
        """Forget what was found: the next step is under way."""
        for name in (_FOUND, _PASSED):
            (self.folder / name).unlink(missing_ok=True)

    def passed(self) -> tuple[int, int]:
        """How many rows were gone through, and of how many; 0 of 0 before the first."""
        told = _read(self.folder / _PASSED) or {}
        return int(told.get("passed", 0)), int(told.get("total", 0))

    def write_passed(self, passed: int, total: int) -> None:
        """Keep how far the work has come."""
        _write(self.folder / _PASSED, {"passed": passed, "total": total})

    def empty(self) -> None:
        """The file has done its work; what was found stays for the page."""
        self.path.unlink(missing_ok=True)

    def remove(self) -> None:
        """The file was given up."""
        shutil.rmtree(self.folder, ignore_errors=True)


def keep(
    home: Path,
    name: str,
    pieces: Iterable[bytes],
    *,
    kind: str,
    body: str,
    options: dict[str, str],
    person: int,
    by: str,
    at: datetime,
) -> Upload:
    """Take a file in, and drop those that waited too long. Raises Refusal for one that is too large or no ledger."""
    _sweep(home, at)
    name = clean_name(name)
    token = secrets.token_hex(16)
    folder = home / "uploads" / token
    (folder / _FILE).mkdir(mode=0o700, parents=True)
    digest, size = hashlib.sha256(), 0
    try:
        with (folder / _FILE / name).open("xb") as file:
            for piece in pieces:
                size += len(piece)
                if size > LARGEST:
                    raise Refusal(f"“{name}”超过 {LARGEST >> 20} MB：请分成几份上传。")
                digest.update(piece)
                file.write(piece)
        said = Said(kind, body, options, name, digest.hexdigest(), person, by, at.isoformat())
        _write(folder / _SAID, asdict(said))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return Upload(token, folder, said)


def find_upload(home: Path, token: str, person: int) -> Upload | None:
    """The file of a token, for the person who sent it and nobody else."""
    if not _TOKEN.fullmatch(token):
        return None
    folder = home / "uploads" / token
    told = _read(folder / _SAID)
    return Upload(token, folder, Said(**told)) if told is not None and told["person"] == person else None


def clean_name(name: str) -> str:
    """A name without folders and without signs that nobody sees. Raises Refusal for another kind of file."""
    name = name.replace("\\", "/").rpartition("/")[2]
    name = "".join(sign for sign in name if unicodedata.category(sign)[0] != "C" and sign not in '<>:"|?*')
    stem, dot, suffix = name.strip().rpartition(".")
    if not dot or suffix.lower() not in ("xlsx", "csv"):
        raise Refusal("只接收 .xlsx 和 .csv 台账：请用表格软件另存为 .xlsx。")
    return f"{stem.strip(' .')[:_LONGEST] or '台账'}.{suffix.lower()}"


def _sweep(home: Path, at: datetime) -> None:
    oldest = (at - LASTS).timestamp()
    for folder in (home / "uploads").glob("*"):
        said = folder / _SAID
        told = _read(said)
        since = datetime.fromisoformat(told["at"]).timestamp() if told else _changed(folder)
        if since < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _changed(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found


def _write(path: Path, content: dict[str, Any]) -> None:
    """Whole or not at all: whoever reads meanwhile finds the old or the new."""
    new = path.with_suffix(f".{secrets.token_hex(4)}")
    new.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    new.replace(path)
