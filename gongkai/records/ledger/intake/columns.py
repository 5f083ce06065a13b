"""Columns of a ledger, declared once: the same words make the template, the reading and the messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from types import MappingProxyType

Cell = str | int | float | bool | date | datetime | time | timedelta | None
"""A cell as a spreadsheet or a text file holds it; a blank one is None or an empty text."""


class ColumnType(Enum):
    """What a column holds; the value is what a clerk reads in the notes of a template."""

    TEXT = "文字"
    CODE = "编号"
    BODY = "机构"
    DATE = "日期"
    MONTH = "月份"
    COUNT = "整数"
    MONEY = "金额（元）"
    NUMBER = "数值"
    YES_NO = "是或否"
    CHOICE = "单选"
    CHOICES = "多选"
    NAMES = "多个名称"


_NO_SPELLINGS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    ``choices`` are (value, label) pairs; ``spellings`` are other labels that clerks write, each with its value;
    ``also`` are other headings; ``longest`` is in characters (0: no limit); ``past`` holds a date to today or before;
    ``width`` is in characters of a template's column; ``blank`` is what a blank cell means in a 是否 column.
    """

    key: str
    heading: str
    type: ColumnType = ColumnType.TEXT
    required: bool = False
    note: str = ""
    example: Cell = None
    also: tuple[str, ...] = ()
    choices: tuple[tuple[str, str], ...] = ()
    spellings: Mapping[str, str] = field(default_factory=dict, hash=False)
    longest: int = 0
    past: bool = False
    width: int = 14
    blank: bool = False

    @property
    def labels(self) -> list[str]:
        """The labels of the choices, in their order."""
        return [label for _, label in self.choices]


def text(
    key: str,
    heading: str,
    *,
    required: bool = False,
    note: str = "",
    example: str | None = None,
    also: tuple[str, ...] = (),
    longest: int = 0,
    width: int = 24,
) -> Column:
    """Free words, kept as they were written."""
    return Column(key, heading, ColumnType.TEXT, required, note, example, also, longest=longest, width=width)


def code(
    key: str,
    heading: str,
    *,
    required: bool = False,
    note: str = "",
    example: str | None = None,
    also: tuple[str, ...] = (),
    longest: int = 0,
    width: int = 20,
) -> Column:
    """A number that names something: never reckoned with, never turned into a decimal."""
    return Column(key, heading, ColumnType.CODE, required, note, example, also, longest=longest, width=width)


def body(
    key: str = "body",
    heading: str = "机构代码",
    *,
    required: bool = True,
    note: str = "",
    also: tuple[str, ...] = (
        "机构",
        "机构名称",
        "单位",
        "公开单位",
        "公开主体",
        "村",
        "村（社区）",
        "区划代码",
    ),
) -> Column:
    """A body, by code or by name; with ``--body`` it may be left blank."""
    note = note or "机构代码或名称，如 640381106、邵岗村；导入时另外指定了机构的可以不填。"
    return Column(key, heading, ColumnType.BODY, required, note, "640381106", also, width=16)


def day(
    key: str,
    heading: str,
    *,
    required: bool = False,
    note: str = "",
    example: date | None = None,
    also: tuple[str, ...] = (),
    past: bool = True,
) -> Column:
    """A day. One that has happened cannot lie in the future (``past``)."""
    return Column(key, heading, ColumnType.DATE, required, note, example, also, past=past, width=13)


def month(
    key: str, heading: str, *, required: bool = False, note: str = "", example: str | None = None
) -> Column:
    """A month, kept as its first day."""
    return Column(key, heading, ColumnType.MONTH, required, note, example, past=True, width=12)


def count(
    key: str,
    heading: str,
    *,
    required: bool = False,
    note: str = "",
    example: int | None = None,
    also: tuple[str, ...] = (),
) -> Column:
    """A whole number, not negative."""
    return Column(key, heading, ColumnType.COUNT, required, note, example, also, width=10)


def money(
    key: str, heading: str, *, required: bool = False, note: str = "", example: float | None = None
) -> Column:
    """An amount in 元 with at most two decimals, not negative."""
    note = note or "以元为单位，最多两位小数。"
    return Column(key, heading, ColumnType.MONEY, required, note, example, width=14)


def number(
    key: str, heading: str, *, required: bool = False, note: str = "", example: float | None = None
) -> Column:
    """A number with at most four decimals."""
    return Column(key, heading, ColumnType.NUMBER, required, note, example, width=12)


def yes_no(
    key: str,
    heading: str,
    *,
    note: str = "",
    example: str | None = "否",
    also: tuple[str, ...] = (),
    blank: bool = False,
) -> Column:
    """是 or 否; a blank cell means ``blank``."""
    note = f"{note}不填按“{'是' if blank else '否'}”。"
    return Column(key, heading, ColumnType.YES_NO, False, note, example, also, width=12, blank=blank)


def choice(
    key: str,
    heading: str,
    choices: Sequence[tuple[str, str]],
    *,
    required: bool = False,
    note: str = "",
    example: str | None = None,
    also: tuple[str, ...] = (),
    spellings: Mapping[str, str] = _NO_SPELLINGS,
) -> Column:
    """One of a closed list."""
    pairs = tuple((str(value), str(label)) for value, label in choices)
    return Column(key, heading, ColumnType.CHOICE, required, note, example, also, pairs, spellings, width=14)


def choices(
    key: str,
    heading: str,
    options: Sequence[tuple[str, str]],
    *,
    required: bool = False,
    note: str = "",
    example: str | None = None,
    also: tuple[str, ...] = (),
    spellings: Mapping[str, str] = _NO_SPELLINGS,
) -> Column:
    """Some of a closed list, with 、 between them."""
    pairs = tuple((str(value), str(label)) for value, label in options)
    return Column(key, heading, ColumnType.CHOICES, required, note, example, also, pairs, spellings, width=20)


def names(
    key: str, heading: str, *, note: str = "", example: str | None = None, also: tuple[str, ...] = ()
) -> Column:
    """Names of other records, with 、 between them."""
    return Column(key, heading, ColumnType.NAMES, False, note, example, also, width=24)
