"""Making differently printed labels, units and numbers comparable.

Clerks retype the form: full-width digits, other numbering, blanks inside a word, traditional characters, a note in
brackets. Everything here brings two ways of printing the same thing to one text; nothing guesses.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from gongkai.rules.forms.recognised import Number

_TRADITIONAL = str.maketrans(
    "資訊開動數條規範報網務眾應點閱讀發會參舉辦話訪談請結復複據屬圍國業個隱經濟穩關補訴訟維體為駁糾錯費構"
    "設專職員區鄉鎮縣東與過無現場調內處統計標單萬備註總額聯繫電責導領項審時類別種農戶聞間團還訂決執負辯議"
    "誌記許罰強購製廢對傳書線協際實見從門機轉給達況減確當護獲採認訓詢續納絡組織繼編繳輿輯郵題沒號熱後於錄"
    "級匯環",
    "资讯开动数条规范报网务众应点阅读发会参举办话访谈请结复复据属围国业个隐经济稳关补诉讼维体为驳纠错费构"
    "设专职员区乡镇县东与过无现场调内处统计标单万备注总额联系电责导领项审时类别种农户闻间团还订决执负辩议"
    "志记许罚强购制废对传书线协际实见从门机转给达况减确当护获采认训询续纳络组织继编缴舆辑邮题没号热后于录"
    "级汇环",
)
"""The traditional characters that the forms' own words need; not a converter of running text."""

UNITS = (
    "人次",
    "万元",
    "亿元",
    "条",
    "件",
    "次",
    "篇",
    "个",
    "人",
    "元",
    "万",
    "项",
    "家",
    "份",
    "场",
    "期",
    "起",
)
"""Units as the forms and their copies print them, longer ones first."""

_UNIT_WORDS = frozenset(UNITS)
_DASHES = frozenset("-–—―─－ー_/／\\")
_NO_VALUE = frozenset({"", "无", "空", "n/a", "N/A", "*"})
_BLANKS = re.compile(r"[\s\u200b\u200c\u200d\ufeff\u00ad]+")
_NUMBERING = re.compile(
    r"^(?:"
    r"[(\[]?[一二三四五六七八九十]{1,3}[)\]、.,:]+"
    r"|第[一二三四五六七八九十]+[、.,:]"
    r"|\(\d{1,2}\)[、.]*"
    r"|\d{1,2}[)、.,:]+"
    r"|\d{1,2}(?=[^\d.,])"
    r"|其中[:,、]*"
    r"|[#●○■□·•▪*+>\-]+"
    r")"
)
_ROW_START = re.compile(r"\s*(?:\(?[一二三四五六七八九十]{1,3}[)、]|\(?\d{1,2}[).、]|其中)")
_CIRCLED = re.compile(r"\s*[①-⑳⑴-⒛㈠-㈩]")
_INNER_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_SIGNS = re.compile(r"[、,。.;:!?·…\"'“”‘’《》〈〉<>{}~|/\\_+=*#—–\-()\[\]]")
_BRACKET_UNIT = re.compile(r"[(\[](?:单位[:：]?)?(" + "|".join(UNITS) + r")[)\]]")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:[, ]\d{3})+|\d+)(?:\.\d+)?|[+-]?\.\d+")
_UNIT_FIRST = re.compile(rf"({'|'.join(UNITS)})\s*({_NUMBER.pattern})")
_WITH_UNIT = re.compile(rf"({_NUMBER.pattern})\s*\(?({'|'.join(UNITS)})\)?")


def simplified(text: str) -> str:
    """Compatibility forms folded (full-width, ①, ㈠) and the forms' traditional characters made simplified."""
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text).translate(_TRADITIONAL)
    return plain.replace("【", "[").replace("】", "]").replace("资讯", "信息")


def squeezed(text: str) -> str:
    """:func:`simplified` without any blank."""
    return _BLANKS.sub("", simplified(text))


