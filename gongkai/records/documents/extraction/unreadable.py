"""Why a file, or a part of one, cannot be read."""

from __future__ import annotations

from gongkai.rules.refusal import Refusal


class Unreadable(Exception):
    """``str(problem)`` is one Chinese sentence without the name of the file: what is wrong and what to do."""


class Hostile(Unreadable):
    """The file was built to do harm (a bomb, a way out of its folder, an entity): no repair makes it fit."""


def refusal(name: str, problem: Unreadable | str) -> Refusal:
    """The problem as the person who gave the file hears it."""
    return Refusal(f"“{name}”{problem}")
