"""Every command of the terminal: it exists, keeps its contract and explains itself in Chinese."""

from __future__ import annotations

import argparse
import importlib
import inspect
import re
from collections.abc import Iterator

import pytest

from gongkai.doors.cli.main import COMMANDS, ChineseParser

CHINESE = re.compile(r"[\u4e00-\u9fff]")
CONTRACT = {
    "demo", "serve", "worker", "import", "annual", "deadline", "workday", "fee", "privacy", "verify", "doctor",
}  # fmt: skip


def unexplained(parser: argparse.ArgumentParser, path: str) -> Iterator[str]:
    """Arguments and sub-commands of a parser without a Chinese word of explanation."""
    for action in parser._actions:
        name = "/".join(action.option_strings) or action.dest
        if isinstance(action, argparse._SubParsersAction):
            explained = {
                choice.dest for choice in action._choices_actions if CHINESE.search(choice.help or "")
            }
            yield from (f"{path} {name}" for name in action.choices if name not in explained)
            for name, below in action.choices.items():
                yield from unexplained(below, f"{path} {name}")
        elif action.help != argparse.SUPPRESS and not CHINESE.search(action.help or ""):
            yield f"{path} {name}"


def test_the_commands_of_the_contract_are_there() -> None:
    assert set(COMMANDS) >= CONTRACT


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_keeps_the_contract_and_explains_itself(name: str) -> None:
    module_name, about = COMMANDS[name]
    module = importlib.import_module(module_name)
    assert CHINESE.search(about)
    assert list(inspect.signature(module.configure).parameters) == ["parser"]
    assert inspect.signature(module.run).return_annotation in {int, "int"}
    parser = ChineseParser(prog=f"gongkai {name}")
    module.configure(parser)
    assert list(unexplained(parser, name)) == []


def test_an_argument_without_explanation_is_found() -> None:
    parser = ChineseParser(prog="x")
    parser.add_argument("file")
    below = parser.add_subparsers().add_parser("y")
    below.add_argument("--deep", help="only English")
    assert list(unexplained(parser, "x")) == ["x file", "x y", "x y --deep"]
