"""Where files lie: sealed originals, copies that wait for somebody, public copies, each under its digest.

Three stores of Django's storage API, ``sealed``, ``waiting`` and ``public``: ``STORAGES`` may put any of them elsewhere
(S3), else they are folders under GONGKAI_HOME that no web server has an alias to. A file is whole and durable before
anything in the database refers to it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, BinaryIO, Literal

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from gongkai.rules.refusal import Refusal

StoreName = Literal["sealed", "waiting", "public"]
_DIGEST = re.compile(r"[0-9a-f]{64}")
_CHUNK = 1 << 20
_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""What an administrator mends, and nobody else."""


class DamagedError(Exception):
    """A stored file is missing or is not what its digest says; the text names the digest and nothing of the content."""


class Vault(FileSystemStorage):
    """A folder whose files are written whole or not at all, survive a power cut, and are read by their owner alone."""

    def _save(self, name: str, content: File[Any]) -> str:
        target = Path(self.path(name))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        waiting = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            handle = os.open(waiting, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as held:
                for chunk in content.chunks(_CHUNK):
                    held.write(chunk)
                held.flush()
                os.fsync(held.fileno())
            waiting.replace(target)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                waiting.unlink()
            raise
        # The name is durable only when its folder, and the folder that holds that one, are.
        for folder in (target.parent, target.parent.parent):
            _sync(folder)
        return name

    def url(self, name: str | None) -> str:
        """Refused: no file of the vault has an address."""
        raise ValueError(f"{name} has no address")


def store(which: StoreName) -> Storage:
    """The store as it is set, else a folder."""
    if which in storages.backends:
        return storages[which]
    return Vault(location=Path(settings.MEDIA_ROOT) / which)


def keep(which: StoreName, path: Path) -> str:
    """Store the file under its SHA-256, which is returned; the same content is stored once.

    Raises Refusal when the disk is full or cannot be written.
    """
    digest = digest_of_file(path)
    target, name = store(which), _name(digest)
    if target.exists(name) and _is_whole(target, name, digest):
        return digest
    try:
        if target.exists(name):
            target.delete(name)
        with path.open("rb") as source:
            target.save(name, File(source))
    except OSError as problem:
        raise Refusal(
            f"文件没有保存（{problem.strerror or '存储出错'}）：请联系管理员检查磁盘空间后重新上传。"
        ) from problem
    return digest


def read(which: StoreName, digest: str) -> bytes:
    """The whole content. Raises DamagedError when it is missing or not what it was."""
    target, name = store(which), _name(digest)
    try:
        with target.open(name, "rb") as source:
            content: bytes = source.read()
    except (OSError, ValueError) as problem:
        raise DamagedError(f"{which} {digest}: missing") from problem
    if hashlib.sha256(content).hexdigest() != digest:
        raise DamagedError(f"{which} {digest}: altered")
    return content


def copy_to(which: Literal["waiting", "public"], digest: str) -> None:
    """Have the copy in this store as well; it comes from the other. Raises DamagedError when neither has it whole."""
    if store(which).exists(_name(digest)):
        read(which, digest)
        return
    with workplace() as folder:
        path = folder / "copy"
        path.write_bytes(read("public" if which == "waiting" else "waiting", digest))
        keep(which, path)


def discard(which: Literal["waiting", "public"], digest: str) -> None:
    """Take the copy out of this store, if it is there."""
    store(which).delete(_name(digest))


@contextlib.contextmanager
def on_disk(which: StoreName, digest: str, kind: str) -> Iterator[Path]:
    """The file as a path with the extension of its kind, for as long as the block lasts. Raises DamagedError."""
    with workplace() as folder:
        path = folder / f"original.{kind}"
        path.write_bytes(read(which, digest))
        yield path


@contextlib.contextmanager
def workplace() -> Iterator[Path]:
    """A folder beside the stores, for one file on its way; gone at the end, whatever happens.

    Raises Refusal when the disk is full or cannot be written.
    """
    place = _workplaces()
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        with TemporaryDirectory(dir=place) as folder:
            yield Path(folder)
    except OSError as problem:
        if problem.errno not in _DISK:
            raise
        raise Refusal(
            f"文件没有保存（{problem.strerror}）：请联系管理员检查磁盘空间后重新上传。"
        ) from problem


def clear_workplaces(before: datetime) -> int:
    """Remove what a killed process left on its way, when it is older than ``before``; returns how many folders."""
    place, removed = _workplaces(), 0
    for folder in place.iterdir() if place.is_dir() else ():
        if folder.stat().st_mtime < before.timestamp():
            shutil.rmtree(folder, ignore_errors=True)
            removed += 1
    return removed


def _workplaces() -> Path:
    return Path(settings.MEDIA_ROOT) / "incoming"


def receive(source: Path | BinaryIO, target: Path, most: int) -> int:
    """Copy an upload to ``target``, counting; returns its size in bytes. Raises Refusal beyond ``most`` bytes."""
    with contextlib.ExitStack() as opened:
        stream: IO[bytes] = opened.enter_context(source.open("rb")) if isinstance(source, Path) else source
        held = opened.enter_context(target.open("wb"))
        size = 0
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            if size > most:
                raise Refusal(f"文件太大，一个附件不超过 {most // 1048576} MB：请分开上传。")
            held.write(chunk)
    return size


def digest_of_file(path: Path) -> str:
    """SHA-256 in hexadecimal."""
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest()


def _name(digest: str) -> str:
    if not _DIGEST.fullmatch(digest):
        raise DamagedError(f"{digest!r} is no digest")
    return f"{digest[:2]}/{digest}"


def _is_whole(target: Storage, name: str, digest: str) -> bool:
    with target.open(name, "rb") as source:
        seen = hashlib.sha256()
        for chunk in source.chunks(_CHUNK):
            seen.update(chunk)
    return seen.hexdigest() == digest


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
