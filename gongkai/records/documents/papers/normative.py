"""规范性文件: filing with the county, evaluation before the term ends, and the list of what is to be cleaned up.

The terms and the months are settings (国办发〔2018〕37号 is not verified); that a normative paper is published and kept
valid or said to be not is what the columns here hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from django.db import transaction

from gongkai.records.documents.models import Document, Validity
from gongkai.records.documents.papers.facts import add_months
from gongkai.records.ledger.actions import record_act
from gongkai.rules.articles import setting
from gongkai.rules.refusal import Refusal

Outcome = Literal["keep", "amend", "repeal"]
OUTCOMES: dict[str, str] = {"keep": "继续有效", "amend": "修改", "repeal": "废止"}


@dataclass(frozen=True, slots=True)
class ToClean:
    """A normative paper that asks for something, and what."""

    document: Document
    kind: Literal["unfiled", "evaluate", "ended"]
    since: date
    sentence: str


@transaction.atomic
def file_with_county(document: Document, *, on: date, number: str, by: str, at: datetime) -> None:
    """Note that a normative paper was filed with the county government.

    Raises Refusal for a paper that is not normative or not the body's own, and for a day that cannot be.
    """
    _require_normative(document)
    if not document.made_here:
        raise Refusal(f"“{document.title}”不是本机关制发的，由制发机关报备。")
    if on < document.formed_on or on > at.date():
        raise Refusal(f"报备日期 {on} 应在成文日期 {document.formed_on} 到今天之间，请核对。")
    document.filed_on, document.filed_number = on, number.strip()
    document.save(update_fields=["filed_on", "filed_number"])
    _act("file_with_county", document, by, at, {"on": on.isoformat(), "number": document.filed_number})


@transaction.atomic
def evaluate(
    document: Document,
    *,
    outcome: Outcome,
    on: date,
    by: str,
    at: datetime,
    valid_until: date | None = None,
) -> None:
    """Note what became of a normative paper when it was evaluated.

    A paper that is kept may get a later end; a repealed one is no basis for anything from that day. Raises Refusal
    for one that is not normative or not in force any more.
    """
    _require_normative(document)
    if document.validity in {Validity.REPEALED, Validity.EXPIRED}:
        raise Refusal(f"“{document.title}”已{Validity(document.validity).label}，不用再评估。")
    if on < document.formed_on or on > at.date():
        raise Refusal(f"评估日期 {on} 应在成文日期 {document.formed_on} 到今天之间，请核对。")
    if outcome == "keep" and valid_until is not None:
        if valid_until <= on:
            raise Refusal(f"新的有效期至 {valid_until} 不在评估日期 {on} 之后，请改正。")
        document.valid_until = valid_until
    document.evaluated_on = on
    if outcome == "amend":
        document.validity = Validity.AMENDED
    elif outcome == "repeal":
        document.validity, document.repealed_on = Validity.REPEALED, on
    document.save(update_fields=["valid_until", "evaluated_on", "validity", "repealed_on"])
    _act("evaluate_paper", document, by, at, {"on": on.isoformat(), "outcome": outcome})


@transaction.atomic
def expire_ended(body_ids: Sequence[int], *, by: str, at: datetime) -> int:
    """Say of every normative paper whose term has ended that it is no longer valid; returns how many."""
    ended = list(
        Document.objects.filter(
            body__in=body_ids,
            normative=True,
            valid_until__lt=at.date(),
            validity__in=(Validity.VALID, Validity.AMENDED),
        )
        .select_related("body")
        .order_by("id")
    )
    for document in ended:
        Document.objects.filter(pk=document.pk).update(validity=Validity.EXPIRED)
        _act("paper_expired", document, by, at, {"valid_until": str(document.valid_until)})
    return len(ended)


def clean_up_list(body_ids: Sequence[int], today: date) -> Iterator[ToClean]:
    """Normative papers of these bodies that are not filed, come up for evaluation, or have outlived their term."""
    months = int(setting("evaluation_months").default)
    found = Document.objects.filter(
        body__in=body_ids,
        normative=True,
        made_here=True,
        validity__in=(Validity.VALID, Validity.AMENDED),
    ).select_related("body")
    for document in found.order_by("valid_until", "formed_on", "id"):
        if document.filed_on is None:
            yield ToClean(document, "unfiled", document.formed_on, "还没有向县级政府备案，请报备后登记。")
        ends = document.valid_until
        if ends is None:
            continue
        begins = add_months(ends, -months)
        if ends < today:
            yield ToClean(document, "ended", ends, f"有效期已于 {ends} 届满，请宣布失效或者重新公布。")
        elif begins <= today and (document.evaluated_on is None or document.evaluated_on < begins):
            yield ToClean(document, "evaluate", begins, f"有效期至 {ends}，请评估是继续、修改还是废止。")


def _require_normative(document: Document) -> None:
    if not document.normative:
        raise Refusal(f"“{document.title}”不是规范性文件，不用备案和评估。")


def _act(verb: str, document: Document, by: str, at: datetime, detail: dict[str, object]) -> None:
    record_act(
        verb=verb,
        subject_kind="document",
        subject_key=str(document.pk),
        body_code=document.body.code,
        by=by,
        at=at,
        detail=detail,
    )
