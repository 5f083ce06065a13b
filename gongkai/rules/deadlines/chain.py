"""The due day of an application's reply, computed from the chain of its actions: never stored, so never stale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.rules.calendar import Calendar
from gongkai.rules.deadlines.arrival import Way
from gongkai.rules.deadlines.limits import Cause, Law, law_on
from gongkai.rules.deadlines.reckoning import Deadline, FirstDay, Pause, Restart, deadline
from gongkai.rules.procedure import standing

_STOPPED = ("awaiting_correction", "awaiting_payment")
_ANSWERS: dict[str, tuple[Cause, str]] = {
    "third_party_asked": ("third_party", "third_party_answered"),
    "other_organ_asked": ("other_organ", "other_organ_answered"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """One dated action of the chain; ``verb`` is one of ``gongkai.rules.procedure.APPLICATION``."""

    verb: str
    on: date


def reply_deadline(
    received: date,
    way: Way,
    chain: Sequence[Action],
    *,
    calendar: Calendar,
    until: date,
    law: Law | None = None,
    first_day: FirstDay | None = None,
) -> Deadline | None:
    """When the reply is due, or None while the clock stands still for a correction or a payment.

    ``until`` is the day up to which a letter nobody has answered yet is taken to stop the clock: today, or the day of
    the reply. The law is that of the day of arrival and stays so after a correction.

    Actions of one day follow one another as given; the rest may come in any order.
    Raises Refusal for a chain that cannot be, and as :func:`deadline`.
    """
    chosen = law or law_on(received)
    actions = sorted(chain, key=lambda action: action.on)
    now = standing([action.verb for action in actions], chosen)
    if now.state in _STOPPED:
        return None
    begun: tuple[date, Restart | None] = (received, None)
    for action in actions:
        if action.verb == "corrected":
            begun = action.on, "corrected"
        elif action.verb == "fee_paid":
            begun = action.on, "fee_paid"
    return deadline(
        "extension" if "extended" in now.taken else "reply",
        begun[0],
        calendar=calendar,
        way=way,
        confirmed=next((action.on for action in actions if action.verb == "confirmed"), None),
        law=chosen,
        pauses=_pauses(actions, until),
        first_day=first_day,
        restart=begun[1],
    )


def _pauses(actions: Sequence[Action], until: date) -> list[Pause]:
    """Each letter with the first answer after it that no earlier letter has taken."""
    pauses: list[Pause] = []
    for asked, (cause, answer) in _ANSWERS.items():
        letters = [action.on for action in actions if action.verb == asked]
        answers = [action.on for action in actions if action.verb == answer]
        for number, sent in enumerate(letters):
            last = answers[number] if number < len(answers) else max(sent, until)
            pauses.append(Pause(sent, last, cause))
    return pauses
