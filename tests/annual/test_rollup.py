"""The units of a town, added up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.readings.annual.models import EnteredFigure, Report
from gongkai.readings.annual.rollup import rollup
from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.disclosure.models import Channel
from tests.annual.records import random_town
from tests.disclosure.town import AT, WHO, Town, make_town, on, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    made = make_town()
    publish(made.town, on(Channel.WECHAT, 3))
    for village in made.villages:
        publish(village, on(Channel.BOARD, 3))
    return made


def type_in(body: Body, code: str, value: str) -> None:
    EnteredFigure.objects.create(
        body=body, year=2018, code=code, value=Decimal(value), reason="理由", paper="材料", by=WHO, at=AT
    )


def test_units_add_up_to_the_whole(town: Town) -> None:
    Report.objects.create(body=town.town, year=2018, form="2014", title="报告")
    Report.objects.create(
        body=town.villages[0], year=2018, form="2014", title="报告", published_on=date(2019, 1, 20)
    )
    found = rollup(town.town, 2018)
    assert [(unit.name, unit.state) for unit in found.units] == [
        ("测试镇（本级）", "drafted"),
        ("测试社区", "missing"),
        ("东村", "published"),
        ("西村", "missing"),
    ]
    assert (found.added["s1_1"], found.whole["s1_1"], found.added["s1_2_5"]) == (4, 4, 3)
    assert found.disagreements == ()
    assert [unit.name for unit in found.missing] == ["测试社区", "西村"]


@pytest.mark.parametrize("seed", range(3))
def test_every_cell_adds_up_when_nothing_was_typed(seed: int) -> None:
    found = rollup(random_town(seed).town, 2018)
    assert found.disagreements == ()
    assert found.added == found.whole
    assert len([value for value in found.added.values() if value]) > 20


def test_what_was_typed_and_does_not_add_up_is_said(town: Town) -> None:
    type_in(town.villages[0], "s1_2_5", "9")
    type_in(town.town, "s8_1", "15")
    found = rollup(town.town, 2018)
    assert [(one.code, one.added, one.whole, one.typed_by) for one in found.disagreements] == [
        ("s1_2_5", 11, 3, ("东村",)),
        ("s8_1", 0, 15, ("测试镇",)),
    ]
    assert "各单位合计为 11，汇总机构为 3" in found.disagreements[0].message
    assert found.as_json()["units"][2]["entered"] == ["s1_2_5"]


def test_a_county_adds_up_its_towns(town: Town) -> None:
    county = Body.objects.create(code="640999000000", name="测试市", kind=BodyKind.COUNTY)
    other = Body.objects.create(code="640999002000", name="另一镇", kind=BodyKind.TOWN)
    publish(other, on(Channel.BOARD, 3))
    found = rollup(county, 2018)
    assert [unit.name for unit in found.units] == ["测试市（本级）", "测试镇", "另一镇"]
    values = [{figure.code: figure.value for figure in unit.figures}["s1_1"] for unit in found.units]
    assert values == [0, 4, 1]


def test_the_number_of_queries_does_not_grow_with_the_units(town: Town) -> None:
    counts: list[int] = []
    for more in (0, 30):
        for at in range(more):
            body = Body.objects.create(code=f"640999001{300 + at}", name=f"第{at}村", kind=BodyKind.VILLAGE)
            publish(body, on(Channel.BOARD, 3))
        with CaptureQueriesContext(connection) as queries:
            rollup(town.town, 2018)
        counts.append(len(queries))
    assert counts[0] == counts[1]
