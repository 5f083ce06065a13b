"""744 pieces of public information: 79 on the platform, 133 by WeChat, 525 on boards, 7 by weibo; 511 in key fields.

Each went out through exactly one channel, so that the channels add up to the whole, as the published report has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gongkai.doors.cli.demonstration.chance import Chance, Thing, WorkingDays
from gongkai.doors.cli.demonstration.occasions import Occasion, Topic, occasions
from gongkai.doors.cli.demonstration.town import (
    COMMUNITY,
    NORMATIVE,
    PLATFORM,
    TOWN,
    UNITS,
    WECHAT,
    WEIBO,
    Row,
    boards,
)
from gongkai.doors.cli.demonstration.town_topics import TOWN_KEY, TOWN_OTHER
from gongkai.doors.cli.demonstration.village_topics import VILLAGE_AFFAIRS, VILLAGE_KEY

VILLAGE_KEY_ITEMS = 20
"""Of each village and the community, besides nine on its own affairs."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A channel of the town: how many items of the key fields it carried, and how many others."""

    channel: str
    target: str
    key: int
    other: int


TOWN_OUTLETS = (
    Outlet("政府网站", PLATFORM, 55, 24),
    Outlet("政务微信", WECHAT, 90, 43),
    Outlet("政务微博", WEIBO, 5, 2),
    Outlet("公开栏", "", 41, 20),
)


@dataclass(frozen=True, slots=True)
class Draft:
    """An item before it has its number."""

    body: str
    title: str
    about: str
    field: str
    stage: str
    formed_on: date
    published_on: date
    channel: str
    target: str
    document: str = ""


def items() -> Iterator[Row]:
    """The year's items in the order of their days, numbered by body."""
    days = WorkingDays()
    drafts = [*_town(days, Chance("town")), *_villages(days, Chance("villages"))]
    numbers: dict[str, int] = {}
    for draft in sorted(drafts, key=lambda one: (one.published_on, one.body, one.title)):
        numbers[draft.body] = numbers.get(draft.body, 0) + 1
        number = f"{draft.body}/2018-{numbers[draft.body]:05d}"
        yield {
            "number": number,
            "title": draft.title,
            "body": draft.body,
            "field": draft.field,
            "stage": draft.stage,
            "formed_on": draft.formed_on,
            "published_on": draft.published_on,
            "normative": bool(draft.document),
            "document": draft.document,
            "channels": draft.channel,
            "targets": draft.target,
            "link": _link(draft, number),
            "summary": draft.about,
        }


ADDRESSES = {"政府网站": "platform", "政务微信": "wechat", "政务微博": "weibo"}
"""The hosts of the demonstration's links: a name under .invalid (RFC 2606) is nobody's."""


def _link(draft: Draft, number: str) -> str:
    """Where the item stands: an address that leads nowhere, or the board before the town hall."""
    if draft.channel in ADDRESSES:
        return f"https://{ADDRESSES[draft.channel]}.yanshi.invalid/{number.replace('/', '-')}"
    return "" if draft.target else "镇政府门前公开栏"


def _town(days: WorkingDays, chance: Chance) -> Iterator[Draft]:
    key = _dealt([one for topic in TOWN_KEY for one in occasions(topic)], chance)
    other = _dealt([one for topic in TOWN_OTHER for one in occasions(topic)], chance)
    papers = list(_papers(days))
    yield from papers
    for outlet in TOWN_OUTLETS:
        of_papers = len(papers) if outlet.channel == "政府网站" else 0
        taken = [next(key) for _ in range(outlet.key)] + [
            next(other) for _ in range(outlet.other - of_papers)
        ]
        for one in taken:
            yield _draft(TOWN, one, channel=outlet.channel, target=outlet.target, days=days, chance=chance)


def _papers(days: WorkingDays) -> Iterator[Draft]:
    """The six normative documents, on the platform; those of an earlier year as soon as the year begins."""
    for number, title, formed_on, _ in NORMATIVE:
        formed = max(formed_on, days.days[0])
        published = days.after(days.from_(formed), 4)
        about = f"{title}的全文和施行日期。文号{number}。"
        yield Draft(
            TOWN, title, about, "政策文件", "决策", formed_on, published, "政府网站", PLATFORM, number
        )


def _villages(days: WorkingDays, chance: Chance) -> Iterator[Draft]:
    """Twenty of the key fields (not the same for every village) and nine on village affairs, on its two boards."""
    for at, (code, name) in enumerate(UNITS.items()):
        key = _named(VILLAGE_KEY, code, name)
        step = len(key) / VILLAGE_KEY_ITEMS
        chosen = [key[(int(place * step) + at) % len(key)] for place in range(VILLAGE_KEY_ITEMS)]
        for number, one in enumerate(chosen + _named(VILLAGE_AFFAIRS, code, name)):
            yield _draft(
                code, one, channel="公开栏", target=boards(name)[number % 2], days=days, chance=chance
            )


def _named(topics: Sequence[Topic], code: str, name: str) -> list[Occasion]:
    """The occasions of a village; a community has residents, not villagers."""
    found = []
    for one in (one for topic in topics for one in occasions(topic)):
        found.append(replace(one, title=_in(one.title, code, name), about=_in(one.about, code, name)))
    return found


def _in(words: str, code: str, name: str) -> str:
    words = words.replace("{v}", name)
    if code in COMMUNITY:
        for of_village, of_community in _COMMUNITY_WORDS:
            words = words.replace(of_village, of_community)
    return words


_COMMUNITY_WORDS = (
    ("村民", "居民"),
    ("村干部", "社区干部"),
    ("农村低保", "城市低保"),
    ("村委会", "居委会"),
)


def _draft(
    body: str, one: Occasion, *, channel: str, target: str, days: WorkingDays, chance: Chance
) -> Draft:
    published = days.within(one.first, one.last, chance)
    formed = days.before(published, chance.between(0, 5))
    return Draft(body, one.title, one.about, one.field, one.stage, formed, published, channel, target)


def _dealt(things: Sequence[Thing], chance: Chance) -> Iterator[Thing]:
    """The things in an order of chance."""
    left = list(things)
    while left:
        yield left.pop(chance.between(0, len(left) - 1))
