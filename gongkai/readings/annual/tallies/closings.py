"""When an application was closed, and whether that was in time: reckoned from its chain of actions, never stored.

按时: not extended, by the due day. 延期: extended, by the day to which it was. What was closed later than that is
neither; the 2014 form has no row for it, so it is counted apart and said aloud.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Literal, cast

from gongkai.readings.annual.tallies.source import CHUNK, Measured, Measures, Row, Scope, Tally
from gongkai.records.applications.models import CLOSING_VERBS, Action, ActionVerb, ReceiptWay
from gongkai.rules.calendar import Calendar
from gongkai.rules.deadlines import Pause, Way, deadline, law_on
from gongkai.rules.refusal import Refusal

Standing = Literal["on_time", "extended", "late"]

_HEADINGS = (
    "机构",
    "受理编号",
    "收到日期",
    "申请方式",
    "申请内容",
    "办结方式",
    "办结日期",
    "应办结日期",
    "办结情况",
)
_STANDINGS: dict[Standing, str] = {"on_time": "按时", "extended": "延期", "late": "逾期"}
_NAMES: dict[str, Standing | None] = {
    "applications_closed": None,
    "applications_closed_on_time": "on_time",
    "applications_closed_after_extension": "extended",
    "applications_closed_late": "late",
}


@dataclass(frozen=True, slots=True)
class ActionTaken:
    """One action of a chain."""

    verb: str
    on: date
    extended_to: date | None


@dataclass(frozen=True, slots=True)
class Closing:
    """How and when an application ended, and when it should have."""

    verb: str
    on: date
    due: date | None
    """None when the period did not run, since a correction was awaited."""
    standing: Standing


@dataclass(frozen=True, slots=True)
class Chain:
    """An application: the day and the way it came in, the area of its body, its actions in the order of days."""

    received: date
    way: str
    area: str
    steps: Sequence[ActionTaken]

    def last(self, verb: ActionVerb) -> ActionTaken | None:
        return next((step for step in reversed(self.steps) if step.verb == verb), None)

    @property
    def awaits_correction(self) -> bool:
        verbs = [step.verb for step in self.steps]
        asked = ActionVerb.CORRECTION_ASKED
        return asked in verbs and ActionVerb.CORRECTED not in verbs[len(verbs) - verbs[::-1].index(asked) :]

    def pauses(self, until: date) -> list[Pause]:
        """One pause for every time that a third party was asked, up to the next answer or ``until``."""
        found: list[Pause] = []
        for at, step in enumerate(self.steps):
            if step.verb == ActionVerb.THIRD_PARTY_ASKED:
                later = (
                    answer.on
                    for answer in self.steps[at + 1 :]
                    if answer.verb == ActionVerb.THIRD_PARTY_ANSWERED
                )
                found.append(Pause(step.on, next(later, until)))
        return found


def closing(chain: Chain) -> Closing | None:
    """The first closing action of a chain and how it stands to the deadline; None for one still open.

    The period begins with the receipt (for a way that needs the applicant's confirmation with that; when none was
    written down, with the day of receipt, which is the stricter reading), and anew with the corrected application
    (2019 art 30): while a correction is awaited it does not run. Consultation of a third party is not counted
    (2007 art 24, 2019 art 33). Raises Refusal when the days of the chain cannot be.
    """
    end = next((step for step in chain.steps if step.verb in CLOSING_VERBS), None)
    if end is None:
        return None
    before = replace(chain, steps=chain.steps[: chain.steps.index(end)])
    extension = before.last(ActionVerb.EXTENDED)
    if before.awaits_correction:
        return Closing(end.verb, end.on, None, "on_time" if extension is None else "extended")
    if extension is None:
        due = _due("reply", before, end.on)
        return Closing(end.verb, end.on, due, "on_time" if end.on <= due else "late")
    due = extension.extended_to or _due("extension", before, end.on)
    return Closing(end.verb, end.on, due, "extended" if end.on <= due else "late")


def _due(act: Literal["reply", "extension"], chain: Chain, closed: date) -> date:
    confirmed, corrected = chain.last(ActionVerb.CONFIRMED), chain.last(ActionVerb.CORRECTED)
    if corrected is not None:
        received, way, agreed = corrected.on, "in_person", None
    else:
        received, way = chain.received, chain.way
        agreed = max(confirmed.on, received) if confirmed is not None else received
    return deadline(
        act,
        received,
        calendar=_calendar(),
        way=cast(Way, way),
        confirmed=agreed,
        law=law_on(chain.received),
        pauses=chain.pauses(until=closed),
        area=chain.area,
    ).due


@lru_cache(maxsize=1)
def _calendar() -> Calendar:
    return Calendar()


@dataclass(frozen=True)
class Closings:
    """Applications that were closed in the year: one query, whatever their number."""

    def tally(self, name: str) -> Tally | None:
        return Tally(name) if name in _NAMES else None

    def measure(self, scope: Scope) -> Measures:
        counted: dict[str, dict[int, int]] = {name: {} for name in _NAMES}
        for body_id, end, _ in _closed_in(scope):
            for name, standing in _NAMES.items():
                if standing in (None, end.standing):
                    counted[name][body_id] = counted[name].get(body_id, 0) + 1
        return {
            name: {body_id: Measured(number, number) for body_id, number in found.items()}
            for name, found in counted.items()
        }

    def rows(self, scope: Scope, tally: Tally) -> tuple[tuple[str, ...], Iterator[Row]]:
        wanted = _NAMES[tally.name]
        return _HEADINGS, (row for _, end, row in _closed_in(scope) if wanted in (None, end.standing))


def _closed_in(scope: Scope) -> Iterator[tuple[int, Closing, Row]]:
    """Body, closing and list row of every application whose first closing action falls in the year."""
    ended = Action.objects.filter(
        verb__in=CLOSING_VERBS, on__range=scope.days, application__body__in=scope.body_ids
    )
    steps = (
        Action.objects.filter(application__in=ended.values("application"))
        .order_by("application__received_on", "application", "on", "pk")
        .values_list(
            "application",
            "application__body",
            "application__body__code",
            "application__body__name",
            "application__number",
            "application__received_on",
            "application__way",
            "application__subject",
            "verb",
            "on",
            "extended_to",
        )
        .iterator(chunk_size=CHUNK)
    )
    for head, steps_of_one in groupby(steps, key=lambda row: row[:8]):
        _, body_id, code, body_name, number, received, way, subject = head
        chain = Chain(received, way, code, [ActionTaken(*row[8:]) for row in steps_of_one])
        try:
            end = closing(chain)
        except Refusal as refusal:
            raise Refusal(f"{body_name}的申请“{number}”的办理日期不能推算期限：{refusal}") from refusal
        if end is not None and scope.first <= end.on <= scope.last:
            yield (
                body_id,
                end,
                (
                    body_name,
                    number,
                    received.isoformat(),
                    ReceiptWay(way).label,
                    subject,
                    ActionVerb(end.verb).label,
                    end.on.isoformat(),
                    end.due.isoformat() if end.due else "",
                    _STANDINGS[end.standing],
                ),
            )


CLOSINGS = Closings()
