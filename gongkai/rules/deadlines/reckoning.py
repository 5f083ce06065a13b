"""期限: the due day of a step, with every day on the way to it explained."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from gongkai.rules.articles import cite, setting
from gongkai.rules.calendar import Calendar
from gongkai.rules.deadlines.arrival import Arrival, Way, arrival
from gongkai.rules.deadlines.limits import CAUSES, STEPS, Cause, Law, Limit, Step, law_on, limit
from gongkai.rules.refusal import Refusal

FirstDay = Literal["next_day", "same_day"]
Restart = Literal["corrected", "fee_paid"]

_ONE_DAY = timedelta(days=1)
_BEGIN_WITH_AN_APPLICATION: tuple[Step, ...] = ("reply", "extension", "correction")
"""Steps whose clock begins with the arrival of an application."""


@dataclass(frozen=True, slots=True)
class Pause:
    """征求意见: days from ``first`` to ``last``, both included, that are not counted."""

    first: date
    last: date
    cause: Cause = "third_party"


@dataclass(frozen=True, slots=True)
class CountedDay:
    """One day on the way to the due day."""

    date: date
    counts: bool
    why: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a step is due, under which article, and how the days were counted."""

    step: Step
    law: Law
    article: str
    """The id of the article (tiaoli-2019:33)."""
    received: date
    starts: date
    """收到之日: the day from which the clock runs. It is not counted itself unless the setting says so."""
    due: date
    """The last day on which the step is in time, always a working day."""
    workdays: int
    provisional: bool
    """Some day of the span lies in a year whose holiday notice is not loaded: the due day may move."""
    days: tuple[CountedDay, ...]
    notes: tuple[str, ...]

    def is_late(self, on: date) -> bool:
        """Whether a step done on ``on`` is late."""
        return on > self.due

    def left(self, on: date) -> int:
        """Working days after ``on`` that remain, the due day included; 0 on the due day and later."""
        return sum(day.counts for day in self.days if day.date > on)

    def as_json(self) -> dict[str, Any]:
        """The object of ``gongkai deadline --format json``."""
        return {
            "act": self.step,
            "law": self.law,
            "article": cite(self.article),
            "article_id": self.article,
            "received": self.received.isoformat(),
            "starts": self.starts.isoformat(),
            "due": self.due.isoformat(),
            "workdays": self.workdays,
            "provisional": self.provisional,
            "days": [
                {"date": day.date.isoformat(), "counts": day.counts, "why": day.why} for day in self.days
            ],
            "notes": list(self.notes),
        }


def deadline(
    step: Step,
    received: date,
    *,
    calendar: Calendar,
    way: Way | None = None,
    confirmed: date | None = None,
    law: Law | None = None,
    pauses: Sequence[Pause] = (),
    area: str = "",
    first_day: FirstDay | None = None,
    restart: Restart | None = None,
) -> Deadline:
    """The due day of a step.

    ``received``: for reply, extension and correction the day the application came in, or with ``restart`` the day
    the corrected application or the payment came in (2019 art 30; setting ``fee_restart``); for third_party and
    co_maker the day their letter came in; for publication the day the information was formed or changed; for payment
    the day the fee notice came in. ``extension`` gives the latest day after one extension. ``law`` None chooses by
    ``received``. ``area`` is an area code; some limits are local. ``first_day`` None takes the setting
    ``first_counted_day``.

    Raises Refusal when the law sets no number, when a confirmation is missing, or when a pause cannot be.
    """
    by_arrival = law_on(received)
    chosen = law or by_arrival
    row = limit(step, chosen, received, area)
    begun = (
        _restarted(received, restart, chosen) if restart else _begin(step, received, way, chosen, confirmed)
    )
    _check_pauses(pauses, row)
    base = limit(row.on_top_of, chosen, received, area).days if row.on_top_of else 0
    days = _count(begun.day, base + row.days, pauses, calendar, first_day or _default_first_day())
    due = days[-1].date
    provisional = any(calendar.is_provisional(day.date) for day in days)
    notes = [*([begun.note] if begun.note else []), *_pause_notes(pauses, due)]
    if base:
        notes.append(_extension_note(days, base, row))
    if chosen != by_arrival and not restart:
        notes.append(f"按指定的{chosen}年条例计算；按收到日期 {received} 应适用{by_arrival}年条例")
    if provisional:
        notes.append("所跨日期的放假安排尚未载入，期限为暂定，载入后应重新计算")
    return Deadline(
        step=step,
        law=chosen,
        article=row.article,
        received=received,
        starts=begun.day,
        due=due,
        workdays=base + row.days,
        provisional=provisional,
        days=days,
        notes=tuple(notes),
    )


