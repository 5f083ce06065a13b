"""Columns of a table that are masked or left out, whatever kind of file the table stands in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from gongkai.records.documents.attachments.masks import Plan
from gongkai.records.documents.attachments.rebuild.sheet_survey import Style
from gongkai.rules.privacy.detect import mask
from gongkai.rules.privacy.roster import headings_of


@dataclass(frozen=True, slots=True)
class Value:
    """One cell of the copy: a number as written, else a text."""

    column: int
    number: str | None
    text: str
    look: Style = field(default_factory=Style)


class RosterRows:
    """Looks at all rows first, for the heading; treats them afterwards, in the same order."""

    def __init__(self, choices: Mapping[int, str], plan: Plan) -> None:
        self._masked = {column for column, choice in choices.items() if choice == "mask"}
        self._dropped = {column for column, choice in choices.items() if choice == "drop"}
        self._plan = plan
        self._headings: dict[int, str] = {}
        self._headed = False
        self._begun = False

    def look(self, values: Sequence[Value]) -> None:
        """One row of the walk that comes before the copying."""
        self._headed = self._headed or self._heading(values) is not None

    def column(self, column: int) -> int | None:
        """Where a column stands when the dropped ones are gone; None for one of them."""
        return None if column in self._dropped else column - sum(one < column for one in self._dropped)

    def treated(self, values: Sequence[Value]) -> list[Value]:
        """The row as it is published."""
        if not self._masked and not self._dropped:
            return list(values)
        headings = self._heading(values)
        if headings is not None:
            self._headings, self._begun = headings, True
        found = []
        for value in values:
            at = self.column(value.column)
            if at is None:
                continue
            if headings is None and value.column in self._masked and value.text.strip():
                value = self._masked_value(value)  # noqa: PLW2901 - the same cell, masked
            found.append(replace(value, column=at))
        return found

    def _masked_value(self, value: Value) -> Value:
        look = replace(value.look, code=None)
        if self._headed and not self._begun:
            # Above the heading stand titles and dates: only what is personal in them goes.
            return Value(value.column, None, mask(value.text, today=self._plan.today), look)
        heading = self._headings.get(value.column, "")
        return Value(value.column, None, self._plan.hide(value.text, heading), look)

    @staticmethod
    def _heading(values: Sequence[Value]) -> dict[int, str] | None:
        held = [value for value in values if value.text.strip()]
        headings = headings_of([value.text for value in held]) if held else None
        if headings is None:
            return None
        return {value.column: heading for value, heading in zip(held, headings, strict=True)}
