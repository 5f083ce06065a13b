"""An invented town with people for every step: two villages, their liaisons, the office, a reviewer, two leaders."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from gongkai.records.bodies.models import Body, BodyKind, Person, Post, Role
from gongkai.records.bodies.permissions import Viewer, viewer_of
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.models import Channel, Item
from gongkai.records.disclosure.publication import Place, publish_paper
from gongkai.records.documents.models import Version
from gongkai.records.documents.papers.actions import Written, begin_paper
from gongkai.records.documents.papers.facts import PaperFacts
from gongkai.records.review.actions import Verdict, decide
from gongkai.records.review.models import Review
from gongkai.records.review.queries import current_step
from gongkai.records.review.submission import submit
from gongkai.rules.calendar import Calendar
from gongkai.rules.procedure import checklist

CHINA = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 3, 10, 9, 0, tzinfo=CHINA)
TODAY = AT.date()
CALENDAR = Calendar()
WEBSITE = (Place(Channel.WEBSITE),)
_logins = count(1)


@dataclass(frozen=True)
class Town:
    """Bodies, and people by what they do."""

    town: Body
    village: Body
    other: Body
    field: Field
    writer: Person
    """Liaison of the village, who writes."""
    colleague: Person
    """Editor of the village, who checks."""
    clerk: Person
    reviewer: Person
    leader: Person
    deputy: Person
    """A second leader."""
    stranger: Person
    """Liaison of the other village."""

    def viewer(self, person: Person, on: date = TODAY) -> Viewer:
        """The person with the posts of a day."""
        return viewer_of(person, on)

    @property
    def people(self) -> tuple[Person, ...]:
        return (
            self.writer,
            self.colleague,
            self.clerk,
            self.reviewer,
            self.leader,
            self.deputy,
            self.stranger,
        )


def make_town() -> Town:
    """The town in the database."""
    town = Body.objects.create(code="640999001000", name="测试镇", kind=BodyKind.TOWN)
    village = Body.objects.create(code="640999001201", name="东村", kind=BodyKind.VILLAGE)
    other = Body.objects.create(code="640999001202", name="西村", kind=BodyKind.VILLAGE)
    field = Field.objects.create(code="shehuijiuzhu", name="社会救助", key=True, order=1)
    return Town(
        town,
        village,
        other,
        field,
        writer=employ("写手", Role.LIAISON, village),
        colleague=employ("同事", Role.EDITOR, village),
        clerk=employ("经办", Role.CLERK, town),
        reviewer=employ("审查", Role.REVIEWER, town),
        leader=employ("领导", Role.LEADER, town),
        deputy=employ("副职", Role.LEADER, town),
        stranger=employ("外村", Role.LIAISON, other),
    )


def employ(name: str, role: Role, body: Body) -> Person:
    """A person with a post since 2020."""
    person = Person.objects.create_person(f"p{next(_logins)}", f"{name}（演示数据）")
    Post.objects.create(person=person, body=body, role=role, since=date(2020, 1, 1))
    return person


FACTS = PaperFacts(
    title="关于公示低保名单的通知",
    formed_on=date(2026, 3, 9),
    summary="第一季度新增低保户的公示。",
    topic="社会救助",
    field="shehuijiuzhu",
    stage="result",
)
CLOSED = replace(
    FACTS,
    openness="closed",
    ground="internal_affairs",
    why="内部人事安排",
    relook_on=date(2027, 3, 1),
    title="关于人员分工的通知",
)
TEXT = "<p>经评议，新增低保户 12 户。</p>"


def draft(town: Town, *, text: str = TEXT, person: Person | None = None, **changed: Any) -> Version:
    """A draft of the village by its liaison."""
    facts = replace(FACTS, **changed)
    return begin_paper(town.village, Written(text, facts), person=person or town.writer, at=AT)


def submitted(town: Town, version: Version | None = None, **changed: Any) -> Review:
    """A review of a new paper, or of a version."""
    version = version or draft(town, **changed)
    return submit(
        version, seen=version.revision, viewer=town.viewer(town.writer), calendar=CALENDAR, at=AT
    ).review


def yes(step: str, review: Review) -> Verdict:
    """A yes with everything confirmed and every file opened."""
    files = list(review.version.attachments.values_list("pk", flat=True))
    return Verdict(step, True, confirmed=[check.code for check in checklist(step)], files=files)


def no(step: str, reason: str = "数字有误，请核对") -> Verdict:
    """A no with a reason."""
    return Verdict(step, False, reason)


def who_decides(town: Town, step: str) -> Person:
    """The person whose step it is."""
    return {
        "office": town.clerk,
        "self_check": town.colleague,
        "secrecy": town.reviewer,
        "leader": town.leader,
    }[step]


def advance(town: Town, review: Review, at: datetime = AT) -> Review:
    """One yes at the step whose turn it is."""
    step = current_step(review)
    assert step is not None
    viewer = town.viewer(who_decides(town, step), at.date())
    return decide(review, yes(step, review), seen=review.turn, viewer=viewer, at=at)


def settled(town: Town, review: Review | None = None, **changed: Any) -> Review:
    """A review that went through all its steps with a yes."""
    review = review or submitted(town, **changed)
    while current_step(review) is not None:
        review = advance(town, review)
    return review


def public(town: Town, review: Review | None = None, **changed: Any) -> Item:
    """A paper that went through its review and is on the website an hour later."""
    review = review or settled(town, **changed)
    return publish_paper(review, WEBSITE, viewer=town.viewer(town.writer), at=AT + timedelta(hours=1))
