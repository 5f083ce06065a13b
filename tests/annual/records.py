"""A town's records of several years, made by chance from a seed: every kind, every choice, in and out of the year."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from gongkai.records.applications.models import Action, ActionVerb, Application, Fee, ReceiptWay
from gongkai.records.bodies.models import Body
from gongkai.records.capacity.models import Course, Meeting, Office, ReadingPoint, Spending, Staff, StaffMode
from gongkai.records.disclosure.actions import Where
from gongkai.records.disclosure.models import Channel, PlacementState, Target
from gongkai.records.documents.models import Document
from gongkai.records.engagement.models import (
    Concern,
    ConcernOrigin,
    Interpretation,
    InterpretationForm,
    Proposal,
    ProposalKind,
    ProposalState,
    Response,
    ResponseWay,
    Ticket,
)
from gongkai.records.remedies.models import Case, CaseKind, CaseResult, Complaint
from gongkai.records.services.models import CaseCount, ServiceFlow
from gongkai.records.supervision.models import SupervisionKind, SupervisionPoint
from gongkai.rules.deadlines import law_on
from gongkai.rules.grounds import replies
from gongkai.rules.procedure import allowed, standing
from tests.disclosure.town import Town, make_town, publish


class Chance:
    """Draws days, bodies and numbers for one town; the same seed makes the same town."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - the same town every time, no secret
        self.town: Town = make_town()
        self.numbers = 0

    def body(self) -> Body:
        return self.random.choice(self.town.bodies)

    def day(self) -> date:
        """A day of 2017 to 2019, most of them in 2018, year's ends among them."""
        if self.random.random() < 0.1:
            return self.random.choice(
                [date(2017, 12, 31), date(2018, 1, 1), date(2018, 12, 31), date(2019, 1, 1)]
            )
        return date(2017, 7, 1) + timedelta(self.random.randrange(730))

    def maybe(self, day: date) -> date | None:
        """A later day, or none."""
        return None if self.random.random() < 0.3 else day + timedelta(self.random.randrange(300))

    def number(self) -> str:
        self.numbers += 1
        return f"{self.numbers:05d}"

    def yes(self) -> bool:
        return self.random.random() < 0.5


def random_town(seed: int, many: int = 12) -> Town:
    """A town with about ``many`` records of every kind."""
    chance = Chance(seed)
    for _ in range(many):
        _disclosure(chance)
        _engagement(chance)
        _application(chance)
        _remedies(chance)
        _capacity(chance)
        _services(chance)
    return chance.town


def _disclosure(chance: Chance) -> None:
    places = [
        Where(
            chance.random.choice(list(Channel)),
            chance.day(),
            state=chance.random.choice(list(PlacementState)),
        )
        for _ in range(chance.random.randrange(4))
    ]
    fields = (None, *chance.town.fields)
    publish(chance.body(), *places, field=chance.random.choice(fields), normative=chance.yes())
    Document.objects.create(
        body=chance.body(),
        title="通知",
        number=chance.number(),
        formed_on=chance.day(),
        normative=chance.yes(),
        made_here=chance.yes(),
    )
    since = chance.day()
    Target.objects.create(
        body=chance.body(),
        channel=chance.random.choice(list(Channel)),
        name=chance.number(),
        since=since if chance.yes() else None,
        until=chance.maybe(since),
    )


