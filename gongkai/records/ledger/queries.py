"""Reads of the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from gongkai.records.ledger.chain import FIRST_DIGEST, chain_digest
from gongkai.records.ledger.models import Act


def acts_of(subject_kind: str, subject_key: str) -> QuerySet[Act]:
    """The history of one thing, newest first."""
    return Act.objects.filter(subject_kind=subject_kind, subject_key=subject_key).order_by("-id")


@dataclass(frozen=True, slots=True)
class ChainState:
    """Whether the chain of acts holds; ``broken_at`` is the first act that does not follow."""

    acts: int
    broken_at: int | None


def chain_state() -> ChainState:
    """Walk the whole chain once, in flat memory."""
    previous, seen = FIRST_DIGEST, 0
    for act in Act.objects.order_by("id").iterator(chunk_size=2000):
        seen += 1
        if act.previous_digest != previous or act.digest != chain_digest(previous, act):
            return ChainState(acts=seen, broken_at=act.pk)
        previous = act.digest
    return ChainState(acts=seen, broken_at=None)


def head_state() -> ChainState:
    """Whether the newest act follows from the one before; two rows are read, whatever the length of the chain."""
    newest = list(Act.objects.order_by("-id")[:2])
    if not newest:
        return ChainState(acts=0, broken_at=None)
    last = newest[0]
    before = newest[1].digest if len(newest) == 2 else FIRST_DIGEST
    holds = last.previous_digest == before and last.digest == chain_digest(before, last)
    return ChainState(acts=Act.objects.count(), broken_at=None if holds else last.pk)


def newest_act_at() -> datetime | None:
    """The moment of the newest act; None when nothing was done yet."""
    return Act.objects.order_by("-id").values_list("at", flat=True).first()
