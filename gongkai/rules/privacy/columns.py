"""What becomes of a column of a roster that is published: kept, masked or left out.

The default follows regulations 5.10: name, village and amount are what a roster is published for; an identity number
and a telephone are masked; a bank account serves nobody who reads it (个人信息保护法 arts 6, 28, 51).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from gongkai.rules.privacy import context
from gongkai.rules.privacy.detect import find, mask
from gongkai.rules.privacy.glyphs import flatten
from gongkai.rules.privacy.names import is_name
from gongkai.rules.privacy.names import masked as masked_name

Choice = Literal["keep", "mask", "drop"]
CHOICES: dict[Choice, str] = {"keep": "保留", "mask": "打码", "drop": "删除"}
"""What may be done with a column, and what a clerk calls it."""

_DROPPED = frozenset({"bank_card"})
_MASKED = frozenset({"resident_id", "passport", "mobile", "address", "plate"})
_HEALTH = re.compile("病种|疾病|诊断|病情|残疾类别|健康状况|致贫原因|孕|婚育|宗教|学籍")
"""Sensitive whatever the cell holds (个人信息保护法 art 28); no number shows it."""
_DIGITS = re.compile(r"[0-9](?:[ -]?[0-9]){5}")
_TOWN = re.compile(r".*?(?:镇|乡|街道|苏木|办事处)")
_VILLAGE = re.compile(r".*?(?:村|社区|居委会|嘎查)")


def proposed(heading: str, kinds: Iterable[str]) -> Choice:
    """What the rule says of a column, by its heading and by the kinds of information found in it."""
    found = set(kinds)
    if found & _DROPPED or context.BANK.search(heading) or _HEALTH.search(heading):
        return "drop"
    if found & _MASKED or any(
        words.search(heading) for words in (context.RESIDENT, context.TELEPHONE, context.TRAVEL, context.HOME)
    ):
        return "mask"
    return "keep"


def masked_cell(text: str, heading: str, *, today: date | None = None) -> str:
    """A cell of a column that is masked: never whole, whatever it holds."""
    if not text.strip():
        return text
    if is_name(text):
        return masked_name(text)
    if find(text, today=today, heading=heading):
        shown = mask(text, today=today, heading=heading, least="info")
        if shown != text and not _DIGITS.search(flatten(shown)):
            return shown
    for level in (_TOWN, _VILLAGE):
        place = level.match(text)
        if place and place.end() < len(text) and not _DIGITS.search(flatten(place.group())):
            return f"{place.group()}***"
    bare = text.strip()
    return bare[:1] + "*" * max(2, len(bare) - 1)
