"""When an application was closed, and whether that was in time: reckoned from its chain of actions, never stored.

按时: not extended, by the due day. 延期: extended, by the day to which it was. What was closed later than that is
neither; the 2014 form has no row for it, so it is counted apart and said aloud.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby
from typing import Literal, cast

from gongkai.readings.annual.tallies.source import CHUNK, Measured, Measures, Row, Scope, Tally
from gongkai.records.applications.models import CLOSING_VERBS, Action, ActionVerb, ReceiptWay
from gongkai.rules.calendar import Calendar
from gongkai.rules.deadlines import Action as RuledAction
from gongkai.rules.deadlines import Way, reply_deadline
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
class Done:
    """One action of a chain, with the day to which an extension went."""

    verb: str
    on: date
    extended_to: date | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """How and when an application ended, and when it should have."""

    verb: str
    on: date
    due: date | None
    """None when the clock stood still, since a correction was awaited."""
    standing: Standing


def closing(received: date, way: str, chain: Sequence[Done]) -> Closing | None:
    """The first closing action of a chain and how it stands to the deadline; None for one still open.

    ``chain`` in the order of days. Where the way needs the applicant's confirmation and none was written down, the
    period begins with the day of receipt, which is the stricter reading. An extension ends on the day that the
    applicant was told, never later than the law allows. Raises Refusal for a chain that cannot be.
    """
    end = next((done for done in chain if done.verb in CLOSING_VERBS), None)
    if end is None:
        return None
    before = chain[: chain.index(end)]
    actions = [RuledAction(done.verb, done.on) for done in before]
    if all(done.verb != ActionVerb.CONFIRMED for done in before):
        actions.insert(0, RuledAction(ActionVerb.CONFIRMED, received))
    known = reply_deadline(received, cast(Way, way), actions, calendar=_calendar(), until=end.on)
    extensions = [done for done in before if done.verb == ActionVerb.EXTENDED]
    in_time: Standing = "extended" if extensions else "on_time"
    if known is None:
        return Closing(end.verb, end.on, None, in_time)
    due = min([known.due, *(done.extended_to for done in extensions if done.extended_to is not None)])
    return Closing(end.verb, end.on, due, in_time if end.on <= due else "late")


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
    for head, chain in groupby(steps, key=lambda row: row[:7]):
        _, body_id, body_name, number, received, way, subject = head
        try:
            end = closing(received, way, [Done(*row[7:]) for row in chain])
        except Refusal as refusal:
            raise Refusal(f"{body_name}的申请“{number}”的办理记录不能推算期限：{refusal}") from refusal
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
