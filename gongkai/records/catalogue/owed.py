"""What a year makes due by rhythm: which edition governs a body on a day, which fields and situations count for it.

Everything is looked up once for all bodies, so that a county of eight hundred costs as many queries as a village.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.records.bodies.codes import ancestors
from gongkai.records.bodies.models import Body, BodyKind, Post, Role
from gongkai.records.catalogue.models import Edition, Entry, Obligation, ScopeChoice
from gongkai.records.catalogue.queries import applies_to, fields_not_applied
from gongkai.rules.limits import Limit, Period, limit_from_json, periods_of

VILLAGE_ARTICLE = "cunzufa:30"
BUDGET_ARTICLE = "yusuanfa:14"
PROACTIVE_ARTICLES = ((date(2019, 5, 15), "tiaoli-2019:26"), (date(2008, 5, 1), "tiaoli-2007:18"))
DIRECTORY_ARTICLES = ((date(2020, 1, 1), "guobanfa-2019-54:catalogue"), (date.min, "guobanfa-2017-42:scope"))
"""A residents' committee is neither an organ nor a village: its duty rests on the directory alone."""
_ANSWERABLE = {Role.LIAISON: 0, Role.CLERK: 1, Role.EDITOR: 2}
"""Who answers for a body's duties: its liaison, else its clerk, else its editor."""


def article_for(body: Body, arose_on: date, limit: Limit | None = None) -> str:
    """The article a duty rests on: a village's is 村民委员会组织法 art 30, an organ's the 条例 of the day, or 预算法
    art 14 for what is due 20 days after approval.
    """
    if body.kind == BodyKind.VILLAGE:
        return VILLAGE_ARTICLE
    if limit is not None and (limit.trigger, limit.number, limit.unit) == ("approved", 20, "day"):
        return BUDGET_ARTICLE
    dated = DIRECTORY_ARTICLES if body.kind == BodyKind.COMMUNITY else PROACTIVE_ARTICLES
    return next((article for since, article in dated if arose_on >= since), "")


@dataclass(frozen=True, slots=True)
class Governance:
    """The editions of some bodies and of those above them by body code, each list in the order of its beginning."""

    by_code: dict[str, list[Edition]]

    @property
    def editions(self) -> list[Edition]:
        """All of them, each once."""
        return list({edition.pk: edition for known in self.by_code.values() for edition in known}.values())

    def chain(self, body: Body) -> list[Edition]:
        """The editions that may govern a body: its own before those of the body above it, and so on upwards."""
        codes = (body.code, *ancestors(body.code))
        return list(
            {edition.pk: edition for code in codes for edition in self.by_code.get(code, ())}.values()
        )


def in_force(chain: Iterable[Edition], day: date) -> Edition | None:
    """The nearest edition of a chain that is in force on a day."""
    for edition in chain:
        if edition.since <= day and (edition.until is None or day <= edition.until):
            return edition
    return None


def governance(bodies: Iterable[Body], first: date, last: date) -> Governance:
    """The editions that could govern these bodies on some day of a span; one query."""
    codes = {code for body in bodies for code in (body.code, *ancestors(body.code))}
    found: dict[str, list[Edition]] = {}
    editions = Edition.objects.filter(
        Q(until__isnull=True) | Q(until__gte=first), since__lte=last, body__code__in=codes
    )
    for edition in editions.select_related("body").order_by("since", "id"):
        found.setdefault(edition.body.code, []).append(edition)
    return Governance(found)


def only(edition: Edition, bodies: Iterable[Body]) -> Governance:
    """A governance in which these bodies know one edition and no other."""
    return Governance({body.code: [edition] for body in bodies})


