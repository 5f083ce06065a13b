"""What is to be done with the columns of tables, as one value that travels into the jail."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gongkai.rules.privacy.columns import CHOICES, Choice, masked_cell
from gongkai.rules.refusal import Refusal

_KEY = re.compile(r"([1-9][0-9]{0,3})!([A-Z]{1,3})")


@dataclass(frozen=True, slots=True)
class Plan:
    """``columns``: table from 1 and column from 0, as they stand in the copy that nothing was left out of.

    ``redraw``: every page becomes a picture. ``today`` bars days of birth in the future.
    """

    columns: Mapping[tuple[int, int], Choice] = field(default_factory=dict)
    redraw: bool = False
    today: date | None = None

    def of_table(self, table: int) -> dict[int, Choice]:
        """The columns of one table that are not simply kept."""
        return {
            column: choice
            for (number, column), choice in self.columns.items()
            if number == table and choice != "keep"
        }

    def hide(self, text: str, heading: str) -> str:
        """A cell of a masked column."""
        return masked_cell(text, heading, today=self.today)


def plan_of(choices: Mapping[str, str], *, redraw: bool = False, today: date | None = None) -> Plan:
    """The plan for choices such as ``{"1!C": "mask"}``. Raises Refusal for a column or a choice that there is not."""
    columns: dict[tuple[int, int], Choice] = {}
    for key, written in choices.items():
        found = _KEY.fullmatch(key)
        choice = next((one for one in CHOICES if one == written), None)
        if found is None or choice is None:
            raise Refusal(f"列“{key}”或处理方式“{written}”不存在：请重新打开附件后再选。")
        columns[int(found.group(1)), column_of(found.group(2))] = choice
    return Plan(columns, redraw, today)


def column_of(name: str) -> int:
    """A is 0, Z is 25, AA is 26."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def packed(choices: Mapping[str, str], *, redraw: bool, today: date | None) -> dict[str, str | None]:
    """The options of a job that :func:`unpacked` reads."""
    return {
        "choices": json.dumps(dict(choices)),
        "redraw": "1" if redraw else None,
        "today": today.isoformat() if today else None,
    }


def unpacked(options: Mapping[str, str | None]) -> Plan:
    """The plan in the options of a job."""
    day = options.get("today")
    return plan_of(
        json.loads(options.get("choices") or "{}"),
        redraw=bool(options.get("redraw")),
        today=date.fromisoformat(day) if day else None,
    )


def base_column(shown: int, table: int, columns: Mapping[tuple[int, int], Choice]) -> int:
    """The column of the copy that nothing was left out of, for one of the copy that lost its dropped columns."""
    base = shown
    for column in sorted(
        number for (at, number), choice in columns.items() if at == table and choice == "drop"
    ):
        if column <= base:
            base += 1
    return base
