"""Verbs of the directory: raise what is due, excuse it with a reason, hand it over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from gongkai.records.bodies.models import Body, BodyKind, Person, Post, Role
from gongkai.records.catalogue.models import Edition, Entry, Event, FieldChoice, Obligation, ScopeChoice
from gongkai.records.catalogue.queries import applies_to
from gongkai.records.ledger.actions import record_act
from gongkai.rules.calendar import Calendar
from gongkai.rules.limits import Limit, Period, due_after, limit_from_json, periods_of
from gongkai.rules.refusal import Refusal

VILLAGE_ARTICLE = "cunzufa:30"
PROACTIVE_ARTICLES = ((date(2019, 5, 15), "tiaoli-2019:26"), (date(2008, 5, 1), "tiaoli-2007:18"))
_BATCH = 1000


def article_for(body: Body, arose_on: date) -> str:
    """The article a duty rests on: a village's is 村民委员会组织法 art 30, an organ's the 条例 of the day."""
    if body.kind in {BodyKind.VILLAGE, BodyKind.COMMUNITY}:
        return VILLAGE_ARTICLE
    return next((article for since, article in PROACTIVE_ARTICLES if arose_on >= since), "")


def raise_periodic(edition: Edition, bodies: Iterable[Body], year: int, *, by: str, at: datetime) -> int:
    """Raise a year's obligations by rhythm for these bodies under one edition; returns how many are new.

    A period belongs to the edition in force on its first day, so that a new edition never changes what was owed
    under the old one. Run twice, it raises nothing new.
    """
    listed = list(bodies)
    owners = owners_of(listed, date(year, 12, 31))
    excluded = _fields_not_applied(listed)
    scopes = _scopes(listed)
    rows = []
    for entry in edition.entries.select_related("field"):
        limits = [limit_from_json(each) for each in entry.limits]
        for body in listed:
            if not applies_to(entry, body) or entry.field_id in excluded.get(body.pk, set()):
                continue
            for limit, period in _owed_periods(limits, scopes.get((body.pk, entry.pk), set()), year):
                if edition.since <= period.first and (edition.until is None or period.first <= edition.until):
                    rows.append(_periodic(entry, body, limit, period, owners.get(body.pk)))
    with transaction.atomic():
        known = _known_keys(row.key for row in rows)
        fresh = [row for row in rows if row.key not in known]
        Obligation.objects.bulk_create(fresh, batch_size=_BATCH)
        if fresh:
            record_act(
                verb="raise_obligations",
                subject_kind="edition",
                subject_key=str(edition.pk),
                body_code=edition.body.code,
                by=by,
                at=at,
                detail={"year": year, "obligations": len(fresh)},
            )
    return len(fresh)


def _owed_periods(limits: list[Limit], scopes: set[str], year: int) -> list[tuple[Limit, Period]]:
    """The stricter limit of a situation the body is in takes the place of the general rhythm."""
    rhythms = [limit for limit in limits if limit.kind == "rhythm"]
    chosen = [limit for limit in rhythms if limit.scope and limit.scope in scopes]
    chosen = chosen or [limit for limit in rhythms if not limit.scope]
    return [(limit, period) for limit in chosen for period in periods_of(limit, year)]


def _periodic(entry: Entry, body: Body, limit: Limit, period: Period, owner: int | None) -> Obligation:
    return Obligation(
        body=body,
        entry=entry,
        field=entry.field,
        period=period.key,
        key=f"{body.code}/{entry.pk}/{period.key}/{limit.scope}",
        arose_on=period.first,
        due_on=period.due,
        article=article_for(body, period.first),
        owner_id=owner,
    )


def _known_keys(keys: Iterable[str]) -> set[str]:
    listed = list(keys)
    known: set[str] = set()
    for start in range(0, len(listed), _BATCH):
        part = listed[start : start + _BATCH]
        known.update(Obligation.objects.filter(key__in=part).values_list("key", flat=True))
    return known


def _fields_not_applied(bodies: list[Body]) -> dict[int, set[int]]:
    excluded: dict[int, set[int]] = {}
    choices = FieldChoice.objects.filter(body__in=bodies, applies=False).values_list("body_id", "field_id")
    for body_id, field_id in choices:
        excluded.setdefault(body_id, set()).add(field_id)
    return excluded


def _scopes(bodies: list[Body]) -> dict[tuple[int, int], set[str]]:
    scopes: dict[tuple[int, int], set[str]] = {}
    for choice in ScopeChoice.objects.filter(body__in=bodies):
        scopes.setdefault((choice.body_id, choice.entry_id), set()).add(choice.scope)
    return scopes


def owners_of(bodies: list[Body], on: date) -> dict[int, int]:
    """Who answers for each body's duties on a day: a village's liaison, an organ's clerk; the longest there."""
    posts = (
        Post.objects.filter(
            Q(until__isnull=True) | Q(until__gte=on),
            body__in=bodies,
            role__in=(Role.LIAISON, Role.CLERK),
            since__lte=on,
        )
        .order_by("-since", "-id")
        .values_list("body_id", "person_id")
    )
    return dict(posts)


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
) -> list[Obligation]:
    """Register that something happened, and raise what the entry makes due for it.

    A limit whose trigger is the event's counts; when the entry has none, every limit without a scope does. Raises
    Refusal when the entry is not owed at this body's level, or when no event makes it due.
    """
    if not applies_to(entry, body):
        raise Refusal(f"目录事项“{entry}”不属于{body.name}的公开层级，请选择本级的事项。")
    limits = [limit for limit in map(limit_from_json, entry.limits) if limit.kind in {"after", "prompt"}]
    chosen = [limit for limit in limits if limit.trigger == trigger] or [
        each for each in limits if not each.scope
    ]
    if not chosen:
        raise Refusal(f"目录事项“{entry}”没有按事由计算的时限（{entry.limit_text}），不需要登记事由。")
    owner = owners_of([body], on).get(body.pk)
    with transaction.atomic():
        event = Event.objects.create(body=body, entry=entry, trigger=trigger, title=title, on=on, by=by)
        made = []
        for limit in chosen:
            due = due_after(limit, on, calendar, prompt_workdays=prompt_workdays)
            if due is None:
                continue
            made.append(
                Obligation.objects.create(
                    body=body,
                    entry=entry,
                    field=entry.field,
                    event=event,
                    key=f"{body.code}/{entry.pk}/event-{event.pk}/{limit.scope}",
                    arose_on=on,
                    due_on=due.day,
                    provisional=due.provisional,
                    article=article_for(body, on),
                    owner_id=owner,
                )
            )
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
    """Give one person's open duties at a body to another when the first leaves; returns how many went over."""
    if giver.pk == taker.pk:
        raise Refusal("移交人和接收人不能是同一个人。")
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
