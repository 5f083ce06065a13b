"""What the public may read of reports: those that were published, and which columns of the records behind a figure.

A report page opens every number. Records that carry what a person wrote or who a person is are listed all the same,
one row a record, so that the count can be checked; what could name somebody is left out of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q, QuerySet

from gongkai.readings.annual.figures import RowSet
from gongkai.readings.annual.models import Report
from gongkai.records.bodies.models import Body
from gongkai.records.disclosure.queries import for_public
from gongkai.rules.refusal import Refusal

Value = str | int | float | None

_OPEN_WORDS = """
机构 机构代码 索引号 标题 领域 五公开 规范性文件 公开日期 当年渠道 文号 成文日期 受理编号 收到日期 申请方式
申请人类别 日期 办理 答复类型 收费日期 收费项目 金额（元） 名称 地址 开始日期 结束日期 专兼职 支出日期 用途
议题 地点 参会人数 培训内容 受训人次 编号 来源 认定为热点 办结日期 方式 主要负责同志参加 形式 所解读政策 转载
发布渠道 参加人数 工单编号 类别 交办日期 办理情况 答复日期 提出会议 审结日期 结果 案号 事项 环节 站所 理清日期
业务 月份 件数 位置 渠道 启用日期 停用日期 设立日期 号码或位置 指标代码 数值 理由 依据材料 填报时间
"""
_OPEN = frozenset(_OPEN_WORDS.split())
"""Headings of columns that cannot name a private person. A heading that is not here is not shown: new ones are shut."""
_HOT, _TOPICS = "认定为热点", ("内容", "回应的关切")
"""What people asked is shown where it was decided to be a hot topic, since the answer to it was public."""
_NOT_PUBLIC = "（已撤回或不再公开）"
_ITEM_KEY = ("机构", "索引号")
_CHUNK = 500


def published_reports(today: date) -> QuerySet[Report]:
    """Reports that are before the public on a day, newest first; those of the demonstration town always are."""
    return (
        Report.objects.filter(Q(published_on__lte=today) | Q(demonstration=True))
        .select_related("body")
        .order_by("-year", "body__code")
    )


def published_report(body: Body, year: int, today: date) -> Report:
    """One published report. Raises Refusal when the public has no such report."""
    found = published_reports(today).filter(body=body, year=year).first()
    if found is None:
        raise Refusal(f"{body.name}没有公布 {year} 年度的政府信息公开工作年度报告。")
    return found


@dataclass(frozen=True, slots=True)
class PublicRow:
    """One record as the public sees it; ``item`` is the key of its public page, None when it has none."""

    values: tuple[Value, ...]
    item: int | None = None


@dataclass(frozen=True, slots=True)
class PublicRows:
    """The records behind a figure, as the public sees them."""

    headings: tuple[str, ...]
    withheld: tuple[str, ...]
    """Headings of columns that are not shown."""
    rows: Iterator[PublicRow]


def public_rows(found: RowSet, today: date) -> PublicRows:
    """The records of a figure without what could name somebody, read some hundreds at a time."""
    headings = found.headings
    hot = headings.index(_HOT) if _HOT in headings else None
    kept = [
        at
        for at, heading in enumerate(headings)
        if heading in _OPEN or (heading in _TOPICS and hot is not None)
    ]
    return PublicRows(
        headings=tuple(headings[at] for at in kept),
        withheld=tuple(heading for at, heading in enumerate(headings) if at not in kept),
        rows=_shown(found, kept, hot, today),
    )


def _shown(found: RowSet, kept: Sequence[int], hot: int | None, today: date) -> Iterator[PublicRow]:
    headings = found.headings
    items = all(heading in headings for heading in _ITEM_KEY)
    rows = iter(found.rows)
    while chunk := list(islice(rows, _CHUNK)):
        pages = _pages(headings, chunk, today) if items else {}
        for row in chunk:
            values = [_topic(headings[at], row, at, hot) for at in kept]
            key = _key(headings, row) if items else ("", "")
            item = pages.get(key)
            if items and item is None:
                values = [
                    _NOT_PUBLIC if headings[at] == "标题" else value
                    for at, value in zip(kept, values, strict=True)
                ]
            yield PublicRow(tuple(values), item)


def _topic(heading: str, row: tuple[Value, ...], at: int, hot: int | None) -> Value:
    if heading in _TOPICS and (hot is None or row[hot] != "是"):
        return "（不公开）"
    return row[at]


def _pages(
    headings: tuple[str, ...], chunk: Sequence[tuple[Value, ...]], today: date
) -> dict[tuple[str, str], int]:
    """The public pages of some items by body and number; one query."""
    numbers = {_key(headings, row)[1] for row in chunk}
    found = for_public(today).filter(number__in=numbers).order_by("pk")
    return {(body, number): key for key, body, number in found.values_list("pk", "body__name", "number")}


def _key(headings: tuple[str, ...], row: tuple[Value, ...]) -> tuple[str, str]:
    body, number = (str(row[headings.index(heading)]) for heading in _ITEM_KEY)
    return body, number
