"""``gongkai import`` at the terminal: the contract, and every input that cannot be used in one clear line."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msoffcrypto
import pytest
import xlsxwriter
from django.apps import apps
from msoffcrypto.format.ooxml import OOXMLFile

from gongkai.doors.cli.main import main
from gongkai.records.capacity.models import Spending
from gongkai.records.ledger.models import Act
from tests.cli.terminal import refused, said, told
from tests.ledger.books import text, town, workbook

Captured = pytest.CaptureFixture[str]
HEAD = ["机构代码", "用途", "金额（元）", "支出日期"]
GOOD = ["640999001", "制作宣传栏", 2800, date(2018, 4, 10)]


def test_the_kinds_are_listed_for_eyes_and_programs(capsys: Captured) -> None:
    lines = said(capsys, "import", "--list").splitlines()
    listed: list[dict[str, Any]] = json.loads(said(capsys, "import", "--list", "--format", "json"))
    assert len(lines) == len(listed) >= 29
    assert {"kind": "meetings", "label": "会议台账"}.items() <= next(
        one for one in listed if one["kind"] == "meetings"
    ).items()


def test_a_template_is_written_by_key_or_by_label(capsys: Captured, tmp_path: Path) -> None:
    for name in ("items", "公开信息台账", "公开信息"):
        path = tmp_path / f"{name}.xlsx"
        assert "模板" in said(capsys, "import", name, "--template", str(path))
        assert path.stat().st_size > 5000


@pytest.mark.django_db
class TestFile:
    def test_a_file_comes_in_and_comes_in_again(self, capsys: Captured, tmp_path: Path) -> None:
        town()
        path = str(workbook(tmp_path / "账.xlsx", [HEAD, GOOD]))
        assert "可新增 1 行" in said(capsys, "import", "spending", path, "--dry-run")
        assert not Spending.objects.exists()
        assert told(capsys, "import", "spending", path, "--by", "某某") == {
            "kind": "spending",
            "file": "账.xlsx",
            "body": "640999001000",
            "dry_run": False,
            "rows": 1,
            "added": 1,
            "known": 0,
            "problems": [],
            "notices": [],
        }
        assert Act.objects.get().actor == "某某"
        assert "1 行以前已登记、没有重复添加" in said(capsys, "import", "spending", path)

    def test_gb18030_text_is_simply_read(self, capsys: Captured, tmp_path: Path) -> None:
        town()
        path = text(tmp_path / "账.csv", [HEAD, GOOD], encoding="gb18030", delimiter=";")
        assert "新增 1 行" in said(capsys, "import", "spending", str(path), "--body", "640999001")

    def test_bad_rows_are_listed_on_one_stream_and_summed_up_on_the_other(
        self, capsys: Captured, tmp_path: Path
    ) -> None:
        town()
        rows = [HEAD, GOOD, ["640999001", "甲", -1, "2018-02-30"]]
        path = str(workbook(tmp_path / "账.xlsx", rows, sheet="支出"))
        assert main(["import", "spending", path, "--format", "json"]) == 2
        out, err = capsys.readouterr()
        assert json.loads(out)["problems"] == [
            {"sheet": "支出", "row": 3, "column": "金额（元）", "reason": "不能是负数（-1）。"},
            {
                "sheet": "支出",
                "row": 3,
                "column": "支出日期",
                "reason": "没有“2018-02-30”这一天，请核对日期。",
            },
        ]
        assert err == "gongkai: “账.xlsx”有 2 处错误，没有导入任何一行：请逐条改正后重新导入。\n"
        assert main(["import", "spending", path]) == 2
        out, _ = capsys.readouterr()
        assert "工作表“支出”第3行“支出日期”（D列）：没有“2018-02-30”这一天" in out
        assert not Spending.objects.exists()

    def test_a_bar_is_drawn_for_a_terminal_only(
        self, capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        town()
        path = str(workbook(tmp_path / "账.xlsx", [HEAD, GOOD]))
        monkeypatch.setattr("sys.stderr.isatty", lambda: True)
        assert main(["import", "spending", path]) == 0
        assert "经费支出台账" in capsys.readouterr().err


def png(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def protected(path: Path) -> None:
    workbook(path, [HEAD, GOOD])
    plain = io.BytesIO(path.read_bytes())
    with path.open("wb") as file:
        OOXMLFile(plain).encrypt("密码", file)
    with path.open("rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()


def bomb(path: Path) -> None:
    workbook(path, [HEAD, GOOD])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet9.xml", bytes(400 << 20))


def strangers(path: Path) -> None:
    workbook(path, [["姓名", "年龄"], ["甲", 7]])


def merged(path: Path) -> None:
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEAD)
        page.merge_range("E1:F1", "备注")
        page.write_row(1, 0, ["640999001", "甲", 1, "2018-04-10"])


def cut_short(path: Path) -> None:
    workbook(path, [HEAD, GOOD])
    path.write_bytes(path.read_bytes()[:-200])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("make", "said_"),
    [
        (png, "图片"),
        (empty, "空"),
        (protected, "密码"),
        (bomb, "解压"),
        (
            strangers,
            "没有经费支出台账的表头（应有：机构代码、用途、金额（元）、支出日期；找到的是：姓名、年龄）",
        ),
        (merged, "表头有合并单元格（E1:F1）"),
        (cut_short, "重新"),
    ],
    ids=lambda made: made.__name__ if callable(made) else "",
)
def test_a_file_that_cannot_be_used(
    capsys: Captured, tmp_path: Path, make: Callable[[Path], None], said_: str
) -> None:
    town()
    make(tmp_path / "账.xlsx")
    before = counts()
    assert said_ in refused(capsys, "import", "spending", str(tmp_path / "账.xlsx"))
    assert counts() == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said_"),
    [
        (["spending", "没有.xlsx"], "没有.xlsx"),
        (["nothing", "账.xlsx"], "没有台账种类“nothing”"),
        (["spending", "账.xlsx", "--body", "640999777"], "没有代码为“640999777”的机构"),
        (["spending", "账.xlsx", "--body", "12345"], "机构代码“12345”不对"),
        (["spending", "账.txt"], "账.txt"),
        (["spending", "."], ""),
        (["spending"], "缺少台账文件"),
        ([], "缺少台账种类"),
        (["spending", "--template", "没有的文件夹/模板.xlsx"], "不能写文件"),
        (["spending", "账.xlsx", "--format", "yaml"], "没有这个选项"),
    ],
)
def test_words_that_cannot_be_used(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said_: str
) -> None:
    town()
    monkeypatch.chdir(tmp_path)
    workbook(tmp_path / "账.xlsx", [HEAD, GOOD])
    (tmp_path / "账.txt").write_text("甲", encoding="utf-8")
    before = counts()
    assert said_ in refused(capsys, "import", *words)
    assert counts() == before


def counts() -> dict[str, int]:
    """How many rows every table has."""
    return {model.__name__: model._default_manager.count() for model in apps.get_models()}
