"""Every number opens its records: as many as it says, or adding up to it."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice

import pytest

from gongkai.readings.annual.compute import compute
from gongkai.readings.annual.figures import Figure
from gongkai.readings.annual.rows import rows_behind
from gongkai.readings.annual.tallies.registry import SOURCES, find, measure_all
from gongkai.readings.annual.tallies.source import Scope
from gongkai.records.disclosure.models import Channel
from gongkai.rules.forms.edition import edition
from gongkai.rules.refusal import Refusal
from gongkai.rules.tally.counting import tallies
from tests.annual.records import random_town
from tests.disclosure.town import make_town, on, publish

pytestmark = pytest.mark.django_db

SUMMED = {"金额（元）": Decimal("0.0001"), "受训人次": Decimal(1), "件数": Decimal(1)}
"""Columns that a sum adds up, and what one of them is worth in the figure's unit."""


def summed(figure: Figure, headings: tuple[str, ...], rows: list[tuple[object, ...]]) -> Decimal:
    """What the rows add up to."""
    column = next((heading for heading in SUMMED if heading in headings), None)
    if column is None or figure.unit in ("次", "项"):
        return Decimal(len(rows))
    at = headings.index(column)
    return sum((Decimal(str(row[at])) * SUMMED[column] for row in rows), Decimal(0))


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_has_its_rows(seed: int) -> None:
    town = random_town(seed).town
    report = compute(town, 2018)
    figures = [figure for figure in (*report.figures, *report.prose_figures) if figure.source == "tally"]
    assert len([figure for figure in figures if figure.value]) > 40
    for figure in figures:
        behind = rows_behind(town, 2018, figure.code)
        rows = list(behind.rows)
        assert behind.figure == figure
        assert len(rows) == figure.rows, figure.code
        assert summed(figure, behind.headings, rows) == figure.value, figure.code
        assert all(len(row) == len(behind.headings) for row in rows)


def test_every_cell_of_the_form_and_every_rule_has_a_query() -> None:
    wanted = {field.tally for field in edition("2014").fields if field.numeric}
    assert None not in wanted
    assert [name for name in (*wanted, *tallies()) if find(str(name)) is None] == []
    measured = measure_all(Scope((1,), 2018))
    assert [name for name in measured if name not in tallies()] == []
    names = [name for source in SOURCES for name in measured if source.tally(name)]
    assert len(names) == len(set(names))


def test_rows_of_another_channel_are_not_listed() -> None:
    town = make_town()
    item = publish(town.villages[0], on(Channel.WECHAT, 3), on(Channel.BOARD, 4))
    publish(town.villages[1], on(Channel.BOARD, 4))
    wechat = rows_behind(town.town, 2018, "s1_2_4")
    assert wechat.figure.value == 1
    row = dict(zip(wechat.headings, next(wechat.rows), strict=True))
    assert (row["机构"], row["索引号"], row["当年渠道"]) == ("东村", item.number, "政务微信、公开栏")
    assert [row[0] for row in rows_behind(town.villages[1], 2018, "s1_1").rows] == ["西村"]


def test_rows_of_a_share_are_those_of_its_part() -> None:
    town = make_town()
    for month in (1, 2, 3):
        publish(town.town, on(Channel.WECHAT, month), normative=month == 1)
    share = rows_behind(town.town, 2018, "percent:s1_1_a/s1_1")
    assert share.figure.value == Decimal("33.3")
    assert len(list(share.rows)) == share.figure.rows == 1


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("s1_2", "标题行"),
        ("s99", "没有代码为“s99”的指标"),
        ("", "没有代码为“”的指标"),
        ("percent:s1_1", "没有代码为"),
        ("percent:s1_1_a/s1_1", "算不出来"),
        ("percent:s1_1/s2", "标题行"),
    ],
)
def test_a_code_without_a_number_is_refused(code: str, said: str) -> None:
    town = make_town().town
    with pytest.raises(Refusal, match=said):
        rows_behind(town, 2018, code)


def test_rows_come_one_by_one() -> None:
    town = make_town().town
    for _ in range(5):
        publish(town, on(Channel.BOARD, 3))
    assert len(list(islice(rows_behind(town, 2018, "s1_2_5").rows, 2))) == 2
