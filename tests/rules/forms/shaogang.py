"""The published 2018 report of 邵岗镇, as it was typed, and the values that its table states."""

from __future__ import annotations

import json
from pathlib import Path

from gongkai.rules.forms.paper import Line, Paper, Place
from gongkai.rules.forms.recognised import Number

_TESTS = Path(__file__).parents[2]


def published() -> Paper:
    texts = (_TESTS / "cases/shaogang-2018/report-2018.txt").read_text(encoding="utf-8").split("\n")
    return Paper(
        "report-2018.txt", "txt", tuple(Line(text, Place(line=at)) for at, text in enumerate(texts, 1))
    )


def annex() -> Paper:
    """The table alone, without the text before it."""
    lines = published().lines
    first = next(at for at, line in enumerate(lines) if line.text.startswith("附件"))
    return Paper("annex.txt", "txt", lines[first:])


def stated() -> dict[str, Number | None]:
    values: dict[str, Number | None] = json.loads(
        (_TESTS / "rules/forms/shaogang_2018.json").read_text(encoding="utf-8")
    )
    return values
