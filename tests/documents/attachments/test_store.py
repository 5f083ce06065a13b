"""The stores: whole or not at all, once, verified, and elsewhere when the settings say so."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from django.core.files.base import File
from django.core.files.storage import storages

from gongkai.records.documents.attachments import store
from gongkai.records.documents.attachments.store import DamagedError, Vault, keep, on_disk, read, receive
from gongkai.rules.refusal import Refusal
from tests.documents.attachments.town import AT, stored

CONTENT = "名单".encode() * 1000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def upload(tmp_path: Path) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(CONTENT)
    return path


def test_kept_under_its_digest_and_read_back(files: Path, upload: Path) -> None:
    assert keep("sealed", upload) == DIGEST
    assert read("sealed", DIGEST) == CONTENT
    with on_disk("sealed", DIGEST, "csv") as path:
        assert (path.suffix, path.read_bytes()) == (".csv", CONTENT)
    assert not path.exists()


def test_the_same_content_is_stored_once(files: Path, upload: Path) -> None:
    keep("sealed", upload)
    (first,) = stored("sealed")
    before = first.stat().st_ino
    keep("sealed", upload)
    assert [one.stat().st_ino for one in stored("sealed")] == [before]


def test_what_was_altered_is_not_given_out_and_is_mended_by_the_file(files: Path, upload: Path) -> None:
    keep("sealed", upload)
    (path,) = stored("sealed")
    path.write_bytes(b"x")
    with pytest.raises(DamagedError, match="altered"):
        read("sealed", DIGEST)
    keep("sealed", upload)
    assert read("sealed", DIGEST) == CONTENT


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", DIGEST.upper(), DIGEST[:-1], "0" * 64])
def test_what_is_no_digest_opens_nothing(files: Path, digest: str) -> None:
    with pytest.raises(DamagedError):
        read("sealed", digest)


def test_a_full_disk_leaves_nothing_and_says_what_to_do(
    files: Path, upload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="磁盘空间"):
        keep("sealed", upload)
    assert stored("sealed") == []


def test_file_and_folders_are_durable_before_the_name_is_told(
    files: Path, upload: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda handle: (told.append("sync"), sync(handle)))
    monkeypatch.setattr(Path, "replace", lambda one, other: (told.append("name"), replace(one, other))[1])
    keep("sealed", upload)
    assert told == ["sync", "name", "sync", "sync"]


def test_no_file_has_an_address(files: Path) -> None:
    with pytest.raises(ValueError, match="no address"):
        Vault(location=files).url("a")


class _Elsewhere:
    """A store on another machine, as the storage API sees one."""

    held: dict[str, bytes]

    def __init__(self) -> None:
        self.held = {}

    def exists(self, name: str) -> bool:
        return name in self.held

    def save(self, name: str, content: File[Any]) -> str:
        self.held[name] = content.read()
        return name

    def open(self, name: str, _mode: str) -> File[Any]:
        return File(io.BytesIO(self.held[name]))

    def delete(self, name: str) -> None:
        self.held.pop(name, None)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[_Elsewhere]:
    made = _Elsewhere()
    monkeypatch.setitem(storages.backends, "public", {})
    monkeypatch.setitem(storages._storages, "public", made)
    yield made


def test_a_setting_moves_a_store_elsewhere(files: Path, upload: Path, elsewhere: _Elsewhere) -> None:
    keep("public", upload)
    assert list(elsewhere.held.values()) == [CONTENT]
    assert read("public", DIGEST) == CONTENT
    assert stored("public") == []
    store.discard("public", DIGEST)
    assert elsewhere.held == {}


def test_an_upload_is_counted_while_it_comes(tmp_path: Path) -> None:
    assert receive(io.BytesIO(CONTENT), tmp_path / "a", len(CONTENT)) == len(CONTENT)
    with pytest.raises(Refusal, match="文件太大"):
        receive(io.BytesIO(CONTENT), tmp_path / "b", len(CONTENT) - 1)


def test_a_disk_that_fills_on_the_way_is_told_as_well(files: Path) -> None:
    with pytest.raises(Refusal, match="磁盘空间"), store.workplace() as folder:
        (folder / "a").write_bytes(b"a")
        raise OSError(28, "No space left on device")
    assert list((files / "incoming").iterdir()) == []


def test_what_a_killed_process_left_is_cleared_when_it_is_old(files: Path) -> None:
    left, fresh = files / "incoming" / "old", files / "incoming" / "new"
    for folder in (left, fresh):
        folder.mkdir(parents=True)
    os.utime(left, (AT.timestamp() - 90_000,) * 2)
    os.utime(fresh, (AT.timestamp(),) * 2)
    assert store.clear_workplaces(AT - timedelta(days=1)) == 1
    assert (left.exists(), fresh.exists()) == (False, True)