def _engagement(chance: Chance) -> None:
    received, hot = chance.day(), chance.yes()
    concern = Concern.objects.create(
        body=chance.body(),
        number=chance.number(),
        topic="路灯不亮",
        origin=chance.random.choice(list(ConcernOrigin)),
        received_on=received,
        hot=hot,
        hot_reason="多人反映" if hot else "",
        hot_by="分管领导" if hot else "",
        closed_on=chance.maybe(received),
    )
    for _ in range(chance.random.randrange(3)):
        Response.objects.create(
            body=concern.body,
            concern=concern if chance.yes() else None,
            way=chance.random.choice(list(ResponseWay)),
            on=chance.day(),
            by_head=chance.yes(),
        )
    reprinted = chance.yes()
    Interpretation.objects.create(
        body=chance.body(),
        title="乡村振兴解读",
        form=chance.random.choice(list(InterpretationForm)),
        reprinted=reprinted,
        origin="某报" if reprinted else "",
        held_on=chance.day(),
    )
    Proposal.objects.create(
        body=chance.body(),
        number=chance.number(),
        kind=chance.random.choice(list(ProposalKind)),
        title="关于修路的建议",
        received_on=received,
        state=chance.random.choice(list(ProposalState)),
        replied_on=chance.maybe(received),
    )
    Ticket.objects.create(
        body=chance.body(),
        number=chance.number(),
        topic="咨询",
        received_on=received,
        closed_on=chance.maybe(received),
    )


def _application(chance: Chance) -> None:
    application = Application.objects.create(
        body=chance.body(),
        number=chance.number(),
        received_on=chance.day(),
        way=chance.random.choice(list(ReceiptWay)),
        subject="征地补偿",
    )
    on, law = application.received_on, law_on(application.received_on)
    verbs: list[str] = []
    for _ in range(chance.random.randrange(5)):
        on += timedelta(chance.random.randrange(25))
        may = [step.verb for step in allowed(standing(verbs, law), law) if step.verb in ActionVerb]
        if not may:
            break
        verbs.append(chance.random.choice(may))
        outcome = chance.random.choice([reply.code for reply in replies("2007")])
        Action.objects.create(
            body=application.body,
            application=application,
            verb=verbs[-1],
            on=on,
            outcome=outcome if verbs[-1] == ActionVerb.REPLIED else "",
        )
    Fee.objects.create(
        body=application.body,
        application=application,
        amount=Decimal(chance.random.randrange(100000)) / 100,
        paid_on=chance.day(),
        kind="复制费",
    )


def _remedies(chance: Chance) -> None:
    received = chance.day()
    decided = chance.maybe(received)
    Case.objects.create(
        body=chance.body(),
        number=chance.number(),
        kind=chance.random.choice(list(CaseKind)),
        received_on=received,
        decided_on=decided,
        result=chance.random.choice(list(CaseResult)) if decided else "",
    )
    Complaint.objects.create(
        body=chance.body(), number=chance.number(), subject="未公开", received_on=chance.day()
    )


def _capacity(chance: Chance) -> None:
    for kind in (Office, ReadingPoint):
        since = chance.day()
        kind.objects.create(body=chance.body(), name=chance.number(), since=since, until=chance.maybe(since))
    since = chance.day()
    Staff.objects.create(
        body=chance.body(),
        name="某某",
        mode=chance.random.choice(list(StaffMode)),
        since=since,
        until=chance.maybe(since),
    )
    Spending.objects.create(
        body=chance.body(),
        purpose="制作公开栏",
        amount=Decimal(chance.random.randrange(10_000_000)) / 100,
        paid_on=chance.day(),
    )
    Meeting.objects.create(body=chance.body(), subject="部署", held_on=chance.day())
    Course.objects.create(
        body=chance.body(), subject="培训", held_on=chance.day(), attendance=chance.random.randrange(60)
    )
    SupervisionPoint.objects.create(
        body=chance.body(),
        kind=chance.random.choice(list(SupervisionKind)),
        label=chance.number(),
        since=since,
        until=chance.maybe(since),
    )


def _services(chance: Chance) -> None:
    CaseCount.objects.get_or_create(
        body=chance.body(),
        kind=chance.random.choice(["老年证", "参保登记", "残疾人补贴"]),
        month=chance.day().replace(day=1),
        defaults={"cases": chance.random.randrange(200)},
    )
    ServiceFlow.objects.create(
        body=chance.body(),
        name=chance.number(),
        office="民生中心",
        steps="受理、审核、发证",
        settled_on=chance.day(),
    )