def without_numbering(text: str) -> str:
    """A squeezed label without 一、 （一） 1. ① 其中： in front."""
    while True:
        shorter = _NUMBERING.sub("", text, count=1)
        if shorter == text or not shorter:
            return shorter
        text = shorter


def starts_a_row(text: str) -> bool:
    """Whether the text begins with a numbering or 其中, so that it cannot be the rest of a wrapped label."""
    return bool(_CIRCLED.match(text) or _ROW_START.match(simplified(text)))


def without_brackets(text: str) -> str:
    """A squeezed label without its notes in brackets; a bracket cut by a line end is cut to that end."""
    while True:
        shorter = _INNER_BRACKETS.sub("", text)
        if shorter == text:
            break
        text = shorter
    opened = min((at for at in (text.find("("), text.find("[")) if at >= 0), default=-1)
    if opened >= 0:
        text = text[:opened]
    closed = max(text.rfind(")"), text.rfind("]"))
    return text[closed + 1 :]


@lru_cache(maxsize=8192)
def label_key(text: str) -> str:
    """The text by which two prints of one label are equal; empty for a note in brackets."""
    bare = without_brackets(without_numbering(squeezed(text)))
    bare = _SIGNS.sub("", without_numbering(bare))
    bare = bare.replace("的", "").replace("政府信息", "信息").replace("数量", "数")
    return bare[:-1] if bare.endswith("数") and len(bare) > 2 else bare


def open_brackets(text: str) -> int:
    """How many brackets are still open at the end of the text (negative: closed but never opened)."""
    plain = simplified(text)
    return sum(plain.count(mark) for mark in "([") - sum(plain.count(mark) for mark in ")]")


def unit_of(text: str) -> str | None:
    """The unit that the whole text is, with or without brackets; None when it is no unit."""
    word = squeezed(text).strip("()[]").removeprefix("单位:").removeprefix("单位")
    return word if word in _UNIT_WORDS else None


def unit_in_brackets(text: str) -> str | None:
    """The unit in a label such as 收到申请数（件）."""
    found = _BRACKET_UNIT.search(squeezed(text))
    return found.group(1) if found else None


def is_dash(text: str) -> bool:
    """Whether the text only says that there is nothing: blank, dashes, a slash, 无."""
    word = squeezed(text)
    return word in _NO_VALUE or all(mark in _DASHES for mark in word)


@dataclass(frozen=True, slots=True)
class Figure:
    """What the text of a value's cell holds."""

    value: Number | None
    unit: str | None = None
    """The unit that stands in the same cell (744条, 条 744)."""
    readable: bool = True
    """False when the text is neither a number nor a sign for nothing."""


@lru_cache(maxsize=8192)
def figure_of(text: str) -> Figure:
    """Read one value: thousands marks, full-width digits, 〇 and 零, a unit behind the number, 增3 and 减2."""
    if is_dash(text):
        return Figure(None)
    plain = simplified(text).strip().replace("−", "-")
    if plain in {"〇", "零"}:
        return Figure(0)
    if plain[:1] in "增减" and len(plain) > 1:
        plain = ("-" if plain[0] == "减" else "") + plain[1:].removeprefix("加").removeprefix("少")
    plain = re.sub(r"^([+-])\s+", r"\1", plain)
    if _NUMBER.fullmatch(plain):
        return Figure(_number(plain))
    found = _WITH_UNIT.fullmatch(plain)
    if found:
        return Figure(_number(found.group(1)), found.group(2))
    found = _UNIT_FIRST.fullmatch(plain)
    if found:
        return Figure(_number(found.group(2)), found.group(1))
    return Figure(None, readable=False)


def _number(text: str) -> Number | None:
    try:
        exact = Decimal(text.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    return int(exact) if exact == exact.to_integral_value() else float(exact)


def is_figure(text: str) -> bool:
    """Whether the text is a number (with or without a unit), so that it can stand in a value's column."""
    found = figure_of(text)
    return found.readable and found.value is not None
