"""The ledger of items that goal 10 reads, imports and writes: 12 columns, made by rule, the same for every side."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

BODY = "640999001000"
FIELDS = tuple(f"领域{number}" for number in range(1, 27))
HEADINGS = (
    "索引号",
    "标题",
    "机构",
    "领域",
    "五公开",
    "形成日期",
    "公开日期",
    "是否规范性文件",
    "渠道",
    "投放日期",
    "链接或位置",
    "内容概述",
)
_STAGES = ("决策", "执行", "管理", "服务", "结果")
_CHANNELS = ("公开栏", "政务微信", "公开栏、政务微信", "政府网站", "政务微博", "农村大喇叭")
_FIRST = date(2018, 1, 1)
DAYS = (5, 6, 9)
"""Columns of days."""


def rows(many: int) -> Iterator[tuple[str | date, ...]]:
    """The rows of a ledger, as a clerk would have them in Excel."""
    for number in range(many):
        formed = _FIRST + timedelta(number % 300)
        placed = formed + timedelta(number % 20)
        yield (
            f"{BODY}/2018-{number:06d}",
            f"第{number % 16 + 1}村2018年第{number % 4 + 1}季度财务收支情况公示（第{number}号）",
            BODY,
            FIELDS[number % len(FIELDS)],
            _STAGES[number % len(_STAGES)],
            formed,
            placed,
            "是" if number % 50 == 0 else "否",
            _CHANNELS[number % len(_CHANNELS)],
            placed,
            f"村部公开栏第{number % 30 + 1}版",
            "收入、支出、结余和群众关心的其他事项，附明细表一份。",
        )


def plain_rows(many: int) -> Iterator[tuple[str | int, ...]]:
    """The same rows as a list exports them: days as text, and a number."""
    for number, row in enumerate(rows(many)):
        yield (number, *(value.isoformat() if isinstance(value, date) else value for value in row[1:]))
