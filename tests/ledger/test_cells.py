"""One cell to one value: whatever clerks type is understood or refused with a reason, never guessed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.records.ledger.intake import columns
from gongkai.records.ledger.intake.cells import CellError, Value, parser_for, shown
from gongkai.records.ledger.intake.columns import Cell, Column

TODAY = date(2019, 1, 15)
DAY = columns.day("on", "日期")
MONTH = columns.month("month", "月份")
COUNT = columns.count("cases", "件数")
MONEY = columns.money("amount", "金额")
CODE = columns.code("number", "编号", longest=20)
TEXT = columns.text("title", "标题", longest=5)
YES = columns.yes_no("yes", "是否")
CHANNELS = columns.choices(
    "channels", "渠道", [("board", "公开栏"), ("wechat", "政务微信")], spellings={"微信": "wechat"}
)
WAY = columns.choice("way", "方式", [("post", "信函"), ("net", "网络")])
NAMES = columns.names("targets", "投放点")


def parsed(column: Column, cell: Cell) -> Value:
    return parser_for(column, today=TODAY)(cell)


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        (DAY, date(2018, 1, 31), date(2018, 1, 31)),
        (DAY, datetime(2018, 1, 31, 8, 30), date(2018, 1, 31)),  # noqa: DTZ001 - as a workbook holds it
        (DAY, "2018-01-31", date(2018, 1, 31)),
        (DAY, "2018/1/31", date(2018, 1, 31)),
        (DAY, "2018.1.31", date(2018, 1, 31)),
        (DAY, "2018年1月31日", date(2018, 1, 31)),
        (DAY, "２０１８年１月３１日", date(2018, 1, 31)),
        (DAY, " 20180131 ", date(2018, 1, 31)),
        (DAY, 20180131, date(2018, 1, 31)),
        (DAY, 20180131.0, date(2018, 1, 31)),
        (DAY, "2018-01-31 00:00:00", date(2018, 1, 31)),
        (DAY, "—", None),
        (MONTH, "2018-01", date(2018, 1, 1)),
        (MONTH, "2018年1月", date(2018, 1, 1)),
        (MONTH, 201801.0, date(2018, 1, 1)),
        (MONTH, date(2018, 1, 17), date(2018, 1, 1)),
        (COUNT, 35.0, 35),
        (COUNT, "1,234", 1234),
        (COUNT, "１，２３４", 1234),
        (COUNT, "'35", 35),
        (COUNT, 0, 0),
        (COUNT, "无", None),
        (MONEY, 0.1 + 0.2, Decimal("0.30")),
        (MONEY, "66,000.50", Decimal("66000.50")),
        (CODE, 640381106.0, "640381106"),
        (CODE, "６４０３８１１０６", "640381106"),
        (CODE, "'007", "007"),
        (CODE, "青政发〔2018〕1号", "青政发〔2018〕1号"),
        (TEXT, "\u3000三个字 \u200b", "三个字"),
        (TEXT, 2018.0, "2018"),
        (TEXT, "=1+1", "=1+1"),
        (YES, "√", True),
        (YES, True, True),
        (YES, " 否", False),
        (CHANNELS, "微信、公开栏，公开栏", ("board", "wechat")),
        (WAY, " 网 络 ", "net"),
        (NAMES, "东村栏、西村栏\n东村栏", ("东村栏", "西村栏")),
    ],
)
def test_what_clerks_type_is_understood(column: Column, cell: Cell, value: Value) -> None:
    assert parsed(column, cell) == value


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        (DAY, "2018-02-30", "没有“2018-02-30”这一天"),
        (DAY, 20180230, "没有“20180230”这一天"),
        (DAY, "一月三日", "不是日期"),
        (DAY, "18-1-3", "不是日期"),
        (DAY, 43131.0, "请把单元格设为日期格式"),
        (DAY, True, "不是日期"),
        (DAY, date(2081, 1, 1), "还没有到"),
        (DAY, "0018-01-01", "年份不对"),
        (MONTH, "2018-13", "没有“2018-13”这个月份"),
        (MONTH, "一月", "应写成 2018-01。"),
        (COUNT, -1, "不能是负数（-1）"),
        (COUNT, "-3", "不能是负数（-3）"),
        (COUNT, 3.5, "应为整数，这里是 3.5"),
        (COUNT, "35人", "“35人”不是数字"),
        (COUNT, "十二", "不是数字"),
        (COUNT, "1,23", "不是数字"),
        (COUNT, True, "这里是“是/否”值"),
        (COUNT, date(2018, 1, 1), "这里是日期或时间"),
        (COUNT, 10**12, "太大"),
        (COUNT, float("nan"), "不是有限的数字"),
        (MONEY, float("inf"), "不是有限的数字"),
        (MONEY, "6.6万元", "不带单位"),
        (MONEY, 1.234, "最多 2 位小数"),
        (MONEY, -1, "不能是负数"),
        (CODE, 123456789012345678.0, "末尾数字已丢失"),
        (CODE, 1.5, "这里是小数 1.5"),
        (CODE, date(2018, 1, 1), "编号被表格软件变成了日期（2018-01-01）"),
        (CODE, True, "这里是“是/否”值"),
        (CODE, "一" * 21, "最多 20 个字"),
        (TEXT, "六个字的标题", "有 6 个字，最多 5 个字"),
        (YES, "也许", "应填“是”或“否”"),
        (WAY, "电报", "可选：信函、网络。"),
        (CHANNELS, "公开栏、电报", "“电报”不在可选项内"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(column: Column, cell: Cell, reason: str) -> None:
    with pytest.raises(CellError, match=reason.replace("（", "\\（")):
        parsed(column, cell)


def test_a_day_to_come_may_stand_where_plans_stand() -> None:
    assert parsed(columns.day("until", "止", past=False), "2081-01-01") == date(2081, 1, 1)


@given(st.dates(min_value=date(1949, 1, 1), max_value=TODAY))
def test_every_way_to_write_a_day_means_that_day(on: date) -> None:
    written = (
        f"{on:%Y-%m-%d}",
        f"{on.year}/{on.month}/{on.day}",
        f"{on.year}年{on.month}月{on.day}日",
        f"{on:%Y%m%d}",
    )
    assert {parsed(DAY, words) for words in written} == {on}


@given(st.integers(min_value=0, max_value=2**31 - 1))
def test_every_way_to_write_a_count_means_that_count(count: int) -> None:
    assert {
        parsed(COUNT, cell) for cell in (count, float(count), str(count), f"{count:,}", f" {count} ")
    } == {count}


@given(st.one_of(st.text(), st.floats(), st.integers(), st.booleans(), st.dates(), st.none()))
def test_no_cell_makes_a_parser_fall(cell: Cell) -> None:
    assert isinstance(shown(cell), str)
    for column in (DAY, MONTH, COUNT, MONEY, CODE, TEXT, YES, CHANNELS, WAY, NAMES):
        try:
            parsed(column, cell)
        except CellError as error:
            assert str(error).endswith("。")
