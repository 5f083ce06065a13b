"""A silent or an empty column is seen before an inspector sees it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.readings.insight.columns import Columns, columns_on, kind_of
from gongkai.readings.insight.coverage import Silence, silence
from gongkai.records.bodies.queries import subtree_ids
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.actions import Where, publish_item
from gongkai.records.disclosure.models import Channel
from gongkai.rules.articles import cite
from tests.catalogue.county import AT, WHO, County, make_county, make_edition, make_entry

ON = date(2018, 8, 31)


@pytest.mark.parametrize(
    ("name", "kind", "law", "allowed"),
    [
        ("工作动态", "news", True, timedelta(days=14)),
        ("公告公示", "notice", True, ON - date(2018, 2, 28)),
        ("政策文件", "notice", True, ON - date(2018, 2, 28)),
        ("社会救助", "other", False, ON - date(2018, 2, 28)),
    ],
)
def test_every_field_has_its_kind(name: str, kind: str, law: bool, allowed: timedelta) -> None:
    found = kind_of(Field(code="x", name=name))
    assert (found.key, found.law, found.allowed(ON)) == (kind, law, allowed)
    assert found.allowed(ON, months=2) == (allowed if law else ON - date(2018, 6, 30))


@pytest.mark.parametrize(
    ("age", "state"),
    [
        (0, Silence.SPEAKING),
        (75, Silence.SPEAKING),
        (76, Silence.QUIET),
        (100, Silence.QUIET),
        (101, Silence.SILENT),
    ],
)
def test_a_column_grows_quiet_before_it_is_silent(age: int, state: Silence) -> None:
    assert silence(ON - timedelta(days=age), ON, timedelta(days=100)) is state
    assert silence(None, ON, timedelta(days=100)) is Silence.EMPTY


@pytest.fixture
def county() -> County:
    return make_county()


def said(county: County, field: Field, last: date | None) -> None:
    if last is not None:
        publish_item(
            body=county.villages[0], number=f"{field.code}-{last}", title="公开信息", published_on=last,
            places=[Where(Channel.BOARD, last)], field=field, by=WHO, at=AT,
        )  # fmt: skip


def states(found: Columns) -> dict[str, Silence]:
    return {column.field.name: column.state for column in found.states}


@pytest.mark.django_db
def test_columns_are_seen_by_the_rule_of_their_kind(county: County) -> None:
    news = Field.objects.create(code="50", name="工作动态")
    notice = Field.objects.create(code="51", name="公告公示")
    said(county, news, date(2018, 8, 16))
    said(county, notice, date(2018, 2, 28))
    said(county, county.relief, date(2018, 8, 30))
    fields = [news, notice, county.relief, county.affairs]
    found = columns_on(subtree_ids(county.county), fields, ON)
    assert states(found) == {
        "工作动态": Silence.SILENT,
        "公告公示": Silence.QUIET,
        "社会救助": Silence.SPEAKING,
        "村务公开": Silence.EMPTY,
    }
    assert found.states[0].silent_from == date(2018, 8, 31)
    assert (found.dynamic, found.other, found.empty, found.vetoed) == (1, 0, 1, False)
    assert cite(found.article)


@pytest.mark.django_db
def test_a_withdrawn_item_and_one_of_tomorrow_say_nothing(county: County) -> None:
    said(county, county.relief, ON + timedelta(days=1))
    assert states(columns_on(subtree_ids(county.county), [county.relief], ON)) == {"社会救助": Silence.EMPTY}


@pytest.mark.django_db
def test_a_column_may_be_silent_for_its_own_rhythm_and_a_month(county: County) -> None:
    edition = make_edition(county.county)
    make_entry(edition, county.affairs, "每月10日前")
    make_entry(edition, county.affairs, "每季度首个月20日")
    make_entry(edition, county.relief, "每年3月31日前")
    for field in (county.affairs, county.relief):
        said(county, field, date(2018, 6, 29))
    ids = subtree_ids(county.county)
    found = columns_on(ids, [county.affairs, county.relief], ON, edition)
    assert states(found) == {"村务公开": Silence.SILENT, "社会救助": Silence.SPEAKING}
    with CaptureQueriesContext(connection) as seen:
        columns_on(ids, [county.affairs, county.relief], ON, edition)
    assert len(seen) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("names", "last", "vetoed"),
    [
        (["公告公示", "政策文件", "工作动态"], date(2018, 1, 2), False),
        ([f"领域{number}" for number in range(9)], date(2018, 1, 2), False),
        ([f"领域{number}" for number in range(10)], date(2018, 1, 2), True),
        ([f"领域{number}" for number in range(4)], None, False),
        ([f"领域{number}" for number in range(5)], None, True),
    ],
)
def test_the_veto_is_reached_at_its_counts(
    county: County, names: list[str], last: date | None, vetoed: bool
) -> None:
    fields = [Field.objects.create(code=f"v{at}", name=name) for at, name in enumerate(names)]
    for field in fields:
        said(county, field, last)
    assert columns_on(subtree_ids(county.county), fields, ON).vetoed is vetoed
