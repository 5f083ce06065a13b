"""Every command of the terminal: it exists, keeps its contract and explains itself in Chinese."""

from __future__ import annotations

import argparse
import importlib
import inspect
import re
import shlex
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from gongkai.doors.cli.main import COMMANDS, ChineseParser
from gongkai.rules.refusal import Refusal
from tests.house.ground import HOUSE

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


WRITTEN = re.compile(r"^(?:\.venv/bin/)?gongkai ([a-z].*)$")
PLACEHOLDERS = {"YEAR": "2018", "CODE": "640381106", "...": ""}


def written_commands() -> Iterator[tuple[str, list[str]]]:
    """Commands that the papers tell people to type, each with its place; a comment behind one is left out."""
    for path in HOUSE.files:
        if not path.endswith(".md"):
            continue
        for number, line in enumerate(HOUSE.text(path).splitlines(), 1):
            for piece in (line.strip(), *re.findall(r"`([^`]+)`", line)):
                if match := WRITTEN.match(piece):
                    words = [PLACEHOLDERS.get(word, word) for word in shlex.split(match[1], comments=True)]
                    yield f"{path}:{number}", [word for word in words if word]


def refused(name: str, rest: list[str]) -> str:
    """Why a command cannot be typed so; empty when it can. Nothing is run; a bare name is only named, not typed."""
    if name not in COMMANDS:
        return f"no command {name}"
    module = importlib.import_module(COMMANDS[name][0])
    if not rest or (name == "annual" and len(rest) == 1):
        gone = [word for word in rest if find_spec(f"{COMMANDS[name][0]}_{word}") is None]
        return f"no sub-command {gone[0]}" if gone else ""
    parser = ChineseParser(prog=name)
    module.configure(parser)
    try:
        given = parser.parse_args(rest)
        if name == "annual":
            below = ChineseParser(prog=f"{name} {given.subcommand}")
            importlib.import_module(f"{COMMANDS[name][0]}_{given.subcommand}").configure(below)
            below.parse_args(given.rest)
    except (Refusal, ImportError) as problem:
        return str(problem)
    return ""


def test_the_commands_in_the_papers_can_be_typed() -> None:
    found = list(written_commands())
    assert len(found) > 20
    wrong = [f"{place}: {why}" for place, (name, *rest) in found if (why := refused(name, rest))]
    assert wrong == []


def test_a_command_that_cannot_be_typed_is_found() -> None:
    assert "no command" in refused("anual", [])
    assert "--received" in refused("deadline", ["--by", "online"])
    assert "conpare" in refused("annual", ["conpare"])
    assert refused("annual", ["compare"]) == ""
    assert "--year" in refused("annual", ["compute", "--body", "640381106"])


def test_an_argument_without_explanation_is_found() -> None:
    parser = ChineseParser(prog="x")
    parser.add_argument("file")
    below = parser.add_subparsers().add_parser("y")
    below.add_argument("--deep", help="only English")
    assert list(unexplained(parser, "x")) == ["x file", "x y", "x y --deep"]
