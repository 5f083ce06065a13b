"""``gongkai annual compare`` and ``rollup`` at a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.doors.cli.main import main
from gongkai.readings.annual.compute import compute
from gongkai.records.disclosure.models import Channel
from tests.annual.printed import lines_of
from tests.cli.terminal import Captured, refused, said, told
from tests.disclosure.town import Town, make_town, on, publish

pytestmark = pytest.mark.django_db

WORDS = ("annual", "compare", "--body", "640999001", "--year", "2018")


@pytest.fixture
def town() -> Town:
    made = make_town()
    publish(made.villages[0], on(Channel.WECHAT, 3), on(Channel.BOARD, 3))
    return made


def written(town: Town, folder: Path, **changes: str) -> str:
    """A published report of the town, right but for ``changes``."""
    lines = lines_of(compute(town.town, 2018), dict(changes))
    file = folder / "报告.txt"
    file.write_text("\n".join(lines).replace("青铜峡市邵岗镇", "测试市测试镇"), encoding="utf-8")
    return str(file)


def test_an_equal_report_is_status_0(town: Town, capsys: Captured, tmp_path: Path) -> None:
    out = said(capsys, *WORDS, written(town, tmp_path, s2_2="34"))
    assert "数据行 58 行，全部一致。" in out
    assert "标题行“（二）通过不同渠道和方式回应解读的情况”填了 34" in out
    found = told(capsys, *WORDS, written(town, tmp_path, s2_2="34"))
    assert (found["differences"], found["warnings"]) == ([], [])
    assert [row["code"] for row in found["rows"] if not row["equal"]] == ["s2_2"]


def test_a_differing_row_is_status_1(town: Town, capsys: Captured, tmp_path: Path) -> None:
    file = written(town, tmp_path, s1_1="2")
    assert main([*WORDS, file]) == 1
    assert "1 行不一致" in capsys.readouterr().out
    assert main([*WORDS, file, "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["differences"] == ["s1_1"]
    assert found["rows"][1] == {
        "code": "s1_1",
        "label": "（一）主动公开政府信息数",
        "published": 2,
        "computed": 1,
        "equal": False,
        "note": "",
    }


def test_a_file_that_cannot_be_used_is_one_line(town: Town, capsys: Captured, tmp_path: Path) -> None:
    assert "没有" in refused(capsys, *WORDS, str(tmp_path / "没有.txt"))
    letter = tmp_path / "信.txt"
    letter.write_text("各村：请于周五前报送材料。", encoding="utf-8")
    assert "没有在文件中找到统计表" in refused(capsys, *WORDS, str(letter))


def test_rollup_says_which_reports_are_missing(town: Town, capsys: Captured) -> None:
    words = ("annual", "rollup", "--body", "640999001", "--year", "2018")
    out = said(capsys, *words)
    assert "4 个单位没有编制年度报告" in out
    found = told(capsys, *words)
    assert [unit["values"]["s1_1"] for unit in found["units"]] == [0, 0, 1, 0]
    assert (found["sum"]["s1_1"], found["whole"]["s1_1"], found["disagreements"]) == (1, 1, [])
    assert found["missing"] == ["640999001000", "640999001001", "640999001201", "640999001202"]
