"""What a file holds when everything is read, what the eye sees and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Piece:
    """A text and where it stands, in Chinese: 第3页, 批注, 工作表「名单」（隐藏）C12.

    With ``first_line`` the text is a run of numbered lines, and a place inside it is told by its line.
    """

    text: str
    where: str
    first_line: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row of a table that hold something, with the number of their columns.

    ``place`` names a cell by its number in ``cells``; few are ever asked for.
    """

    where: str
    cells: tuple[str, ...]
    columns: tuple[int, ...]
    place: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Gap:
    """A part that could not be read, and why: the file must be held.

    ``picture``: it is whole and harmless, but shows what only a person, or character recognition, can read.
    """

    where: str
    why: str
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that is no text: a picture that nobody has read, the place where a photograph was taken."""

    kind: Literal["picture", "location"]
    where: str
    shown: str


Part = Piece | Row | Gap | Notice
Emit = Callable[[Part], None]


def inside(where: str, part: str) -> str:
    """The place of ``part`` inside ``where``: 压缩包里的“名单.xlsx” 工作表「名单」（隐藏）C12."""
    blank = "" if not where or where.endswith(("」", "）")) else " "
    return f"{where}{blank}{part}"
