"""``gongkai annual check`` at a terminal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from gongkai.doors.cli.main import main
from tests.cases.reports import Draft
from tests.cli.terminal import Captured, refused, said

SEED = Path(__file__).parents[1] / "cases" / "shaogang-2018" / "report-2018.txt"


def _written(folder: Path, draft: Draft, name: str = "report.txt") -> str:
    path = folder / name
    path.write_text(draft.text(), encoding="utf-8")
    return str(path)


def _json(capsys: Captured, *words: str, status: int = 0) -> list[dict[str, Any]]:
    assert main(["annual", "check", *words, "--format", "json"]) == status
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return found


def test_the_first_case_in_words(capsys: Captured) -> None:
    out = said(capsys, "annual", "check", str(SEED))
    assert out.splitlines()[0] == f"{SEED}：青铜峡市邵岗镇，2018年度，2014年版的表"
    assert "第18行：“办结率86.7%”把正在办理的也算作办结" in out
    assert out.splitlines()[-1] == "合计：错误0处，警告6处，提示3处。"


def test_the_first_case_as_json(capsys: Captured) -> None:
    (report,) = _json(capsys, str(SEED))
    assert (report["file"], report["form"], report["year"], report["body"]) == (
        str(SEED),
        "2014",
        2018,
        "青铜峡市邵岗镇",
    )
    assert report["values"]["s1_1"] == 744
    lines = [finding["where"]["line"] for finding in report["findings"]]
    assert {18, 20, 57, 101, 169, 264} <= set(lines)


def test_a_right_report_is_told_to_be_right(capsys: Captured, tmp_path: Path) -> None:
    out = said(capsys, "annual", "check", _written(tmp_path, Draft()))
    assert out.splitlines()[1:] == ["没有发现问题。"]


def test_an_error_is_status_1_and_stands_under_its_heading(capsys: Captured, tmp_path: Path) -> None:
    path = _written(tmp_path, Draft().filled(s3_1=13))
    assert main(["annual", "check", path]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("错误（不可能都对，须改正）")
    assert any("13" in line and line.startswith("  第") for line in lines[2:])


def test_several_files_come_back_in_order_with_a_summary(capsys: Captured, tmp_path: Path) -> None:
    right = _written(tmp_path, Draft(), "a.txt")
    wrong = _written(tmp_path, Draft().filled(s3_1=13), "b.txt")
    assert [one["file"] for one in _json(capsys, wrong, right, status=1)] == [wrong, right]
    assert main(["annual", "check", wrong, right]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "共2份：1份有错误，1份没有发现问题。"


def test_a_bad_file_among_good_ones_is_named_and_the_others_are_checked(
    capsys: Captured, tmp_path: Path
) -> None:
    right = _written(tmp_path, Draft())
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    assert main(["annual", "check", str(empty), right, "--format", "json"]) == 2
    out, err = capsys.readouterr()
    assert [one["file"] for one in json.loads(out)] == [right]
    assert err.count("\n") == 1
    assert "empty.txt" in err


def test_several_files_at_a_terminal_show_how_far_it_is(
    capsys: Captured, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    right = _written(tmp_path, Draft())
    assert main(["annual", "check", right, right]) == 0
    err = capsys.readouterr().err
    assert "正在检查 2/2：report.txt" in err
    assert err.endswith("\r\x1b[K")


def test_what_is_asked_for_is_held_against_the_report(capsys: Captured, tmp_path: Path) -> None:
    path = _written(tmp_path, Draft())
    assert _json(capsys, path, "--year", "2018", "--body-name", "柳河镇人民政府")[0]["findings"] == []
    (report,) = _json(capsys, path, "--year", "2017", "--body-name", "大坝镇", status=1)
    assert [finding["rule"] for finding in report["findings"]] == ["text.year", "text.body"]


def test_last_year_s_report_decides_a_growth(capsys: Captured, tmp_path: Path) -> None:
    grown = Draft().instead("公开政府信息620条", "公开政府信息620条，比上年增长42%")
    now, before = _written(tmp_path, grown), _written(tmp_path, Draft(year=2017).filled(s1_1=500), "last.txt")
    assert _json(capsys, now)[0]["findings"] == []
    (report,) = _json(capsys, now, "--previous", before)
    assert [finding["rule"] for finding in report["findings"]] == ["text.growth"]


def test_the_form_may_be_given(capsys: Captured, tmp_path: Path) -> None:
    path = _written(tmp_path, Draft())
    assert _json(capsys, path, "--form", "2014")[0]["form"] == "2014"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "缺少参数"),
        (["no-such-file.txt"], "no-such-file.txt"),
        (["x.txt", "--form", "2015"], "2015"),
        (["x.txt", "--year", "18"], "年度 18"),
        (["x.txt", "--year", "二〇一八"], "应为整数"),
        (["x.txt", "--previous", "no-such-file.txt"], "no-such-file.txt"),
    ],
)
def test_what_cannot_be_used_is_one_line(capsys: Captured, words: list[str], told: str) -> None:
    assert told in refused(capsys, "annual", "check", *words)


def test_a_file_that_is_no_report_is_one_line(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("鸡蛋10个\n", encoding="utf-8")
    assert "list.txt" in refused(capsys, "annual", "check", str(path))


def test_the_sub_commands_are_listed_and_another_is_refused(capsys: Captured) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["annual", "--help"])
    assert stopped.value.code == 0
    assert "check" in capsys.readouterr().out
    assert "没有子命令“chek”" in refused(capsys, "annual", "chek")
    with pytest.raises(SystemExit):
        main(["annual", "check", "--help"])
    assert "--body-name" in capsys.readouterr().out


def test_the_check_needs_no_django() -> None:
    code = (
        "import sys; sys.modules['django'] = None\n"
        "from gongkai.doors.cli.main import main\n"
        f"raise SystemExit(main(['annual', 'check', {str(SEED)!r}]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
