"""``gongkai privacy`` at a terminal: what it says, what it never says, and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gongkai.doors.cli.main import main
from tests.cli.terminal import Captured, refused
from tests.documents.extraction.makers import book, png, rows, written
from tests.rules.privacy import invented

ID = invented.resident_id()
CARD = invented.bank_card()
MOBILE = invented.mobile()


def roster(folder: Path) -> Path:
    """A notice with an honest sheet and a hidden one."""
    lines = rows(
        {"A1": "姓名", "B1": "身份证号", "C1": "银行卡号", "D1": "电话"},
        {"A2": "张三", "B2": ID, "C2": CARD, "D2": MOBILE},
    )
    content = book({"公示": rows({"A1": "低保名单"}), "名单": lines}, states={"名单": "hidden"})
    return written(folder, "低保.xlsx", content)


def told(capsys: Captured, status: int, *paths: Path) -> list[dict[str, Any]]:
    assert main(["privacy", *map(str, paths), "--format", "json"]) == status
    out, _ = capsys.readouterr()
    for secret in (ID, CARD, MOBILE):
        assert secret not in out
    found: list[dict[str, Any]] = json.loads(out)
    return found


def test_a_hidden_roster_as_json(tmp_path: Path, capsys: Captured) -> None:
    path = roster(tmp_path)
    assert told(capsys, 1, path) == [
        {
            "file": str(path),
            "readable": True,
            "reasons": [],
            "findings": [
                {"kind": "name", "where": "工作表「名单」（隐藏）A2", "masked": "张*", "severity": "info"},
                {
                    "kind": "resident_id",
                    "where": "工作表「名单」（隐藏）B2",
                    "masked": f"{ID[:2]}{'*' * 13}{ID[-3:]}",
                    "severity": "error",
                },
                {
                    "kind": "bank_card",
                    "where": "工作表「名单」（隐藏）C2",
                    "masked": f"{CARD[:4]}{'*' * 11}{CARD[-4:]}",
                    "severity": "error",
                },
                {
                    "kind": "mobile",
                    "where": "工作表「名单」（隐藏）D2",
                    "masked": "138****5678",
                    "severity": "error",
                },
            ],
        }
    ]


def test_a_hidden_roster_in_words(tmp_path: Path, capsys: Captured) -> None:
    path = roster(tmp_path)
    assert main(["privacy", str(path)]) == 1
    out, err = capsys.readouterr()
    assert err == ""
    assert out.splitlines() == [
        f"{path}：发现个人信息4处",
        "  不得原样公开，请遮盖或删除（3处）",
        f"    居民身份证号　{ID[:2]}{'*' * 13}{ID[-3:]}　工作表「名单」（隐藏）B2",
        f"    银行卡号或账号　{CARD[:4]}{'*' * 11}{CARD[-4:]}　工作表「名单」（隐藏）C2",
        "    手机号　138****5678　工作表「名单」（隐藏）D2",
        "  供参考（1处）",
        "    姓名　张*　工作表「名单」（隐藏）A2",
    ]


def test_an_office_telephone_does_not_stop_anything(tmp_path: Path, capsys: Captured) -> None:
    path = written(tmp_path, "a.txt", "联系电话：0953-3700018\n统一社会信用代码：11500382774856013D\n")
    (found,) = told(capsys, 0, path)
    assert [(one["kind"], one["where"], one["severity"]) for one in found["findings"]] == [
        ("phone", "第1行", "info")
    ]
    assert main(["privacy", str(written(tmp_path, "b.txt", "公开744条"))]) == 0
    assert capsys.readouterr().out == f"{tmp_path / 'b.txt'}：没有发现个人信息\n"


def test_what_cannot_be_read_is_held_with_its_reason(tmp_path: Path, capsys: Captured) -> None:
    picture, good = written(tmp_path, "a.png", png()), written(tmp_path, "b.txt", "一")
    assert main(["privacy", str(picture), str(good), "--format", "json"]) == 2
    out, err = capsys.readouterr()
    first, second = json.loads(out)
    assert (first["readable"], second["readable"]) == (False, True)
    assert (
        err == f"gongkai: “{picture}”没有通过检查：图片里的文字没有识别（需要文字识别 OCR），请人工查看。\n"
    )
    assert main(["privacy", str(written(tmp_path, "c.docx", b""))]) == 2
    out, err = capsys.readouterr()
    assert out.splitlines()[0].endswith("c.docx：不能读取，不能视为通过")
    assert err.count("\n") == 1


def test_a_found_number_weighs_more_than_an_unread_file(tmp_path: Path, capsys: Captured) -> None:
    told(capsys, 1, written(tmp_path, "a.png", png()), roster(tmp_path))


def test_a_missing_file_is_one_line_and_nothing_else(tmp_path: Path, capsys: Captured) -> None:
    good = written(tmp_path, "b.txt", "一")
    assert "没有找到" in refused(capsys, "privacy", str(good), str(tmp_path / "没有.txt"))
    said = refused(capsys, "privacy", str(tmp_path / f"{ID}.txt"))
    assert ID not in said


def test_long_lists_are_cut_in_words_and_whole_in_json(tmp_path: Path, capsys: Captured) -> None:
    numbers = "\n".join(invented.mobile(number) for number in range(60))
    path = written(tmp_path, "a.txt", numbers)
    assert main(["privacy", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 53
    assert lines[-1] == "    ……另有10处，用 --format json 查看全部"
    assert len(told(capsys, 1, path)[0]["findings"]) == 60


def test_no_django_and_no_value_in_any_output(tmp_path: Path) -> None:
    path = roster(tmp_path)
    program = (
        "import sys; from gongkai.doors.cli.main import main; "
        f"status = main(['privacy', {str(path)!r}]); sys.exit(9 if 'django' in sys.modules else status)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        env={"PATH": os.defpath, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (1, b"")
    for secret in (ID, CARD, MOBILE):
        assert secret.encode() not in done.stdout


@pytest.mark.parametrize("words", [["privacy"], ["privacy", "a", "--format", "xml"]])
def test_wrong_arguments(capsys: Captured, words: list[str]) -> None:
    assert "参数有误" in refused(capsys, *words)
