"""For the prose: the bodies themselves, where they place their information, and where people can report them."""

from __future__ import annotations

from django.db.models import F, Q, QuerySet

from gongkai.readings.annual.tallies.source import BODY, Column, Records, Scope, Tally, lasting
from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.disclosure.models import Channel, Target
from gongkai.records.supervision.models import SupervisionKind, SupervisionPoint


def _stood(scope: Scope) -> Q:
    """As :func:`lasting`, for records whose first day may be unknown."""
    return (Q(since__isnull=True) | Q(since__lte=scope.last)) & (
        Q(until__isnull=True) | Q(until__gte=scope.last)
    )


def _bodies(scope: Scope) -> QuerySet[Body]:
    """A body is its own body, so that the tallies can be told apart as all others are."""
    return Body.objects.filter(_stood(scope), pk__in=scope.body_ids).annotate(body=F("pk"))


BODIES = Records(
    found=_bodies,
    columns=(
        Column("机构", "name"),
        Column("机构代码", "code"),
        Column("类别", "kind", dict(BodyKind.choices)),
    ),
    order=("code",),
    tallies=(
        Tally("villages", Q(kind=BodyKind.VILLAGE)),
        Tally("communities", Q(kind=BodyKind.COMMUNITY)),
    ),
)


TARGETS = Records(
    found=lambda scope: Target.objects.filter(_stood(scope), body__in=scope.body_ids),
    columns=(
        BODY,
        Column("渠道", "channel", dict(Channel.choices)),
        Column("名称", "name"),
        Column("位置", "place"),
        Column("启用日期", "since"),
        Column("停用日期", "until"),
    ),
    order=("body__code", "channel", "name"),
    tallies=(
        Tally("notice_boards", Q(channel=Channel.BOARD)),
        Tally("screens", Q(channel=Channel.SCREEN)),
        Tally("loudspeakers", Q(channel=Channel.LOUDSPEAKER)),
        Tally("households", Q(channel=Channel.HOUSEHOLD)),
    ),
)


SUPERVISION_POINTS = Records(
    found=lambda scope: SupervisionPoint.objects.filter(lasting(scope), body__in=scope.body_ids),
    columns=(
        BODY,
        Column("类别", "kind", dict(SupervisionKind.choices)),
        Column("号码或位置", "label"),
        Column("设立日期", "since"),
        Column("停用日期", "until"),
    ),
    order=("body__code", "kind", "label"),
    tallies=(
        Tally("supervision_telephones", Q(kind=SupervisionKind.TELEPHONE)),
        Tally("report_boxes", Q(kind=SupervisionKind.REPORT_BOX)),
    ),
)
SOURCES = (BODIES, TARGETS, SUPERVISION_POINTS)
