"""Norms and their articles: dated, with a short summary of our own and a mark of how sure we are.

One file a norm in ``data/``, never edited in place: a revision of a law is a new norm with its own dates.
Ids: ``tiaoli-2019`` is a norm, ``tiaoli-2019:33`` its article, ``tiaoli-2019:36(3)`` a point (项) of it,
``fuyifa-2023:23.1(4)`` a point of a paragraph (款).

What was not read in a source has the mark NV. It can be looked up and labelled as a setting, but
:func:`cite` refuses it, so it can never stand before a user as law.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

Mark = Literal["V", "P", "NV"]
"""V: read in the norm itself. P: read in a secondary or partial source. NV: not verified, a setting at most."""

KINDS: dict[str, str] = {
    "law": "法律",
    "regulation": "行政法规",
    "local_rule": "地方政府规章",
    "interpretation": "司法解释",
    "normative": "国家规范性文件",
    "local_normative": "地方规范性文件",
    "party_rule": "党内法规",
    "standard": "标准",
}

_DATA = Path(__file__).with_name("data")
_WORST_LAST: tuple[Mark, ...] = ("V", "P", "NV")
_NUMBERED = re.compile(r"(\d+)(?:\.(\d+))?(?:\((\d+)\))?")
_DIGITS = "零一二三四五六七八九"


class UnknownArticleError(LookupError):
    """No norm or article has this id: a mistake in the program, not in what a user wrote."""


class NotLawError(ValueError):
    """The fact is not verified (NV): it is a setting, and may not be cited."""


@dataclass(frozen=True, slots=True)
class Norm:
    """One edition of a law, regulation, notice or standard. An unknown date is None, never a guess."""

    id: str
    title: str
    cited_as: str
    edition: str | None
    number: str | None
    kind: str
    mark: Mark
    issued: date | None
    begins: date | None
    ends: date | None
    """The last day in force."""
    dates_mark: Mark

    @property
    def citation(self) -> str:
        """《政府信息公开条例》（2019年修订）, 《…通知》（国办发〔2014〕32号)."""
        told_apart_by = self.edition or self.number
        return f"《{self.cited_as}》（{told_apart_by}）" if told_apart_by else f"《{self.cited_as}》"


@dataclass(frozen=True, slots=True)
class Article:
    """One article, point or section. ``mark`` is the weaker of its own mark and its norm's."""

    id: str
    norm: Norm
    locator: str
    """第三十三条, 第三十六条第（三）项, 统计表三; empty for the whole norm."""
    summary: str
    mark: Mark

    @property
    def citable(self) -> bool:
        """Whether it may be shown as law."""
        return self.mark != "NV"


def norm(norm_id: str) -> Norm:
    """The norm of this id. Raises UnknownArticleError."""
    return _norm_file(norm_id)[0]


def article(article_id: str) -> Article:
    """The article (or whole norm) of this id, verified or not. Raises UnknownArticleError."""
    norm_id, _, key = article_id.partition(":")
    owner, entries = _norm_file(norm_id)
    if not key:
        return Article(norm_id, owner, "", owner.title, owner.mark)
    if key not in entries:
        raise UnknownArticleError(article_id)
    entry = entries[key]
    mark = max(owner.mark, entry["mark"], key=_WORST_LAST.index)
    return Article(article_id, owner, entry.get("locator") or _locator(key), entry["summary"], mark)


def cite(article_id: str) -> str:
    """The citation for a page, a letter or a report: 《政府信息公开条例》（2019年修订）第三十三条.

    Raises NotLawError for what is not verified, UnknownArticleError for an id that does not exist.
    """
    found = article(article_id)
    if not found.citable:
        raise NotLawError(f"{article_id} 未核实，只能作为设置，不能作为依据引用")
    return found.norm.citation + found.locator


def label(article_id: str) -> str:
    """The citation, or for an unverified fact a sentence that says it is a setting of the body."""
    found = article(article_id)
    if found.citable:
        return cite(article_id)
    return f"本单位设置（未核实，不是法律依据）：{found.summary}"


def in_force(article_id: str, day: date) -> bool:
    """Whether the norm of this article is in force on ``day``; a bound that is not known excludes nothing."""
    owner = article(article_id).norm
    begun = owner.begins is None or owner.begins <= day
    return begun and (owner.ends is None or day <= owner.ends)


@lru_cache(maxsize=1)
def norms() -> tuple[Norm, ...]:
    """Every norm of the registry, by id."""
    return tuple(norm(path.stem) for path in sorted(_DATA.glob("*.json")))


def articles_of(norm_id: str) -> tuple[Article, ...]:
    """Every article that the registry holds of one norm, in the order of its file."""
    return tuple(article(f"{norm_id}:{key}") for key in _norm_file(norm_id)[1])


def chinese_number(number: int) -> str:
    """An article's number as it is written in law: 七, 十五, 二十, 一百零九. From 1 to 999."""
    if not 1 <= number <= 999:
        raise ValueError(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if not rest:
        return head
    if not tens:
        return head + ("零" if head else "") + _DIGITS[ones]
    ten = "十" if tens == 1 and not head else f"{_DIGITS[tens]}十"
    return head + ten + (_DIGITS[ones] if ones else "")


def _locator(key: str) -> str:
    found = _NUMBERED.fullmatch(key)
    if found is None:
        raise UnknownArticleError(f"section {key!r} needs a locator of its own")
    number, paragraph, item = found.groups()
    text = f"第{chinese_number(int(number))}条"
    if paragraph:
        text += f"第{chinese_number(int(paragraph))}款"
    if item:
        text += f"第（{chinese_number(int(item))}）项"
    return text


@lru_cache(maxsize=128)
def _norm_file(norm_id: str) -> tuple[Norm, dict[str, dict[str, Any]]]:
    path = _DATA / f"{norm_id}.json"
    if not re.fullmatch(r"[a-z0-9-]+", norm_id) or not path.is_file():
        raise UnknownArticleError(norm_id)
    raw = json.loads(path.read_text(encoding="utf-8"))
    entries: dict[str, dict[str, Any]] = raw.pop("articles")
    for name in ("issued", "begins", "ends"):
        raw[name] = date.fromisoformat(raw[name]) if raw[name] else None
    return Norm(**raw), entries
