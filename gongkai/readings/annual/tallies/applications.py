"""三 and 七: applications by the way they came in, how they ended and when, the replies, the fees."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from gongkai.readings.annual.tallies.closings import CLOSINGS
from gongkai.readings.annual.tallies.source import BODY, Column, Records, Scope, Tally
from gongkai.records.applications.models import (
    Action,
    ActionVerb,
    ApplicantKind,
    Application,
    Fee,
    ReceiptWay,
)
from gongkai.rules.grounds import replies

_REPLIES_2014 = {
    "replies_already_public": ("s3_3_1",),
    "replies_granted": ("s3_3_2",),
    "replies_partly_granted": ("s3_3_3",),
    "replies_refused": tuple(f"s3_3_4_{ground}" for ground in range(1, 7)),
    "refusals_state_secret": ("s3_3_4_1",),
    "refusals_commercial_secret": ("s3_3_4_2",),
    "refusals_privacy": ("s3_3_4_3",),
    "refusals_security": ("s3_3_4_4",),
    "refusals_not_government_information": ("s3_3_4_5",),
    "refusals_by_other_law": ("s3_3_4_6",),
    "replies_not_this_body": ("s3_3_5",),
    "replies_not_held": ("s3_3_6",),
    "replies_by_other_way": ("s3_3_8",),
}
"""Tallies of replies and the rows of the 2014 form to which their codes belong."""


def _last_replies(scope: Scope) -> QuerySet[Action]:
    """The year's reply to every application: one application belongs to one kind of reply.

    告知作出更改补充 is a reply of the form as long as no other came after it in the year.
    """
    given = Action.objects.filter(
        verb__in=(ActionVerb.REPLIED, ActionVerb.CORRECTION_ASKED), on__range=scope.days
    )
    later = given.filter(application=OuterRef("application")).filter(
        Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))
    )
    return given.filter(~Exists(later), body__in=scope.body_ids)


def _codes(rows: tuple[str, ...]) -> list[str]:
    return [reply.code for reply in replies("2007") if reply.rows.get("2014") in rows]


RECEIVED = Records(
    found=lambda scope: Application.objects.filter(received_on__range=scope.days, body__in=scope.body_ids),
    columns=(
        BODY,
        Column("受理编号", "number"),
        Column("收到日期", "received_on"),
        Column("申请方式", "way", dict(ReceiptWay.choices)),
        Column("申请人类别", "applicant_kind", dict(ApplicantKind.choices)),
        Column("申请内容", "subject"),
    ),
    order=("received_on", "number"),
    tallies=(
        Tally("applications_received"),
        Tally("applications_in_person", Q(way=ReceiptWay.IN_PERSON)),
        Tally("applications_by_fax", Q(way=ReceiptWay.FAX)),
        Tally("applications_online", Q(way=ReceiptWay.ONLINE)),
        Tally("applications_by_letter", Q(way__in=(ReceiptWay.POST, ReceiptWay.REGISTERED_POST))),
    ),
)
REPLIES = Records(
    found=_last_replies,
    columns=(
        BODY,
        Column("受理编号", "application__number"),
        Column("日期", "on"),
        Column("办理", "verb", dict(ActionVerb.choices)),
        Column("答复类型", "outcome", {reply.code: reply.label for reply in replies("2007")}),
        Column("申请内容", "application__subject"),
    ),
    order=("on", "application__number"),
    tallies=(
        Tally("replies"),
        *(
            Tally(name, Q(verb=ActionVerb.REPLIED, outcome__in=_codes(rows)))
            for name, rows in _REPLIES_2014.items()
        ),
        Tally(
            "replies_correction_asked",
            Q(verb=ActionVerb.CORRECTION_ASKED) | Q(verb=ActionVerb.REPLIED, outcome__in=_codes(("s3_3_7",))),
        ),
    ),
)
FEES = Records(
    found=lambda scope: Fee.objects.filter(paid_on__range=scope.days, body__in=scope.body_ids),
    columns=(
        BODY,
        Column("受理编号", "application__number"),
        Column("收费日期", "paid_on"),
        Column("收费项目", "kind"),
        Column("金额（元）", "amount"),
    ),
    order=("paid_on", "application__number"),
    tallies=(Tally("fees_collected", sums="amount", money=True),),
)
SOURCES = (RECEIVED, CLOSINGS, REPLIES, FEES)
