"""The command itself: what it lists, how it refuses, and the exit status that scripts rely on."""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from types import SimpleNamespace

import pytest

from gongkai import __version__
from gongkai.doors.cli import main as module
from gongkai.doors.cli.main import COMMANDS, main
from gongkai.rules.refusal import Refusal


def plant(monkeypatch: pytest.MonkeyPatch, run: object) -> None:
    """A command “try” with one number and one choice, doing ``run``."""

    def configure(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--number", type=int)
        parser.add_argument("--choice", choices=["甲", "乙"])

    monkeypatch.setitem(COMMANDS, "try", ("planted", "试一试"))
    monkeypatch.setattr(
        module.importlib, "import_module", lambda name: SimpleNamespace(configure=configure, run=run)
    )


def test_without_arguments_every_command_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    shown = capsys.readouterr().out
    for name, (_, about) in COMMANDS.items():
        assert name in shown
        assert about in shown


def test_help_has_no_english_heading(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(monkeypatch, lambda arguments: 0)
    for words in (["--help"], ["try", "--help"]):
        with pytest.raises(SystemExit) as left:
            main(words)
        assert left.value.code == 0
        shown = capsys.readouterr().out
        assert shown.startswith("用法：gongkai")
        assert "\n选项:\n" in shown
        assert not re.search("usage|options|positional|show this help", shown)


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["--version"])
    assert left.value.code == 0
    assert capsys.readouterr().out == f"gongkai {__version__}\n"


@pytest.mark.parametrize("status", [0, 1])
def test_the_status_of_a_command_is_the_exit_status(monkeypatch: pytest.MonkeyPatch, status: int) -> None:
    plant(monkeypatch, lambda arguments: status)
    assert main(["try"]) == status


def refusing(arguments: argparse.Namespace) -> int:
    raise Refusal("没有文件“甲.xlsx”。\n请核对路径。")


def interrupted(arguments: argparse.Namespace) -> int:
    raise KeyboardInterrupt


def test_a_refusal_is_one_line_on_stderr_and_status_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(monkeypatch, refusing)
    assert main(["try"]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == "gongkai: 没有文件“甲.xlsx”。 请核对路径。\n"


def test_an_interruption_says_so_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plant(monkeypatch, interrupted)
    assert main(["try"]) == 130
    assert capsys.readouterr().err == "gongkai: 已中断。\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nosuch"], "没有命令“nosuch”"),
        (["--nosuch"], "不认识的参数 --nosuch"),
        (["try", "--nosuch"], "不认识的参数 --nosuch"),
        (["try", "--number", "x"], "--number: 应为整数：'x'"),
        (["try", "--number"], "--number: 后面要跟一个值"),
        (["try", "--choice", "丙"], "没有这个选项：'丙'"),
    ],
)
def test_arguments_that_cannot_be_used_are_refused_in_one_chinese_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    plant(monkeypatch, lambda arguments: 0)
    assert main(words) == 2
    shown = capsys.readouterr().err
    assert said in shown
    assert shown.count("\n") == 1


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    """``gongkai … | head -1`` ends quietly, though the pipe breaks."""
    program = (
        "import sys; from gongkai.doors.cli import main as m; from types import SimpleNamespace as S;"
        "m.COMMANDS['try'] = ('planted', '试');"
        "run = lambda arguments: [print('行' * 1000) for _ in range(2000)] and 0;"
        "m.importlib.import_module = lambda name: S(configure=lambda parser: None, run=run);"
        "sys.exit(m.main(['try']))"
    )
    running = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.readline()
    running.stdout.close()
    assert running.stderr.read() == b""
    running.stderr.close()
    assert running.wait(timeout=30) == 0


def test_the_rules_commands_start_without_django() -> None:
    """Listing the commands must not wake the database side: a clerk's check starts in a blink."""
    program = (
        "import sys; from gongkai.doors.cli.main import main; main([]); sys.exit('django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=False).returncode == 0
