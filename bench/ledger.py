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
_SUBJECTS = (
    "集体土地承包收入",
    "危房改造补助",
    "渠道清淤用工",
    "路灯电费",
    "高龄老人津贴",
    "耕地地力保护补贴",
    "村民代表会议记录",
    "环境卫生整治支出",
)
_MIX = 2654435761
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
            _summary(number),
        )


def _summary(number: int) -> str:
    """Some 60 characters that are no other row's, as summaries are."""
    mixed = number * _MIX % 2**32
    parts = (_SUBJECTS[mixed >> at & 7] for at in (3, 7, 11, 15, 19))
    return f"{'、'.join(parts)}；收入{mixed % 900_000}元，支出{mixed % 700_000}元，结余{mixed % 200_000}元，明细附后。"


def plain_rows(many: int) -> Iterator[tuple[str | int, ...]]:
    """The same rows as a list exports them: days as text, and a number."""
    for number, row in enumerate(rows(many)):
        yield (number, *(value.isoformat() if isinstance(value, date) else value for value in row[1:]))
