"""The ledger of supervision telephones and report boxes."""

from __future__ import annotations

from datetime import date

from gongkai.records.bodies.entries import entry_kind
from gongkai.records.bodies.ledgers import lasts
from gongkai.records.ledger.intake.columns import body, choice, day, text
from gongkai.records.supervision.models import SupervisionKind, SupervisionPoint

KINDS = (
    entry_kind(
        "supervision-points",
        "监督点台账",
        "政务公开监督电话和举报箱。",
        (
            body(),
            choice("kind", "类别", SupervisionKind.choices, required=True, example="监督电话"),
            text("label", "号码或位置", required=True, example="0953-0000000"),
            day("since", "设立日期", required=True, example=date(2018, 1, 2)),
            day("until", "停用日期", past=False),
        ),
        SupervisionPoint,
        number=("kind", "label"),
        checks=(lasts(),),
    ),
)