def _begin(step: Step, received: date, way: Way | None, law: Law, confirmed: date | None) -> Arrival:
    if step in _BEGIN_WITH_AN_APPLICATION:
        if way is None:
            raise Refusal(f"推算{STEPS[step]}期限要知道申请是怎样收到的，请给出收到方式（--by）。")
        return arrival(received, way, law, confirmed)
    if confirmed is not None:
        raise Refusal(f"确认日期只用于收到申请，推算{STEPS[step]}期限不需要，请去掉（--confirmed）。")
    return Arrival(received, None, "")


def _restarted(received: date, restart: Restart, law: Law) -> Arrival:
    came = "补正后的申请" if restart == "corrected" else "缴纳的费用"
    verified = restart == "corrected" and law == "2019"
    by_setting = "" if verified else "（本单位设置，条文未核实）"
    return Arrival(received, None, f"自收到{came}之日（{received}）重新起算{by_setting}")


def _check_pauses(pauses: Sequence[Pause], row: Limit) -> None:
    for pause in pauses:
        if pause.last < pause.first:
            raise Refusal(f"不计入期限的期间颠倒了：结束日期 {pause.last} 早于起始日期 {pause.first}。")
        if pause.cause not in row.pauses:
            allowed = "、".join(CAUSES[cause] for cause in row.pauses)
            only = f"只有{allowed}的时间可以扣除" if allowed else "没有可以扣除的时间"
            raise Refusal(
                f"{cite(row.article)}规定的{STEPS[row.step]}期限，{only}，请去掉不能扣除的期间（--pause）。"
            )


def _count(
    starts: date, workdays: int, pauses: Sequence[Pause], calendar: Calendar, first_day: FirstDay
) -> tuple[CountedDay, ...]:
    counted = 0
    days: list[CountedDay] = []
    if first_day == "next_day":
        days.append(CountedDay(starts, False, "收到之日，自次日起算"))
    day = starts + _ONE_DAY * len(days)
    while counted < workdays:
        known = calendar.day(day)
        paused = _paused(day, pauses)
        counts = known.works and not paused
        counted += counts
        why = f"{known.why}，第{counted}个工作日" if counts else paused or known.why
        days.append(CountedDay(day, counts, why))
        day += _ONE_DAY
    last = days[-1]
    days[-1] = CountedDay(last.date, True, f"{last.why}，期限届满")
    return tuple(days)


def _paused(day: date, pauses: Sequence[Pause]) -> str:
    """Why this day is not counted. A day that several consultations cover is left out once."""
    causes = {pause.cause for pause in pauses if pause.first <= day <= pause.last}
    if not causes:
        return ""
    return "、".join(text for cause, text in CAUSES.items() if cause in causes) + "，不计入期限"


def _extension_note(days: Sequence[CountedDay], base: int, row: Limit) -> str:
    before = [day.date for day in days if day.counts][base - 1]
    return (
        f"原答复期限为 {before}，应在此日以前经负责人同意并告知申请人延期；"
        f"延期最长{row.days}个工作日，此处为延期一次后的最晚日期"
    )


def _pause_notes(pauses: Sequence[Pause], due: date) -> list[str]:
    return [
        f"{pause.first} 至 {pause.last} 的{CAUSES[pause.cause]}在期限届满（{due}）以后，未影响期限"
        for pause in pauses
        if pause.first > due
    ]


def _default_first_day() -> FirstDay:
    return "same_day" if setting("first_counted_day").default == "same_day" else "next_day"
