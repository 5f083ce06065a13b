"""How a state is shown: a shape and a word, and a tone on top; never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.doors.workbench.guard import Desk
from gongkai.doors.workbench.page import Link
from gongkai.records.bodies.permissions import changes_content_of, excuses_duties_of
from gongkai.records.catalogue.models import Entry, Obligation
from gongkai.records.catalogue.queries import Standing, dates_of, standing
from gongkai.rules.articles import NotLawError, UnknownArticleError, cite
from gongkai.rules.limits import limit_from_json


@dataclass(frozen=True, slots=True)
class Mark:
    """One state as a page shows it."""

    shape: str
    word: str
    tone: str


_MARKS = {
    Standing.LATE: Mark("▲", "已逾期", "late"),
    Standing.NEAR: Mark("◆", "即将到期", "near"),
    Standing.OPEN: Mark("○", "未到期", "plain"),
    Standing.MET: Mark("✓", "已履行", "proved"),
    Standing.MET_LATE: Mark("✓", "逾期履行", "near"),
    Standing.EXCUSED: Mark("–", "已免除", "plain"),
}


def mark_of(obligation: Obligation, on: date) -> Mark:
    """The mark of an obligation on a day, with the days in words."""
    found = standing(dates_of(obligation), on)
    mark = _MARKS[found]
    days = (obligation.due_on - on).days
    if found is Standing.LATE:
        return Mark(mark.shape, f"逾期 {-days} 天", mark.tone)
    if found is Standing.NEAR:
        return Mark(mark.shape, "今天到期" if days == 0 else f"还有 {days} 天", mark.tone)
    if found is Standing.MET_LATE and obligation.met_on:
        return Mark(mark.shape, f"逾期 {(obligation.met_on - obligation.due_on).days} 天履行", mark.tone)
    return mark


def period_words(period: str) -> str:
    """``2018Q2`` -> 2018年第2季度."""
    year, rest = period[:4], period[4:]
    if not rest:
        return f"{year}年" if year else ""
    if rest.startswith("Q"):
        return f"{year}年第{rest[1:]}季度"
    if rest.startswith("H"):
        return f"{year}年{'上' if rest[1:] == '1' else '下'}半年"
    return f"{year}年{int(rest[1:])}月"


def title_of(obligation: Obligation) -> str:
    """What is owed, in one line: the event's name, or the entry and its period."""
    if obligation.event is not None:
        return obligation.event.title
    return f"{obligation.entry}（{period_words(obligation.period)}）"


def limit_words(entry: Entry) -> list[str]:
    """The structured limits of an entry, each in words."""
    return [limit_from_json(each).words for each in entry.limits]


def article_words(article: str) -> str:
    """The citation of an article id; a word of the town's own where no norm is known."""
    if not article:
        return "没有登记依据"
    try:
        return cite(article)
    except (NotLawError, UnknownArticleError):
        return "本单位设置（不是法律依据）"


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One obligation as a line of a list."""

    pk: int
    title: str
    body: str
    field: str
    due_on: date
    owner: str
    mark: Mark
    address: str
    acts: tuple[Link, ...]


def duty_row(desk: Desk, obligation: Obligation, *, beside: str = "") -> DutyRow:
    """The line, with the acts that this person may do to it; ``beside`` is the list that the page shows next to it."""
    query = f"?{beside}" if beside else ""
    return DutyRow(
        pk=obligation.pk,
        title=title_of(obligation),
        body=obligation.body.name,
        field=obligation.field.name,
        due_on=obligation.due_on,
        owner=obligation.owner.name if obligation.owner else "没有责任人",
        mark=mark_of(obligation, desk.today),
        address=reverse("workbench:obligation", args=[obligation.pk]) + query,
        acts=acts_on(desk, obligation),
    )


def acts_on(desk: Desk, obligation: Obligation) -> tuple[Link, ...]:
    """What this person may do to an open obligation."""
    now = standing(dates_of(obligation), desk.today)
    if now in {Standing.MET, Standing.MET_LATE}:
        return ()
    found = []
    if changes_content_of(desk.viewer, obligation.body):
        found.append(Link("登记公开", reverse("workbench:publish", args=[obligation.pk])))
        found.append(Link("对上已公开信息", reverse("workbench:meet", args=[obligation.pk])))
    if excuses_duties_of(desk.viewer, obligation.body):
        label = "改免除期限" if now is Standing.EXCUSED else "说明免除"
        found.append(Link(label, reverse("workbench:excuse", args=[obligation.pk])))
    return tuple(found)
