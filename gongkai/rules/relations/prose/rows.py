"""How the text speaks of the rows of a form: the words around a number that make it this row and no other.

The wordings are data, one file a form in ``wordings/``. In a pattern ``#`` stands for the number with its unit,
``<fill>`` for the words that may stand between a name and its number, ``<info>`` for 政府信息 with its attributes.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "wordings"
_WORDS = {
    # Possessive: what stands between is eaten once, so that no wording can make the match slow.
    "<fill>": (
        r"(?:共计|总共|共|合计|总计|累计|总次数|总数量?|总量|数量|件数|条数|次数|数|为|达到|达|计|有|是|：|的|了|约|近|超过|大约|事项|情况)*+"
    ),
    "<info>": r"(?:的|了|各类|各级|各项|有关|相关|本级)*(?:政府|政务)?信息(?:公开)?",
}
_UNITS = {
    "papers": "件 条 份 个 宗 起 例 则 篇",
    "items": "条 件 则 篇 份 项",
    "times": "次 场 期 场次 件 个 批 批次",
    "places": "个 处 家 所",
    "people": "人 名 位",
    "attendances": "人次 人 名",
    "money": "元 万元 亿元",
}


@dataclass(frozen=True, slots=True)
class TextRow:
    """One row of a form as sentences name it."""

    codes: tuple[str, ...]
    """The cells whose sum the number must equal; mostly one."""
    label: str
    """The row's name in a message."""
    units: frozenset[str]
    match: re.Pattern[str]
    """On ``words before the number # words behind the unit`` of the clause."""
    exact: bool
    """The words are the form's own: text and table cannot both be right when they differ."""
    topics: frozenset[str]
    """The chapters that may be about this row; empty for any."""
    need: re.Pattern[str] | None
    """What the sentence or the title of the chapter must contain."""
    never: re.Pattern[str] | None
    """What must not stand between the quantity before (or the beginning) and the end of the clause."""
    subject: re.Pattern[str] | None
    rival: re.Pattern[str] | None
    """Where a sentence speaks of both (复议, 诉讼), the nearer one before the number must be ``subject``."""
    carried: bool
    """Speaks of what came over from last year, so 上年 before it is no other time."""
    each: bool
    """Said once for several rows: 专兼职人员各1名."""
    loose: bool
    """The words are everyday ones (召开会议3次): said of this row only when nothing else in the report is."""
    around: re.Pattern[str] | None
    """What the paragraph or the title of the chapter must contain, unless it is the chapter on staff and meetings."""
    block: re.Pattern[str] | None
    """What must not stand shortly before the number or behind it in its clause."""
    one_channel: bool
    """Not meant when exactly one channel is named before it (通过微信公开133条)."""

    @property
    def money(self) -> bool:
        """Whether the row counts 万元."""
        return "万元" in self.units


@dataclass(frozen=True, slots=True)
class PartRows:
    """The rows that a list under a total names: 其中网站79条、微信133条."""

    totals: tuple[str, ...]
    """Codes of the totals whose parts these are."""
    parts: tuple[tuple[str, re.Pattern[str]], ...]
    """Code and the words by which a part is that row, in the order in which they are tried."""
    several: frozenset[str]
    """Codes of rows that gather several things (其他方式), so that one of them may be less than the row."""


@dataclass(frozen=True, slots=True)
class NothingRow:
    """How the text says that a row is zero: 未收到申请."""

    codes: tuple[str, ...]
    label: str
    what: re.Pattern[str]
    never: re.Pattern[str] | None
    need: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class WholeRow:
    """How the text names a row as the base of a share: 占全年主动公开总数的."""

    codes: tuple[str, ...]
    label: str
    words: re.Pattern[str]
    explicit: re.Pattern[str]
    """What in those words leaves no other base."""


@dataclass(frozen=True, slots=True)
class Wording:
    """All the wordings of one form."""

    rows: tuple[TextRow, ...]
    lists: tuple[PartRows, ...]
    nothing: tuple[NothingRow, ...]
    wholes: tuple[WholeRow, ...]


@lru_cache(maxsize=8)
def wording_of(form: str) -> Wording:
    """The wordings of the form called ``2014``, ``2019`` or ``2021``; none for a form that has no such file."""
    path = _FOLDER / f"{form}.json"
    if not path.is_file():
        return Wording((), (), (), ())
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Wording(
        rows=tuple(_row(row) for row in raw["rows"]),
        lists=tuple(
            PartRows(
                tuple(one["total"]),
                tuple((code, re.compile(words)) for code, words, *_ in one["parts"]),
                frozenset(code for code, _, *several in one["parts"] if several),
            )
            for one in raw["lists"]
        ),
        nothing=tuple(
            NothingRow(
                tuple(one["codes"]),
                one["label"],
                re.compile(one["what"]),
                _pattern(one, "never"),
                _pattern(one, "need"),
            )
            for one in raw["nothing"]
        ),
        wholes=tuple(
            WholeRow(tuple(one["codes"]), one["label"], re.compile(one["words"]), re.compile(one["explicit"]))
            for one in raw["wholes"]
        ),
    )


def _row(row: dict[str, Any]) -> TextRow:
    pattern = "|".join(row["match"])
    for name, words in _WORDS.items():
        pattern = pattern.replace(name, words)
    return TextRow(
        codes=tuple(row["codes"]),
        label=row["label"],
        units=frozenset(_UNITS[row["units"]].split()),
        match=re.compile(pattern),
        exact=row.get("exact", False),
        topics=frozenset(row.get("topics", ())),
        need=_pattern(row, "need"),
        never=_pattern(row, "never"),
        subject=_pattern(row, "subject"),
        rival=_pattern(row, "rival"),
        carried=row.get("carried", False),
        each=row.get("each", False),
        loose=row.get("loose", False),
        around=_pattern(row, "around"),
        block=_pattern(row, "block"),
        one_channel=row.get("oneChannel", False),
    )


def _pattern(row: dict[str, Any], key: str) -> re.Pattern[str] | None:
    return re.compile(row[key]) if row.get(key) else None