def periodic_obligations(
    governed: Governance, bodies: Sequence[Body], year: int, owners: dict[int, int]
) -> Iterator[Obligation]:
    """The year's obligations by rhythm, not saved.

    A period belongs to the edition in force on its first day, so that a new edition never changes what was owed
    under the old one; a body owes nothing for a period that began before it was set up or after it was abolished.
    """
    excluded = fields_not_applied(bodies)
    scopes = _scopes(bodies)
    rhythms = _rhythms(governed.editions)
    for body in bodies:
        chain = governed.chain(body)
        for edition in chain:
            for entry, limits in rhythms.get(edition.pk, ()):
                if not applies_to(entry, body) or entry.field_id in excluded.get(body.pk, ()):
                    continue
                for place, limit, period in owed_periods(limits, scopes.get((body.pk, entry.pk), {}), year):
                    if _exists(body, period.first) and in_force(chain, period.first) is edition:
                        owner = owners.get(body.pk)
                        yield _obligation(entry, body, place=place, limit=limit, period=period, owner=owner)


def _exists(body: Body, day: date) -> bool:
    return (body.since is None or body.since <= day) and (body.until is None or day <= body.until)


def _rhythms(editions: Iterable[Edition]) -> dict[int, list[tuple[Entry, list[Limit]]]]:
    """Entries with a rhythm among their limits, by edition."""
    found: dict[int, list[tuple[Entry, list[Limit]]]] = {}
    for entry in Entry.objects.filter(edition__in=list(editions)).select_related("field").order_by("id"):
        limits = [limit_from_json(each) for each in entry.limits]
        if any(limit.kind == "rhythm" for limit in limits):
            found.setdefault(entry.edition_id, []).append((entry, limits))
    return found


def owed_periods(
    limits: Sequence[Limit], scopes: dict[str, date], year: int
) -> Iterator[tuple[int, Limit, Period]]:
    """Periods of a year with the limit that makes them due and its place in the entry.

    ``scopes`` are the situations the body is in, each with its first day: from the first period that begins then, the
    limit of that situation takes the place of the general rhythm.
    """
    stricter = {limit.scope for limit in limits if limit.kind == "rhythm" and limit.scope in scopes}
    begins = min((scopes[scope] for scope in stricter), default=None)
    for place, limit in enumerate(limits):
        if limit.kind != "rhythm" or (limit.scope and limit.scope not in stricter):
            continue
        for period in periods_of(limit, year):
            replaced = begins is not None and period.first >= begins
            if period.first >= scopes[limit.scope] if limit.scope else not replaced:
                yield place, limit, period


def _scopes(bodies: Sequence[Body]) -> dict[tuple[int, int], dict[str, date]]:
    scopes: dict[tuple[int, int], dict[str, date]] = {}
    for choice in ScopeChoice.objects.filter(body__in=[body.pk for body in bodies]):
        scopes.setdefault((choice.body_id, choice.entry_id), {})[choice.scope] = choice.since
    return scopes


def _obligation(
    entry: Entry, body: Body, *, place: int, limit: Limit, period: Period, owner: int | None
) -> Obligation:
    return Obligation(
        body=body,
        entry=entry,
        field_id=entry.field_id,
        period=period.key,
        key=f"{body.code}/{entry.pk}/{period.key}/{place}",
        arose_on=period.first,
        due_on=period.due,
        article=article_for(body, period.first, limit),
        owner_id=owner,
    )


def owners_of(bodies: Iterable[Body], on: date) -> dict[int, int]:
    """Who answers for each body's duties on a day: the liaison, else the clerk, else the editor; the longest there."""
    posts = (
        Post.objects.filter(
            Q(until__isnull=True) | Q(until__gte=on),
            body__in=[body.pk for body in bodies],
            role__in=list(_ANSWERABLE),
            since__lte=on,
            person__is_active=True,
        )
        .order_by("since", "id")
        .values_list("body_id", "role", "person_id")
    )
    found: dict[int, tuple[int, int]] = {}
    for body_id, role, person_id in posts:
        rank = _ANSWERABLE[Role(role)]
        if body_id not in found or rank < found[body_id][0]:
            found[body_id] = (rank, person_id)
    return {body_id: person_id for body_id, (_, person_id) in found.items()}
