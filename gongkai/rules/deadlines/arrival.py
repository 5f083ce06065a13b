"""收到申请之日: the day from which the clock runs, by the way an application came in.

2019 art 31; before it 国办公开办函〔2015〕207号; before that the plain day of arrival.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.rules.articles import cite, setting
from gongkai.rules.deadlines.limits import Law
from gongkai.rules.refusal import Refusal

Way = Literal["in_person", "registered_post", "post", "online", "fax", "email"]

WAYS: dict[Way, str] = {
    "in_person": "当面提交",
    "registered_post": "挂号信等需签收的邮寄",
    "post": "平信等无需签收的邮寄",
    "online": "网上提交",
    "fax": "传真提交",
    "email": "公布的申请邮箱",
}

_BY_2019: dict[Way, bool] = {
    "in_person": False,
    "registered_post": False,
    "post": True,
    "online": True,
    "fax": True,
    "email": True,
}
_BY_NORM_OF_2015: dict[Way, tuple[str, bool]] = {
    "in_person": ("1.1", False),
    "registered_post": ("1.2", False),
    "post": ("1.2", True),
    "email": ("1.3", False),
    "fax": ("1.4", True),
    "online": ("1.5", True),
}


@dataclass(frozen=True, slots=True)
class Arrival:
    """The day on which an application counts as received, and the article that says so (None: art 24 of 2007)."""

    day: date
    article: str | None
    note: str


def arrival(received: date, way: Way, law: Law, confirmed: date | None = None) -> Arrival:
    """The day on which an application counts as received.

    ``received`` is the day it physically came in, ``confirmed`` the day the organ and the applicant confirmed it.
    Raises Refusal when the way needs a confirmation that is missing (the clock has then not begun), or when the
    confirmation comes before the arrival.
    """
    if confirmed is not None and confirmed < received:
        raise Refusal(f"确认日期 {confirmed} 早于收到日期 {received}，请核对这两个日期。")
    article, needs_confirmation = _rule(received, way, law)
    if not needs_confirmation:
        note = f"{WAYS[way]}，以收到之日（{received}）为收到申请之日"
        if confirmed is not None and confirmed != received:
            note += f"；确认日期 {confirmed} 不影响起算"
        return Arrival(received, article, note)
    if confirmed is None:
        raise Refusal(
            f"{WAYS[way]}的申请以与申请人确认之日为收到申请之日（{cite(article) if article else ''}），"
            "请补上确认日期（--confirmed）；尚未确认的，期限还没有起算。"
        )
    note = f"{WAYS[way]}，以与申请人确认之日（{confirmed}）为收到申请之日"
    if way == "post" and confirmed != received:
        note += f"；按规定应当在收到当日（{received}）确认，请保存未能当日确认的记录"
    return Arrival(confirmed, article, note)


def _rule(received: date, way: Way, law: Law) -> tuple[str | None, bool]:
    if law == "2019":
        return "tiaoli-2019:31", _BY_2019[way]
    if received < date.fromisoformat(setting("arrival_norm_begins").default):
        return None, False
    section, needs_confirmation = _BY_NORM_OF_2015[way]
    return f"gongkaiban-2015-207:{section}", needs_confirmation
