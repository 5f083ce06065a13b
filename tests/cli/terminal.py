"""The terminal as a clerk meets it: words in, status and two streams out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from gongkai.doors.cli.main import main

Captured = pytest.CaptureFixture[str]


def said(capsys: Captured, *words: str) -> str:
    """The standard output of a command that succeeds."""
    assert main(words) == 0
    out, err = capsys.readouterr()
    assert err == ""
    return out


def told(capsys: Captured, *words: str) -> dict[str, Any]:
    """The JSON object of a command that succeeds."""
    found: dict[str, Any] = json.loads(said(capsys, *words, "--format", "json"))
    return found


def refused(capsys: Captured, *words: str) -> str:
    """The one line of a command that refuses, with status 2 and nothing on standard output."""
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("gongkai: ")
    assert err.count("\n") == 1
    return err
