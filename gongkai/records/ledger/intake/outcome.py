"""What an import found: bad rows with their place and reason, notices, and the counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any


def column_letter(index: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA, as a spreadsheet names its columns."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Problem:
    """Why one row cannot be taken in: sheet, row as the spreadsheet numbers it, column heading, reason."""

    sheet: str
    row: int
    column: str
    reason: str
    letter: str = ""

    def __str__(self) -> str:
        place = f"第{self.row}行"
        if self.column:
            place += f"“{self.column}”" + (f"（{self.letter}列）" if self.letter else "")
        return f"工作表“{self.sheet}”{place}：{self.reason}"

    def as_json(self) -> dict[str, Any]:
        """The bad row as the contract of ``gongkai import --format json`` has it."""
        return {"sheet": self.sheet, "row": self.row, "column": self.column, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class Notice:
    """What was passed over and why, so that nothing is left out in silence. ``row`` is 0 for a whole sheet."""

    sheet: str
    row: int
    text: str

    def __str__(self) -> str:
        place = f"第{self.row}行：" if self.row else "："
        return f"工作表“{self.sheet}”{place}{self.text}"

    def as_json(self) -> dict[str, Any]:
        """The notice with English keys."""
        return {"sheet": self.sheet, "row": self.row, "text": self.text}


@dataclass(slots=True)
class Outcome:
    """The result of one import. With any problem nothing was changed. ``source`` is the key of the file's row."""

    kind: str
    label: str
    file: str
    body: str = ""
    dry_run: bool = False
    source: int | None = None
    rows: int = 0
    added: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The whole result with English keys."""
        return {
            "kind": self.kind,
            "file": self.file,
            "body": self.body,
            "dry_run": self.dry_run,
            "rows": self.rows,
            "added": 0 if self.problems else self.added,
            "known": self.known,
            "problems": [problem.as_json() for problem in self.problems],
            "notices": [notice.as_json() for notice in self.notices],
        }

    def lines(self) -> Iterator[str]:
        """The result for a clerk, line by line."""
        yield from (f"  {problem}" for problem in self.problems)
        yield from (f"  提示：{notice}" for notice in self.notices)
        if self.problems:
            bad = len({(problem.sheet, problem.row) for problem in self.problems})
            yield f"{self.label}：读取 {self.rows} 行，其中 {bad} 行有误，没有导入任何一行。"
            return
        done = "试导入通过（没有写入），可新增" if self.dry_run else "新增"
        text = f"{self.label}：读取 {self.rows} 行，{done} {self.added} 行"
        yield text + (f"，{self.known} 行以前已登记、没有重复添加。" if self.known else "。")


def in_order(problems: Iterable[Problem], sheets: Sequence[str]) -> list[Problem]:
    """Problems as a reader meets them: by sheet in the workbook's order, by row, by column."""
    place = {name: at for at, name in enumerate(sheets)}
    return sorted(
        problems, key=lambda found: (place.get(found.sheet, 0), found.row, len(found.letter), found.letter)
    )
