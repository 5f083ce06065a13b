"""The ledger of receipts: what proves that a placement was before the public (公开有凭证)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from gongkai.records.bodies.finder import BodyFinder
from gongkai.records.bodies.references import Reference
from gongkai.records.bodies.shelf import RecordShelf
from gongkai.records.disclosure.counts import recounting
from gongkai.records.disclosure.ledgers import CHANNEL_SPELLINGS
from gongkai.records.disclosure.models import Channel, Item, Placement, PlacementState, Receipt
from gongkai.records.ledger.intake.columns import body, choice, code, day, text
from gongkai.records.ledger.intake.kind import Check, Context, LedgerKind, Row
from gongkai.records.ledger.intake.outcome import Problem
from gongkai.rules.procedure import forward

RECEIPT_KINDS = ("照片", "链接核对", "平台回执", "签收单", "值班记录", "其他")
_ITEM = Reference("item", Item, ("number",), "索引号", "公开信息台账（items）")
_DIGEST = 64


class ReceiptLoader:
    """Loads receipts; the same receipt of a placement stands once, and a placement with one counts as proved."""

    def __init__(self, kind: LedgerKind, context: Context) -> None:
        self.kind = kind
        self.context = context
        self.bodies = BodyFinder(context)

    def body_code(self, row: Row) -> str:
        """The code of the row's body."""
        return str(row.found["body"].code)

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Find body, item and the one placement that is meant."""
        problems = self.bodies.resolve(rows, self.kind)
        problems += _ITEM.resolve([row for row in rows if "body" in row.found], self.kind)
        sound = [row for row in rows if "item" in row.found]
        placed: dict[int, list[Placement]] = {}
        items = {row.found["item"].pk for row in sound}
        for one in Placement.objects.filter(item__in=items).select_related("target").order_by("placed_on"):
            placed.setdefault(one.item_id, []).append(one)
        for row in sound:
            meant = [one for one in placed.get(row.found["item"].pk, []) if _is_meant(one, row)]
            if len(meant) == 1:
                row.found["placement"] = meant[0]
                if row.values["on"] >= meant[0].placed_on:
                    continue
                reason, column = f"取得日期早于投放日期 {meant[0].placed_on}，请核对。", "on"
            elif meant:
                reason = f"这条信息在这个渠道有 {len(meant)} 处投放：请写明投放点或投放日期。"
                column = "target"
            else:
                reason, column = "没有登记过这处投放：请核对渠道、投放点和投放日期。", "channel"
            problems.append(Problem(row.sheet, row.number, self.kind.column(column).heading, reason))
        return problems

    def sort_out(self, rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
        """New receipts; one of the same kind, day, words and digest is known."""
        placements = {row.found["placement"].pk for row in rows}
        china = timezone.get_current_timezone()
        standing = {
            (placement, kind, note, digest, at.astimezone(china).date())
            for placement, kind, note, digest, at in Receipt.objects.filter(
                placement__in=placements
            ).values_list("placement", "kind", "note", "digest", "at")
        }
        new = []
        for row in rows:
            key = (row.found["placement"].pk, *_said(row), row.values["on"])
            if key not in standing:
                standing.add(key)
                new.append(row)
        return new, []

    def register(self, rows: Sequence[Row]) -> None:
        """Write the receipts down; what was out is proved, and what a receipt shows to be out counts."""
        if not rows:
            return
        with recounting({row.found["item"].pk for row in rows}):
            Receipt.objects.bulk_create([self._receipt(row) for row in rows])
            moved: dict[str, set[int]] = {}
            for row in rows:
                placement = row.found["placement"]
                state = forward(placement.state, PlacementState.PROVED)
                if state != placement.state:
                    moved.setdefault(state, set()).add(placement.pk)
            for state, keys in moved.items():
                Placement.objects.filter(pk__in=keys).update(state=state)

    def finish(self) -> None:
        """Nothing is reckoned at the end."""

    def _receipt(self, row: Row) -> Receipt:
        kind, note, digest = _said(row)
        return Receipt(
            placement=row.found["placement"],
            kind=kind,
            note=note,
            digest=digest,
            at=_moment(row.values["on"]),
            by=row.values.get("by") or self.context.by,
        )


def _said(row: Row) -> tuple[str, str, str]:
    return row.values["kind"], row.values.get("note") or "", (row.values.get("digest") or "").lower()


def _is_meant(placement: Placement, row: Row) -> bool:
    target, on = row.values.get("target"), row.values.get("placed_on")
    return (
        placement.channel == row.values["channel"]
        and (target is None or (placement.target is not None and placement.target.name == target))
        and (on is None or placement.placed_on == on)
    )


def _moment(on: date) -> datetime:
    """The beginning of the day: a ledger knows no hour."""
    return timezone.make_aware(datetime.combine(on, time()))


def _is_digest(values: dict[str, Any]) -> bool:
    digest = values.get("digest")
    return digest is None or (len(digest) == _DIGEST and set(digest.lower()) <= set("0123456789abcdef"))


def _days(receipts: Sequence[Receipt]) -> dict[int, dict[str, Any]]:
    """The day of each receipt in China."""
    china = timezone.get_current_timezone()
    return {receipt.pk: {"on": receipt.at.astimezone(china).date()} for receipt in receipts}


RECEIPTS = LedgerKind(
    "receipts",
    "凭证台账",
    "证明信息确实公开过的凭证：公开栏照片、链接核对记录、平台回执、签收单等，一行一份。有凭证的投放记为“已公开有凭证”。",
    (
        body(),
        code("item", "索引号", required=True, example="640381106/2018-00001", width=30, longest=60),
        choice(
            "channel", "渠道", Channel.choices, required=True, example="公开栏", spellings=CHANNEL_SPELLINGS
        ),
        text("target", "投放点", example="邵岗村村部公开栏", note="同一渠道只有一处的可不填。", longest=80),
        day("placed_on", "投放日期", note="同一投放点放过几次的要填。"),
        choice("kind", "凭证种类", [(kind, kind) for kind in RECEIPT_KINDS], required=True, example="照片"),
        text("note", "说明", example="照片登记号 ZP-2018-0001，拍摄于张贴当日", longest=200, width=44),
        code("digest", "SHA-256", note="电子凭证的摘要，64 位；没有的不填。", longest=64, width=24),
        day("on", "取得日期", required=True, example=date(2018, 4, 4)),
        text("by", "经办人", note="不填按导入人。", longest=80, width=14),
    ),
    ReceiptLoader,
    shelf=RecordShelf(
        Receipt,
        body="placement__item__body",
        paths={
            "item": "placement__item__number",
            "channel": "placement__channel",
            "target": "placement__target__name",
            "placed_on": "placement__placed_on",
            "on": "at",
        },
        others=_days,
    ),
    checks=(Check("digest", _is_digest, "摘要应为 64 位的 0-9、a-f。"),),
    keeps_remarks=False,
)
KINDS = (RECEIPTS,)
