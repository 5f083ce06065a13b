"""Files that wait: under names nobody guesses, for their sender alone, unchanged, and no longer than a day."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from gongkai.records.intake.uploads import Upload, clean_name, find_upload, keep
from gongkai.rules.refusal import Refusal
from tests.ledger.books import AT


def kept(home: Path, name: str = "账.csv", content: bytes = b"a,b\n", hours: int = 0) -> Upload:
    return keep(
        home,
        name,
        [content[:2], content[2:]],
        kind="meetings",
        body="",
        options={},
        person=7,
        by="某某",
        at=AT + timedelta(hours=hours),
    )


def test_a_file_waits_for_its_sender_alone(tmp_path: Path) -> None:
    upload = kept(tmp_path)
    assert upload.path.read_bytes() == b"a,b\n"
    assert upload.said.digest == hashlib.sha256(b"a,b\n").hexdigest()
    assert find_upload(tmp_path, upload.token, 7) == upload
    assert find_upload(tmp_path, upload.token, 8) is None
    for token in ("", "0" * 32, "../" + upload.token, upload.token.upper() + "x", "."):
        assert find_upload(tmp_path, token, 7) is None


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    upload = kept(tmp_path)
    assert upload.verified(upload.said.digest) == upload.path
    with pytest.raises(Refusal, match="不是同一份"):
        upload.verified("0" * 64)
    upload.path.write_bytes(b"a,c\n")
    with pytest.raises(Refusal, match="不是同一份"):
        upload.verified(upload.said.digest)
    upload.empty()
    with pytest.raises(Refusal, match="不是同一份"):
        upload.verified(upload.said.digest)


def test_what_waited_a_day_goes(tmp_path: Path) -> None:
    old, young = kept(tmp_path), kept(tmp_path, hours=20)
    kept(tmp_path, hours=25)
    assert not old.folder.exists()
    assert young.path.exists()
    young.remove()
    assert not young.folder.exists()


def test_a_file_that_is_too_large_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.records.intake.uploads.LARGEST", 1 << 20)
    with pytest.raises(Refusal, match="超过 1 MB"):
        kept(tmp_path, content=bytes((1 << 20) + 1))
    assert list((tmp_path / "uploads").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("会议台账.xlsx", "会议台账.xlsx"),
        ("../../etc/账.CSV", "账.csv"),
        ("C:\\台账\\账.xlsx", "账.xlsx"),
        ("<b>账</b>.xlsx", "b>.xlsx".replace(">", "")),
        ("账\u202excslx\x00.xlsx", "账xcslx.xlsx"),
        (".xlsx", "台账.xlsx"),
        ("长" * 300 + ".xlsx", "长" * 60 + ".xlsx"),
    ],
)
def test_a_name_is_only_a_name(name: str, clean: str, tmp_path: Path) -> None:
    assert clean_name(name) == clean
    assert kept(tmp_path, name).path.parent.parent.parent == tmp_path / "uploads"


@pytest.mark.parametrize("name", ["账.xls", "账.xlsx.exe", "账", "账.xlsm", "", "xlsx"])
def test_another_kind_of_file_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(Refusal, match=r"只接收 .xlsx 和 .csv"):
        clean_name(name)


def test_how_far_the_work_came_and_what_it_found(tmp_path: Path) -> None:
    upload = kept(tmp_path)
    assert (upload.passed(), upload.found()) == ((0, 0), None)
    upload.write_passed(2000, 9000)
    upload.write_found({"step": "look"})
    assert (upload.passed(), upload.found()) == ((2000, 9000), {"step": "look"})
    upload.begin_again()
    assert (upload.passed(), upload.found()) == ((0, 0), None)
