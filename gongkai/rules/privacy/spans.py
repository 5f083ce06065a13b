"""What a detector finds: where a piece of personal information stands, how grave it is, and how it looks masked.

A span never carries the value itself: what is printed, logged or put into an exception cannot leak it
(个人信息保护法 arts 25, 28, 51).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]

Kind = Literal["resident_id", "passport", "mobile", "phone", "bank_card", "plate", "address", "email", "name"]

LABELS: dict[str, str] = {
    "resident_id": "居民身份证号",
    "passport": "护照或通行证号",
    "mobile": "手机号",
    "phone": "固定电话",
    "bank_card": "银行卡号或账号",
    "plate": "车牌号",
    "address": "详细住址",
    "email": "电子邮箱",
    "name": "姓名",
}
"""Kind to the Chinese word that a clerk reads."""

GRAVITY: dict[Severity, int] = {"info": 0, "warning": 1, "error": 2}


@dataclass(frozen=True, slots=True)
class Span:
    """One piece of personal information: characters ``start`` to ``end`` (exclusive) of the text looked at.

    ``error``: must not be published whole. ``warning``: a person has to decide. ``info``: good to know, usually
    lawful (an office telephone, a name in a roster).
    """

    kind: Kind
    start: int
    end: int
    masked: str
    severity: Severity


def at_least(severity: Severity, least: Severity) -> bool:
    """Is ``severity`` as grave as ``least`` or graver?"""
    return GRAVITY[severity] >= GRAVITY[least]
