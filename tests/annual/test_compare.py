"""A published report against the ledger."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from gongkai.readings.annual.compare import Comparison, compare
from gongkai.readings.annual.figures import Number
from gongkai.rules.forms.paper import Line, Paper, Place
from gongkai.rules.forms.recognition import recognise
from gongkai.rules.refusal import Refusal
from tests.annual.factory import report
from tests.annual.printed import printed


def compared(
    changes: dict[str, str | None], values: dict[str, Number] | None = None, *, year: int = 2018
) -> Comparison:
    computed = report(values=values)
    return compare(computed, recognise(printed(computed, changes, year=year)))


def test_equal_reports_do_not_differ() -> None:
    found = compared({})
    assert found.differing == ()
    assert found.warnings == ()
    assert all(row.equal for row in found.rows)
    assert len([row for row in found.rows if not row.heading]) == 58


def test_a_value_on_a_heading_is_shown_and_is_no_difference_of_data() -> None:
    found = compared({"s2_2": "34"})
    assert found.differing == ()
    (row,) = [row for row in found.rows if not row.equal]
    assert (row.code, row.published, row.computed, row.note) == ("s2_2", 34, None, "标题行，不填数")


def test_every_kind_of_difference() -> None:
    found = compared({"s1_1": "745", "s8_4": "6.60", "s6": "", "s7": None, "s9_3": "若干"})
    rows = {row.code: row for row in found.rows}
    assert [row.code for row in found.differing] == ["s1_1", "s6", "s7", "s9_3"]
    assert (rows["s1_1"].published, rows["s1_1"].computed) == (745, 744)
    assert rows["s8_4"].equal
    assert "不按 0 计算" in rows["s6"].note
    assert rows["s7"].note == "报告中没有这一行"
    assert "不是数字" in rows["s9_3"].note


def test_decimals_are_compared_exactly() -> None:
    assert compared({"s8_4": "6.6"}, {"s8_4": Decimal("6.6001")}).differing[0].code == "s8_4"
    assert compared({"s8_4": "0.1"}, {"s8_4": Decimal("0.1")}).differing == ()


def test_another_year_or_another_town_is_said() -> None:
    assert compared({}, year=2017).warnings == ("文件是 2017 年度的报告，台账算的是 2018 年度。",)
    computed = report()
    other = replace(computed, body_name="瞿靖镇", body_full_name="青铜峡市瞿靖镇人民政府")
    found = compare(other, recognise(printed(computed, {})))
    assert found.warnings == ("文件是“青铜峡市邵岗镇”的报告，台账是“青铜峡市瞿靖镇人民政府”的。",)


def test_what_cannot_be_compared_is_refused() -> None:
    letter = Paper("信.txt", "txt", (Line("各村：请于周五前报送材料。", Place(line=1)),))
    with pytest.raises(Refusal, match="没有在文件中找到统计表"):
        compare(report(), recognise(letter))
    with pytest.raises(Refusal, match="不能对照"):
        compare(report("2021"), recognise(printed(report(), {})))
