"""自动保存: what somebody types is kept on the server, a row a person and version, and outlives a lost session."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from gongkai.records.bodies.models import Person
from gongkai.records.documents.models import Draft, Version
from gongkai.records.documents.papers.actions import Written, save_version
from gongkai.records.documents.papers.cleaning import clean_html
from gongkai.records.documents.papers.facts import PaperFacts
from gongkai.rules.refusal import OvertakenError, Refusal

LIVELY = timedelta(minutes=10)
"""Whoever kept something within this time is still at it."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who is at a version, since when, and when last."""

    name: str
    since: datetime
    last: datetime


def keep(
    version: Version,
    person: Person,
    *,
    text: str,
    facts: Mapping[str, Any],
    seen: int,
    at: datetime,
    base: int | None = None,
) -> Draft:
    """Keep what a person has typed; ``seen`` is the revision of their draft that the window began from, 0 for none.

    ``facts`` are taken as they are, half filled in; they are checked when the draft is saved into its version.
    Raises OvertakenError when another window of the same person kept something meanwhile.
    """
    if version.fixed_at is not None:
        raise Refusal(f"第 {version.number} 版已经定稿送审，不能再改；请等审查退回，或者起草新版本。")
    values = {"text": clean_html(text), "facts": dict(facts), "kept_at": at}
    if seen == 0:
        try:
            with transaction.atomic():
                return Draft.objects.create(
                    version=version,
                    person=person,
                    base=version.revision if base is None else base,
                    began_at=at,
                    **values,
                )
        except IntegrityError as problem:
            raise _two_windows() from problem
    if base is not None:
        values["base"] = base
    if not draft_of_window(version, person, seen).update(revision=seen + 1, **values):
        raise _two_windows()
    return Draft.objects.get(version=version, person=person)


def draft_of_window(version: Version, person: Person, seen: int) -> Any:
    """A person's draft if it is still the one that a window saw: what a compare-and-set writes through."""
    return Draft.objects.filter(version=version, person=person, revision=seen)


def draft_of(version: Version, person: Person) -> Draft | None:
    """What a person has typed at a version and not saved."""
    return Draft.objects.filter(version=version, person=person).first()


def others_at(version: Version, person: Person, at: datetime) -> list[Hand]:
    """Who else is at a version now, the first comer first: what the second one is told."""
    found = (
        Draft.objects.filter(version=version, kept_at__gt=at - LIVELY)
        .exclude(person=person)
        .select_related("person")
        .order_by("began_at", "id")
    )
    return [Hand(draft.person.name, draft.began_at, draft.kept_at) for draft in found]


@transaction.atomic
def save_draft(draft: Draft, facts: PaperFacts, *, at: datetime) -> Version:
    """Save a draft into its version and put it away.

    Raises OvertakenError when somebody saved into the version after the draft began: the draft stays as it is, and
    once its person has looked at both, :func:`keep` with the newer ``base`` says so.
    """
    written = Written(draft.text, facts)
    version = save_version(draft.version, written, seen=draft.base, person=draft.person, at=at)
    Draft.objects.filter(pk=draft.pk).delete()
    return version


def drop_draft(draft: Draft) -> None:
    """Throw away what was typed, because its person asks for it."""
    Draft.objects.filter(pk=draft.pk).delete()


def _two_windows() -> OvertakenError:
    return OvertakenError(
        "您在另一个窗口里也改过这份草稿，这个窗口的内容没有覆盖它：请复制需要的文字后刷新。"
    )
