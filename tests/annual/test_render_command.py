"""``gongkai annual render`` at a terminal: one file or none, and one clear line for what cannot be done."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import pytest

from gongkai.doors.cli import annual_render
from gongkai.records.bodies.models import Body
from gongkai.rules.refusal import Refusal
from tests.portal.town import Town, make_town


@pytest.fixture
def town(db: None) -> Town:
    return make_town()


def _run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    annual_render.configure(parser)
    return annual_render.run(parser.parse_args(words))


def _render(target: Path, body: str = "640381106", year: str = "2018") -> int:
    return _run("--body", body, "--year", year, "-o", str(target))


def test_each_suffix_makes_its_file(town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    starts = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "html": b"<!doctype html>", "json": b"{"}
    for suffix, start in starts.items():
        target = tmp_path / f"年报.{suffix}"
        assert _render(target) == 0
        assert target.read_bytes().startswith(start)
        assert target.stat().st_mode & 0o444 == 0o444
    assert sorted(tmp_path.iterdir()) == sorted(tmp_path / f"年报.{suffix}" for suffix in starts)
    assert "已生成" in capsys.readouterr().out


def test_short_and_full_codes_give_the_same_report(town: Town, tmp_path: Path) -> None:
    for code in ("640381106", "640381106000"):
        _render(tmp_path / f"{code}.json", body=code)
    short, full = (
        json.loads((tmp_path / f"{code}.json").read_text()) for code in ("640381106", "640381106000")
    )
    assert short == full


def test_what_cannot_be_used_changes_nothing(town: Town, tmp_path: Path) -> None:
    kept = tmp_path / "旧.docx"
    kept.write_bytes(b"old")
    for target, words in {
        tmp_path / "年报.odt": "年报.odt",
        tmp_path / "年报": "年报",
        tmp_path / "没有" / "年报.docx": "没有文件夹",
        tmp_path: "结尾",
    }.items():
        with pytest.raises(Refusal, match=words):
            _render(target)
    with pytest.raises(Refusal, match="没有代码"):
        _render(kept, body="640381999")
    with pytest.raises(Refusal, match="1999"):
        _render(kept, year="1999")
    assert kept.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [kept]


def test_a_folder_with_the_name_of_the_file_is_refused(town: Town, tmp_path: Path) -> None:
    (tmp_path / "年报.docx").mkdir()
    with pytest.raises(Refusal, match="是文件夹"):
        _render(tmp_path / "年报.docx")


def test_a_disk_that_fails_leaves_the_old_file(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "年报.json"
    kept.write_bytes(b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refusal, match="磁盘已满"):
        _render(kept)
    assert kept.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [kept]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(town: Town, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(Refusal, match="没有写入权限"):
            _render(tmp_path / "年报.pdf")
    finally:
        tmp_path.chmod(0o755)


def test_findings_that_cannot_be_right_give_status_1(
    town: Town, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from gongkai.readings.annual.models import EnteredFigure

    EnteredFigure.objects.filter(code="s6").update(code="s8_3_1")
    assert Body.objects.filter(code="640381106000").exists()
    assert _render(tmp_path / "年报.pdf") == 1
    assert (tmp_path / "年报.pdf").exists()
    assert "错误：" in capsys.readouterr().err
