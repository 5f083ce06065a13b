"""Verbs of drafting: begin a paper, begin its next version, save a draft, fix it for the review.

A save is taken only if nobody saved in the meantime (compare-and-set on ``Version.revision``): the second is told who
was quicker and when, and nothing is overwritten.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from gongkai.records.bodies.models import Body, Person
from gongkai.records.documents.actions import carry_over
from gongkai.records.documents.models import Document, OpennessAttribute, Version
from gongkai.records.documents.papers.cleaning import clean_html
from gongkai.records.documents.papers.digest import authors_of, paper_digest
from gongkai.records.documents.papers.facts import PaperFacts, checked, from_json, to_json
from gongkai.records.documents.queries import text_digest
from gongkai.records.ledger.actions import record_act
from gongkai.rules.refusal import OvertakenError, Refusal

ATTRIBUTE_ARTICLE = "guobanfa-2016-80:1.1"


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody writes into a version: text as HTML, and the facts."""

    text: str
    facts: PaperFacts


@transaction.atomic
def begin_paper(body: Body, written: Written, *, person: Person, at: datetime) -> Version:
    """Begin a paper with its openness attribute (国办发〔2016〕80号); its first version is a draft.

    Raises Refusal for facts that may not stand.
    """
    facts = checked(written.facts, body.pk, at.date())
    document = Document(body=body)
    _tell(document, facts)
    document.save()
    version = _draft(document, 1, Written(written.text, facts), authors=[person.pk], person=person, at=at)
    _act("begin_paper", document, person.name, at, {"openness": facts.openness, "ground": facts.ground})
    return version


@transaction.atomic
def begin_version(document: Document, *, person: Person, at: datetime) -> Version:
    """Begin the next version from text, facts and files of the newest one. Its authors stay authors of what follows.

    Raises Refusal when a draft is under way already.
    """
    last = document.versions.order_by("-number").first()
    if last is not None and last.fixed_at is None:
        raise Refusal(
            f"“{document.title}”已有第 {last.number} 版草稿，由{last.saved_by or last.made_by}起草，请在它上面修改。"
        )
    facts = from_json(last.facts) if last is not None and last.facts else told_by(document)
    authors = sorted({*(authors_of(last) if last is not None else ()), person.pk})
    text, number = (last.text, last.number + 1) if last is not None else ("", 1)
    try:
        with transaction.atomic():
            version = _draft(document, number, Written(text, facts), authors=authors, person=person, at=at)
    except IntegrityError as problem:
        raise OvertakenError(f"有人刚刚起草了“{document.title}”的新版本，请刷新后在它上面修改。") from problem
    if last is not None:
        carry_over(last, version, by=person, at=at)
    _act("begin_version", document, person.name, at, {"version": version.number})
    return version


@transaction.atomic
def save_version(version: Version, written: Written, *, seen: int, person: Person, at: datetime) -> Version:
    """Save into a draft; ``seen`` is the revision that the writer began from.

    Raises OvertakenError when somebody saved meanwhile, and Refusal for a fixed version or facts that may not stand.
    """
    document = version.document
    facts = checked(written.facts, document.body_id, at.date(), document.pk)
    text = clean_html(written.text)
    saved = draft_as_seen(version, seen).update(
        text=text,
        digest=text_digest(text),
        facts=to_json(facts),
        revision=seen + 1,
        authors=sorted({*version.authors, person.pk}),
        saved_at=at,
        saved_by=person.name,
    )
    if not saved:
        raise _overtaken(version, at)
    if not document.versions.filter(fixed_at__isnull=False).exists():
        _tell(document, facts)
        document.save()
    _act("save_version", document, person.name, at, {"version": version.number, "revision": seen + 1})
    version.refresh_from_db()
    return version


@transaction.atomic
def fix_version(version: Version, *, seen: int, person: Person, at: datetime) -> str:
    """Fix a draft: from now on nothing of it changes. Returns the digest of text, facts and files.

    Raises OvertakenError when somebody saved meanwhile or fixed it.
    """
    if not draft_as_seen(version, seen).update(fixed_at=at):
        raise _overtaken(version, at)
    version.refresh_from_db()
    digest = paper_digest(version)
    _act("fix_version", version.document, person.name, at, {"version": version.number, "digest": digest})
    return digest


def settle(version: Version) -> None:
    """Let the paper's own columns say what a version says that a review has settled."""
    document = version.document
    _tell(document, from_json(version.facts))
    document.save()


def draft_as_seen(version: Version, seen: int) -> QuerySet[Version]:
    """The version if it is still the draft that was seen: what a compare-and-set writes through."""
    return Version.objects.filter(pk=version.pk, fixed_at__isnull=True, revision=seen)


def told_by(document: Document) -> PaperFacts:
    """The facts of a paper that came by a ledger and has none of its own."""
    return PaperFacts(
        title=document.title,
        formed_on=document.formed_on,
        openness=document.openness,
        number=document.number,
        normative=document.normative,
        made_here=document.made_here,
        ground=document.ground,
        topic=document.topic,
        issuer=document.issuer,
        relook_on=document.relook_on,
        valid_until=document.valid_until,
    )


def _draft(
    document: Document, number: int, written: Written, *, authors: list[int], person: Person, at: datetime
) -> Version:
    cleaned = clean_html(written.text)
    return Version.objects.create(
        document=document,
        number=number,
        text=cleaned,
        digest=text_digest(cleaned),
        facts=to_json(written.facts),
        authors=authors,
        revision=1,
        made_at=at,
        made_by=person.name,
        saved_at=at,
        saved_by=person.name,
    )


def _tell(document: Document, facts: PaperFacts) -> None:
    document.title = facts.title
    document.number = facts.number
    document.formed_on = facts.formed_on
    document.kind = facts.kind
    document.openness = OpennessAttribute(facts.openness)
    document.ground = facts.ground
    document.relook_on = facts.relook_on
    document.normative = facts.normative
    document.made_here = facts.made_here
    document.topic = facts.topic
    document.issuer = facts.issuer
    document.valid_until = facts.valid_until


def _overtaken(version: Version, at: datetime) -> OvertakenError:
    now = Version.objects.get(pk=version.pk)
    if now.fixed_at is not None:
        return OvertakenError(f"第 {now.number} 版已经定稿送审，不能再改；请等审查退回，或者起草新版本。")
    when = f"{now.saved_at.astimezone(at.tzinfo):%m月%d日 %H:%M} " if now.saved_at else ""
    return OvertakenError(
        f"{now.saved_by}{when}已经保存过这一版，您的修改没有写入，仍在您的草稿里：请先对比再保存。"
    )


def _act(verb: str, document: Document, by: str, at: datetime, detail: dict[str, object]) -> None:
    record_act(
        verb=verb,
        subject_kind="document",
        subject_key=str(document.pk),
        body_code=document.body.code,
        by=by,
        at=at,
        article=ATTRIBUTE_ARTICLE if verb == "begin_paper" else "",
        detail=detail,
    )
