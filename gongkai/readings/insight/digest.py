"""提醒: what a person is told by e-mail, daily or weekly: what is due, late and near of all they may see.

A letter passes through machines that are nobody's business: it names entries, bodies and days, all of which are
public, and never the title that somebody typed for an event. A letter is asked for once a person and day; it is taken
off the outbox before it leaves, so that a fault loses one rather than sends two.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from gongkai.records.bodies.models import Person, Role
from gongkai.records.bodies.permissions import SUBTREE_ROLES, WRITING_ROLES, Viewer, viewer_of
from gongkai.records.bodies.queries import seen_by
from gongkai.records.catalogue.duties import Burden, burdens
from gongkai.records.catalogue.models import Obligation
from gongkai.records.catalogue.queries import NEAR_DAYS, open_on
from gongkai.records.ledger.actions import (
    finish_outbox_row,
    lease_outbox_rows,
    put_in_outbox,
    retry_outbox_row,
)
from gongkai.records.ledger.models import OutboxRow

KIND = "digest"
_ROWS = 12
_LEASE = timedelta(minutes=10)
_WAIT = timedelta(minutes=15)
_MOST_ATTEMPTS = 5
_BATCH = 50


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter, plain text."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Daily letters go to who writes, weekly ones to everybody who reads content; ``key`` makes a letter once."""

    name: str
    label: str
    roles: frozenset[Role]

    def key(self, person_id: int, on: date) -> str:
        """The key of a person's letter of a day, or of the week the day is in."""
        year, week, _ = on.isocalendar()
        when = on.isoformat() if self.name == "daily" else f"{year}-W{week:02d}"
        return f"{KIND}/{self.name}/{person_id}/{when}"


DAILY = Rhythm("daily", "今日", frozenset(WRITING_ROLES))
WEEKLY = Rhythm("weekly", "本周", frozenset(WRITING_ROLES | SUBTREE_ROLES))


def letters(rhythm: Rhythm, on: date, *, address: str) -> Iterator[tuple[Person, Letter]]:
    """The letters of a day, for every person in use with an e-mail address and something to be told.

    ``address`` is where the workbench answers, for the link at the end.
    """
    people = (
        Person.objects.filter(
            Q(posts__until__isnull=True) | Q(posts__until__gte=on), is_active=True, posts__since__lte=on
        )
        .exclude(email="")
        .distinct()
        .order_by("pk")
    )
    for person in people:
        viewer = viewer_of(person, on)
        if not viewer.holds(*rhythm.roles):
            continue
        text = _text(viewer, rhythm, on, address)
        if text:
            yield person, Letter(person.email, _subject(rhythm, on), text)


def _subject(rhythm: Rhythm, on: date) -> str:
    return f"{rhythm.label}政务公开待办（{on.month}月{on.day}日）"


def _text(viewer: Viewer, rhythm: Rhythm, on: date, address: str) -> str:
    bodies = seen_by(viewer)
    waiting = burdens(bodies, on)
    if not waiting:
        return ""
    late, today, near = (sum(getattr(each, name) for each in waiting) for name in ("late", "today", "near"))
    lines = [
        f"{viewer.name}：",
        "",
        f"今天到期 {today} 项，已经逾期 {late} 项，{NEAR_DAYS} 天内到期 {near} 项。",
    ]
    if len(waiting) > 1:
        lines += ["", *_by_body(waiting)]
    found = Obligation.objects.filter(open_on(on), body__in=bodies).select_related("body", "entry")
    upcoming = found.filter(due_on__gte=on, due_on__lte=on + timedelta(days=NEAR_DAYS)).order_by(
        "due_on", "id"
    )
    lines += _listed("将到期：", list(upcoming[:_ROWS]), today + near)
    lines += _listed("已逾期：", list(found.filter(due_on__lt=on).order_by("due_on", "id")[:_ROWS]), late)
    lines += [
        "",
        f"办理请登录工作台：{address}/workbench/",
        f"这是{rhythm.label}提醒，由系统发出，请不要回复。",
    ]
    return "\n".join(lines)


def _by_body(waiting: list[Burden]) -> Iterator[str]:
    for each in waiting:
        yield f"  {each.name}：逾期 {each.late}，今天 {each.today}，{NEAR_DAYS} 天内 {each.near}"


def _listed(heading: str, rows: list[Obligation], count: int) -> list[str]:
    if not rows:
        return []
    lines = ["", heading]
    lines += [f"  {row.due_on}  {row.body.name}  {row.entry}" for row in rows]
    if count > len(rows):
        lines.append(f"  …… 共 {count} 项")
    return lines


def ask_for_letters(rhythm: Rhythm, on: date, *, at: datetime, address: str) -> int:
    """Put the letters of a day in the outbox; returns how many are new. Asked twice, it adds nothing."""
    asked = 0
    for person, letter in letters(rhythm, on, address=address):
        key = rhythm.key(person.pk, on)
        if not OutboxRow.objects.filter(key=key).exists():
            with transaction.atomic():
                put_in_outbox(key=key, kind=KIND, payload=asdict(letter), due=at)
            asked += 1
    return asked


def send_letters(send: Callable[[Letter], None], *, at: datetime) -> tuple[int, list[str]]:
    """Hand every letter that is due to ``send``; returns how many went, and what went wrong with the others.

    A letter that ``send`` refuses with OSError (as a mail server's faults are) comes up again later, five times.
    """
    sent = 0
    problems = []
    while rows := lease_outbox_rows(KIND, at=at, until=at + _LEASE, limit=_BATCH):
        for row in rows:
            finish_outbox_row(row, at=at)
            try:
                send(Letter(**row.payload))
                sent += 1
            except OSError as problem:
                problems.append(f"{row.payload['to']}：{problem}")
                if row.attempts < _MOST_ATTEMPTS:
                    retry_outbox_row(row, due=at + _WAIT)
    return sent, problems
