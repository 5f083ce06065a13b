"""Verbs of the directory: raise what is due, excuse it with a reason, hand it over."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from gongkai.records.bodies.models import Body, Person, Post
from gongkai.records.bodies.queries import subtree
from gongkai.records.catalogue.models import (
    Edition,
    Entry,
    Event,
    Field,
    FieldChoice,
    Obligation,
    ScopeChoice,
    Trigger,
)
from gongkai.records.catalogue.owed import (
    Governance,
    article_for,
    governance,
    only,
    owners_of,
    periodic_obligations,
)
from gongkai.records.catalogue.queries import (
    applies_to,
    edition_for,
    entries_for_papers,
    fields_not_applied,
)
from gongkai.records.ledger.actions import record_act, take_turn
from gongkai.rules.calendar import Calendar
from gongkai.rules.limits import TRIGGERS, DueDay, Limit, due_after, limit_from_json
from gongkai.rules.refusal import Refusal

_BATCH = 1000


@dataclass(frozen=True, slots=True)
class Raised:
    """What raising a year did: how many obligations are new, how many were there, and how many new ones nobody owns."""

    fresh: int
    known: int
    ownerless: int


def raise_periodic(edition: Edition, bodies: Iterable[Body], year: int, *, by: str, at: datetime) -> int:
    """Raise a year's obligations by rhythm for these bodies under one edition; returns how many are new.

    A period belongs to the edition in force on its first day, so that a new edition never changes what was owed
    under the old one. Run twice, it raises nothing new.
    """
    listed = list(bodies)
    return _raise(only(edition, listed), listed, year, edition.body, by=by, at=at).fresh


def raise_year(root: Body, year: int, *, by: str, at: datetime) -> Raised:
    """Raise a year's obligations by rhythm for a body and everything under it, each under the edition that governs it
    on the first day of every period. Run twice, it raises nothing new. Raises Refusal when no edition governs any of
    them in that year.
    """
    listed = list(subtree(root))
    governed = governance(listed, date(year, 1, 1), date(year, 12, 31))
    if not governed.by_code:
        raise Refusal(
            f"{root.name}在 {year} 年没有施行的目录版本：请先用 gongkai import directory 导入目录，写明施行日期。"
        )
    return _raise(governed, listed, year, root, by=by, at=at)


def _raise(
    governed: Governance, bodies: list[Body], year: int, root: Body, *, by: str, at: datetime
) -> Raised:
    with transaction.atomic():
        take_turn()
        owners = owners_of(bodies, min(at.date(), date(year, 12, 31)))
        rows = list(periodic_obligations(governed, bodies, year, owners))
        known = _known_keys([row.key for row in rows])
        fresh = [row for row in rows if row.key not in known]
        Obligation.objects.bulk_create(fresh, batch_size=_BATCH)
        if fresh:
            record_act(
                verb="raise_obligations",
                subject_kind="body",
                subject_key=str(root.pk),
                body_code=root.code,
                by=by,
                at=at,
                detail={
                    "year": year,
                    "obligations": len(fresh),
                    "editions": sorted({row.entry.edition_id for row in fresh}),
                },
            )
    return Raised(len(fresh), len(known), sum(row.owner_id is None for row in fresh))


def _known_keys(keys: list[str]) -> set[str]:
    known: set[str] = set()
    for start in range(0, len(keys), _BATCH):
        part = keys[start : start + _BATCH]
        known.update(Obligation.objects.filter(key__in=part).values_list("key", flat=True))
    return known


def raise_for_event(
    entry: Entry,
    body: Body,
    *,
    trigger: str,
    title: str,
    on: date,
    calendar: Calendar,
    prompt_workdays: int,
    by: str,
    at: datetime,
    reference: str = "",
) -> list[Obligation]:
    """Register that something happened, and raise what the entry makes due for it.

    Which limits an event starts is said by :func:`limits_for_event`, which refuses what no event makes due; an event
    of a day on which the entry's edition was not in force is refused as well. With a ``reference`` (``document:17``)
    the event is registered once: again, it gives what was raised then.
    """
    chosen = limits_for_event(entry, body, trigger)
    _refuse_out_of_term(entry, on)
    with transaction.atomic():
        take_turn()
        known = reference and Event.objects.filter(body=body, entry=entry, reference=reference).first()
        if known:
            return list(known.obligations.order_by("due_on", "id"))
        event = Event.objects.create(
            body=body, entry=entry, trigger=trigger, title=title, on=on, by=by, reference=reference
        )
        owner = owners_of([body], on).get(body.pk)
        made = []
        for place, limit in enumerate(chosen):
            due = due_after(limit, on, calendar, prompt_workdays=prompt_workdays)
            if due is not None:
                made.append(_of_event(event, place, limit, due, owner))
        record_act(
            verb="register_event",
            subject_kind="event",
            subject_key=str(event.pk),
            body_code=body.code,
            article=article_for(body, on),
            by=by,
            at=at,
            detail={"title": title, "on": on.isoformat(), "obligations": len(made)},
        )
    return made


def _of_event(event: Event, place: int, limit: Limit, due: DueDay, owner: int | None) -> Obligation:
    return Obligation.objects.create(
        body=event.body,
        entry=event.entry,
        field=event.entry.field,
        event=event,
        key=f"{event.body.code}/{event.entry_id}/event-{event.pk}/{place}",
        arose_on=event.on,
        due_on=due.day,
        provisional=due.provisional,
        article=article_for(event.body, event.on, limit),
        owner_id=owner,
    )


def limits_for_event(entry: Entry, body: Body, trigger: str) -> list[Limit]:
    """The limits that an event starts: those of its trigger, or else every one without a scope.

    Raises Refusal when the entry is not owed at this body's level, when no event makes it due, or when its limits
    tell events of other triggers apart.
    """
    if not applies_to(entry, body):
        raise Refusal(f"目录事项“{entry}”不属于{body.name}的公开层级，请选择本级的事项。")
    limits = [limit for limit in map(limit_from_json, entry.limits) if limit.kind in {"after", "prompt"}]
    if not limits:
        raise Refusal(f"目录事项“{entry}”没有按事由计算的时限（{entry.limit_text}），不需要登记事由。")
    chosen = [limit for limit in limits if limit.trigger == trigger] or [
        each for each in limits if not each.scope
    ]
    if not chosen:
        named = "、".join(dict.fromkeys(f"“{TRIGGERS[limit.trigger]}”" for limit in limits))
        raise Refusal(f"目录事项“{entry}”的时限按{named}分别计算（{entry.limit_text}），请选择其中一种事由。")
    return chosen


def _refuse_out_of_term(entry: Entry, on: date) -> None:
    edition = entry.edition
    if on < edition.since or (edition.until is not None and on > edition.until):
        until = f"至 {edition.until}" if edition.until else "起"
        raise Refusal(
            f"事由发生在 {on}，不在目录“{edition}”的施行期内（{edition.since} {until}）："
            "请在当时施行的目录版本里选择事项。"
        )


def raise_for_document(
    body: Body,
    *,
    reference: str,
    title: str,
    field: Field,
    formed_on: date,
    calendar: Calendar,
    prompt_workdays: int,
    by: str,
    at: datetime,
) -> list[Obligation]:
    """A paper that is open to the public was formed: raise what the directory of that day makes due for papers.

    These are the entries of the paper's field whose limit an event of this kind starts and whose matter is papers
    (政策文件, 政策法规文件, 规范性文件...). A field that has none, or that does not apply, makes nothing due by this
    way. The same ``reference`` twice raises nothing new.
    """
    edition = edition_for(body, formed_on)
    if edition is None or field.pk in fields_not_applied([body]).get(body.pk, ()):
        return []
    made: list[Obligation] = []
    for entry in entries_for_papers(edition, field, body):
        made += raise_for_event(
            entry,
            body,
            trigger=Trigger.FORMED,
            title=title,
            on=formed_on,
            calendar=calendar,
            prompt_workdays=prompt_workdays,
            by=by,
            at=at,
            reference=reference,
        )
    return made


def excuse_obligation(
    obligation: Obligation, *, why: str, first: date, until: date, by: str, at: datetime
) -> Obligation:
    """Excuse a duty for a time with a reason and a name ("no such event this quarter, confirmed by ...").

    Raises Refusal for an empty reason, an end before the beginning, or a duty that is met already. The row is
    changed only if nobody met or excused it in the meantime.
    """
    if not why.strip():
        raise Refusal("请写明免除的理由，如“本季度没有发生此类事项”。")
    if until < first:
        raise Refusal(f"免除的截止日期 {until} 早于起始日期 {first}，请改正。")
    with transaction.atomic():
        changed = Obligation.objects.filter(pk=obligation.pk, met_on__isnull=True).update(
            excused_from=first, excused_until=until, excused_why=why.strip(), excused_by=by
        )
        if not changed:
            raise Refusal("这项义务已经履行，不需要免除。")
        record_act(
            verb="excuse_obligation",
            subject_kind="obligation",
            subject_key=str(obligation.pk),
            body_code=obligation.body.code,
            article=obligation.article,
            by=by,
            at=at,
            detail={"why": why.strip(), "from": first.isoformat(), "until": until.isoformat()},
        )
    obligation.refresh_from_db()
    return obligation


def hand_over(giver: Person, taker: Person, body: Body, *, on: date, by: str, at: datetime) -> int:
    """Give one person's open duties at a body to another when the first leaves; returns how many went over.

    What was met stays under the name of whoever met it. Raises Refusal for a taker who is the giver or not in use.
    """
    if giver.pk == taker.pk:
        raise Refusal("移交人和接收人不能是同一个人。")
    if not taker.is_active:
        raise Refusal(f"接收人{taker.name}已停用，请选择在用的人员。")
    with transaction.atomic():
        moved = Obligation.objects.filter(body=body, owner=giver, met_on__isnull=True).update(owner=taker)
        Post.objects.filter(
            Q(until__isnull=True) | Q(until__gt=on), person=giver, body=body, since__lte=on
        ).update(until=on)
        record_act(
            verb="hand_over",
            subject_kind="person",
            subject_key=str(giver.pk),
            body_code=body.code,
            by=by,
            at=at,
            detail={"to": taker.name, "obligations": moved},
        )
    return moved


def choose_field(
    body: Body, field: Field, *, applies: bool, reason: str, by: str, at: datetime
) -> FieldChoice:
    """Say whether a body works in a field. What has begun stays owed, later periods are taken back; a field that does
    not apply is published with its reason (未涉及领域事项说明). Raises Refusal for a no without a reason.
    """
    if not applies and not reason.strip():
        raise Refusal("请写明为什么不涉及，如“本镇没有国有土地上房屋征收”。公众会看到它。")
    with transaction.atomic():
        choice, _ = FieldChoice.objects.update_or_create(
            body=body, field=field, defaults={"applies": applies, "reason": "" if applies else reason.strip()}
        )
        record_act(
            verb="choose_field",
            subject_kind="body",
            subject_key=str(body.pk),
            body_code=body.code,
            by=by,
            at=at,
            detail={
                "field": field.name,
                "applies": applies,
                "reason": choice.reason,
                "taken_back": 0 if applies else _take_back_field(body, field, at.date()),
            },
        )
    return choice


def _take_back_field(body: Body, field: Field, today: date) -> int:
    below = list(subtree(body))
    without = fields_not_applied(below)
    keys = [each.pk for each in below if field.pk in without[each.pk]]
    return take_back_unbegun(Obligation.objects.filter(body__in=keys, field=field), today)


def choose_scope(body: Body, entry: Entry, scope: str, *, since: date, by: str, at: datetime) -> ScopeChoice:
    """Say that from a day a body is in a situation for which an entry has a stricter rhythm (集体财务往来较多的).

    General periods of the entry that begin later and have not begun yet are taken back; :func:`raise_year` then raises
    the stricter ones. Raises Refusal when the entry knows no such situation, naming those it knows.
    """
    known = [
        limit.scope for limit in map(limit_from_json, entry.limits) if limit.kind == "rhythm" and limit.scope
    ]
    if scope not in known:
        told = f"可选：{'、'.join(known)}" if known else "它只有一种周期"
        raise Refusal(f"目录事项“{entry}”没有“{scope}”这种情形，{told}。")
    with transaction.atomic():
        choice, _ = ScopeChoice.objects.update_or_create(
            body=body, entry=entry, scope=scope, defaults={"since": since}
        )
        later = Obligation.objects.filter(body=body, entry=entry, arose_on__gte=since)
        record_act(
            verb="choose_scope",
            subject_kind="body",
            subject_key=str(body.pk),
            body_code=body.code,
            by=by,
            at=at,
            detail={
                "entry": entry.pk,
                "scope": scope,
                "since": since.isoformat(),
                "taken_back": take_back_unbegun(later, at.date()),
            },
        )
    return choice


def take_back_unbegun(found: QuerySet[Obligation], today: date) -> int:
    """Take back obligations by rhythm whose period has not begun and that nobody met or excused; how many they were.

    What has begun stays owed, whatever changes afterwards.
    """
    unbegun = found.filter(
        arose_on__gt=today, event__isnull=True, met_on__isnull=True, excused_from__isnull=True
    )
    return unbegun.delete()[0]
