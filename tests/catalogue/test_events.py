"""What happens makes an entry due: a registered event, and a paper that was formed."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.records.bodies.models import Body
from gongkai.records.catalogue.actions import choose_field, raise_for_document, raise_for_event
from gongkai.records.catalogue.models import Entry, Event, Obligation, Trigger
from gongkai.records.ledger.models import Act
from gongkai.rules.articles import cite
from gongkai.rules.refusal import Refusal
from tests.catalogue.county import AT, CALENDAR, WHO, County, make_county, make_edition, make_entry

pytestmark = pytest.mark.django_db
TWO = "执法决定信息在决定作出之日起7个工作日内公开，其他相关信息形成或变更之日起20个工作日内公开"


@pytest.fixture
def county() -> County:
    return make_county()


def happened(
    entry: Entry,
    body: Body,
    on: date = date(2018, 5, 7),
    trigger: str = Trigger.FORMED,
    prompt: int = 20,
    reference: str = "",
) -> list[Obligation]:
    return raise_for_event(
        entry,
        body,
        trigger=trigger,
        title="低保名单审定",
        on=on,
        calendar=CALENDAR,
        prompt_workdays=prompt,
        by=WHO,
        at=AT,
        reference=reference,
    )


@pytest.mark.parametrize(
    ("limit", "trigger", "due"),
    [
        ("信息形成或变更之日起20个工作日内", "formed", date(2018, 6, 4)),
        ("信息形成或变更之日起20个工作日内", "approved", date(2018, 6, 4)),
        ("批准后20日内", "approved", date(2018, 5, 27)),
        (TWO, "decided", date(2018, 5, 16)),
        (TWO, "formed", date(2018, 6, 4)),
        ("及时公开", "formed", date(2018, 5, 14)),
    ],
)
def test_an_event_is_due_by_the_limit_of_its_trigger(
    county: County, limit: str, trigger: str, due: date
) -> None:
    entry = make_entry(make_edition(county.town), county.relief, limit)
    made = happened(entry, county.town, trigger=trigger, prompt=5)
    assert [duty.due_on for duty in made] == [due]
    assert made[0].arose_on == date(2018, 5, 7)
    assert made[0].event == Event.objects.get()
    assert Act.objects.get().verb == "register_event"


def test_a_year_without_its_holiday_notice_makes_a_provisional_day(county: County) -> None:
    entry = make_entry(make_edition(county.town), county.relief, "信息形成之日起20个工作日内")
    assert happened(entry, county.town, on=date(2032, 5, 7))[0].provisional


def test_the_approved_budget_rests_on_the_budget_law(county: County) -> None:
    entry = make_entry(make_edition(county.town), county.relief, "批准后20日内")
    assert happened(entry, county.town, trigger=Trigger.APPROVED)[0].article == "yusuanfa:14"


def test_an_entry_of_another_level_is_refused(county: County) -> None:
    entry = make_entry(make_edition(county.town), county.relief, "及时公开", at_village=False)
    with pytest.raises(Refusal, match="不属于东村的公开层级"):
        happened(entry, county.villages[0])


def test_an_entry_that_no_event_makes_due_is_refused(county: County) -> None:
    entry = make_entry(make_edition(county.town), county.relief, "每季度首个月20日")
    with pytest.raises(Refusal, match="没有按事由计算的时限"):
        happened(entry, county.town)


def test_a_trigger_that_the_limits_do_not_know_is_refused_with_those_they_do(county: County) -> None:
    entry = make_entry(make_edition(county.town), county.relief, TWO)
    with pytest.raises(Refusal, match="按“作出决定”、“信息形成或变更”分别计算"):
        happened(entry, county.town, trigger=Trigger.APPROVED)


@pytest.mark.parametrize("on", [date(2017, 12, 31), date(2018, 7, 1)])
def test_an_event_out_of_the_edition_s_term_is_refused(county: County, on: date) -> None:
    entry = make_entry(make_edition(county.town, until=date(2018, 6, 30)), county.relief, "及时公开")
    with pytest.raises(Refusal, match="不在目录“测试目录”的施行期内"):
        happened(entry, county.town, on=on)
    assert not Event.objects.exists()


def test_an_event_with_a_reference_is_registered_once(county: County) -> None:
    entry = make_entry(make_edition(county.town), county.relief, TWO)
    first = happened(entry, county.town, reference="document:17")
    again = happened(entry, county.town, reference="document:17")
    assert [duty.pk for duty in first] == [duty.pk for duty in again]
    assert (Event.objects.count(), Act.objects.count()) == (1, 1)


def formed(county: County, body: Body, reference: str = "document:17") -> list[Obligation]:
    return raise_for_document(
        body,
        reference=reference,
        title="测试镇临时救助办法",
        field=county.relief,
        formed_on=date(2018, 5, 7),
        calendar=CALENDAR,
        prompt_workdays=20,
        by=WHO,
        at=AT,
    )


def test_a_paper_makes_the_entries_about_papers_due_once(county: County) -> None:
    edition = make_edition(county.county)
    within = "信息形成之日起20个工作日内"
    papers = make_entry(edition, county.relief, within, level1="综合业务", level2="政策法规文件")
    make_entry(edition, county.relief, within, level1="最低生活保障", level2="审批信息")
    make_entry(edition, county.affairs, within, level1="政策文件")
    make_entry(edition, county.relief, "每年3月31日前", level1="政策文件")
    assert [duty.entry for duty in formed(county, county.town)] == [papers]
    assert [duty.entry for duty in formed(county, county.town)] == [papers]
    assert Obligation.objects.count() == 1
    assert len(formed(county, county.town, reference="document:18")) == 1


def test_a_paper_of_a_field_that_does_not_apply_or_without_an_edition_makes_nothing_due(
    county: County,
) -> None:
    assert formed(county, county.town) == []
    make_entry(make_edition(county.county), county.relief, "及时公开", level1="政策文件")
    choose_field(county.town, county.relief, applies=False, reason="没有", by=WHO, at=AT)
    assert formed(county, county.town) == []


def test_every_article_of_a_duty_can_be_cited() -> None:
    from gongkai.records.catalogue import owed

    dated = (*owed.PROACTIVE_ARTICLES, *owed.DIRECTORY_ARTICLES)
    articles = [owed.VILLAGE_ARTICLE, owed.BUDGET_ARTICLE, *(article for _, article in dated)]
    assert all(cite(article) for article in articles)
