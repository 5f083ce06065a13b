"""A deadline reckoned from ISO dates, for tests that read like a case file."""

from __future__ import annotations

from datetime import date

from gongkai.rules.calendar import Calendar
from gongkai.rules.deadlines import Cause, Deadline, Law, Pause, Step, Way, deadline

CALENDAR = Calendar()


def day(text: str) -> date:
    return date.fromisoformat(text)


def pause(first: str, last: str, cause: Cause = "third_party") -> Pause:
    return Pause(day(first), day(last), cause)


def reckon(
    step: Step,
    received: str,
    *,
    way: Way | None = None,
    confirmed: str | None = None,
    law: Law | None = None,
    pauses: tuple[Pause, ...] = (),
    area: str = "",
) -> Deadline:
    return deadline(
        step,
        day(received),
        calendar=CALENDAR,
        way=way,
        confirmed=day(confirmed) if confirmed else None,
        law=law,
        pauses=pauses,
        area=area,
    )
