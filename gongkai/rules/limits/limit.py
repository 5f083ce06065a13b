"""One structured limit of a directory entry."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

KINDS = {
    "after": "事由发生后若干日内",
    "rhythm": "按周期",
    "display": "公示期",
    "prompt": "及时",
    "lasting": "长期",
}
TRIGGERS = {
    "formed": "信息形成或变更",
    "obtained": "制作或获取",
    "decided": "作出决定",
    "approved": "批准",
    "result_fixed": "结果确定",
    "major": "重大事项",
}
RHYTHMS = {"monthly": "每月", "quarterly": "每季度", "half_yearly": "每半年", "yearly": "每年"}


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit. A cell of a directory may hold several, each for its own ``scope``.

    ``after``: ``number`` of ``unit`` (``workday`` or ``day``, the calendar's) after ``trigger``.
    ``rhythm``: every ``rhythm``, on ``day`` of the ``month``-th month of the period.
    ``display``: shown for ``number`` of ``unit``. ``prompt`` and ``lasting`` have no number and make no due date.
    """

    kind: str
    number: int = 0
    unit: str = ""
    trigger: str = ""
    rhythm: str = ""
    month: int = 0
    day: int = 0
    scope: str = ""
    """For what alone the limit holds, in the directory's own words (执法决定信息); empty for everything."""

    def as_json(self) -> dict[str, Any]:
        """Only the parts that are set."""
        return {key: value for key, value in asdict(self).items() if value}

    @property
    def words(self) -> str:
        """The limit in Chinese, for a page."""
        scope = f"{self.scope}：" if self.scope else ""
        unit = "个工作日" if self.unit == "workday" else "日"
        if self.kind == "after":
            return f"{scope}{TRIGGERS[self.trigger]}后{self.number}{unit}内"
        if self.kind == "rhythm":
            month = {"monthly": "", "yearly": f"{self.month}月"}.get(self.rhythm, f"第{self.month}个月")
            return f"{scope}{RHYTHMS[self.rhythm]}{month}{self.day}日前"
        if self.kind == "display":
            return f"{scope}公示{self.number}{unit}"
        return f"{scope}{KINDS[self.kind]}公开"


def limit_from_json(said: dict[str, Any]) -> Limit:
    """The limit that :meth:`Limit.as_json` wrote."""
    return Limit(**said)
