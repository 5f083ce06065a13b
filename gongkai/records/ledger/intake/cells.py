"""One cell to one value, by the type of its column; a cell that cannot be read says why in Chinese."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from gongkai.records.ledger.intake.columns import Cell, Column, ColumnType

Value = str | int | bool | date | Decimal | tuple[str, ...] | None
Parser = Callable[[Cell], Value]

_NARROW = str.maketrans(
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | {0x3000: " ", 0x2212: "-", 0x2014: "-", 0x2013: "-"}
)
"""Full-width digits, letters and marks to their narrow selves."""
_NARROW_ALNUM = str.maketrans(
    {
        code: code - 0xFEE0
        for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B), 0xFF0D, 0xFF0F)
    }
)
_UNSEEN = dict.fromkeys(
    (*range(9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF)
)
_NOTHING = frozenset({"", "-", "--", "/", "无", "—", "——"})
_DAY = re.compile(
    r"(\d{4})\s*([-/.年])\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_MONTH = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*月?")
_NUMBER = re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_BETWEEN = re.compile(r"[、，,;；/\n|]+")
_YES = frozenset({"是", "√", "✓", "✔", "有", "y", "yes", "true", "1"})
_NO = frozenset({"否", "×", "✗", "✘", "没有", "n", "no", "false", "0"})
_LARGEST = 2**31 - 1
_EXACT = 10**15
"""Whole numbers below this survive a spreadsheet's floating-point cell."""
_FIRST_YEAR, _LAST_YEAR = 1949, 2099


class CellError(Exception):
    """The cell cannot be read as its column asks; the text is the reason."""


def parser_for(column: Column, *, today: date) -> Parser:
    """The function that reads the cells of this column. It raises CellError."""
    return _PARSERS[column.type](column, today)


def shown(cell: Cell) -> str:
    """A cell as a reader sees it, for messages and remarks."""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return _digits(cell) if cell.is_integer() and abs(cell) < _EXACT else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def clean(words: str) -> str:
    """Without the marks nobody sees, the blanks around, and the apostrophe that spreadsheets put before text."""
    words = words.translate(_UNSEEN).replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n").strip()
    return words[1:].lstrip() if words.startswith("'") else words


def _digits(number: float) -> str:
    return str(int(number))


def _short(words: str) -> str:
    return words if len(words) <= 20 else words[:19] + "…"


def _text(column: Column, today: date) -> Parser:
    del today
    longest = column.longest

    def parse(cell: Cell) -> Value:
        words = clean(cell) if isinstance(cell, str) else shown(cell)
        if longest and len(words) > longest:
            raise CellError(f"有 {len(words)} 个字，最多 {longest} 个字。")
        return words or None

    return parse


def _code(column: Column, today: date) -> Parser:
    del today
    longest = column.longest

    def parse(cell: Cell) -> Value:
        if isinstance(cell, bool):
            raise CellError("应为编号，这里是“是/否”值。")
        if isinstance(cell, (date, time, timedelta)):
            raise CellError(f"编号被表格软件变成了日期（{shown(cell)}）：请把这一列设为文本格式后重新填写。")
        if isinstance(cell, (int, float)):
            words = _code_of_number(cell)
        else:
            words = (clean(cell) if isinstance(cell, str) else shown(cell)).translate(_NARROW_ALNUM)
        if longest and len(words) > longest:
            raise CellError(f"有 {len(words)} 个字，最多 {longest} 个字。")
        return words or None

    return parse


def _code_of_number(cell: float) -> str:
    if not float(cell).is_integer():
        raise CellError(f"应为编号，这里是小数 {cell}：请把这一列设为文本格式后重新填写。")
    if abs(cell) >= _EXACT:
        raise CellError("编号超过 15 位却按数值保存，末尾数字已丢失：请把这一列设为文本格式后重新填写。")
    return _digits(cell)


def _day(column: Column, today: date) -> Parser:
    past = column.past

    def parse(cell: Cell) -> Value:
        found = _as_day(cell)
        if found is None:
            return None
        if past and found > today:
            raise CellError(f"日期 {found} 还没有到，请核对年份。")
        return found

    return parse


def _as_day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return _in_range(cell.date())
    if isinstance(cell, date):
        return _in_range(cell)
    if isinstance(cell, str):
        words = clean(cell).translate(_NARROW)
        if words in _NOTHING:
            return None
        if match := _DAY.fullmatch(words):
            return _real_day(match[1], match[3], match[4], words)
        if words.isdigit() and len(words) == 8:
            return _real_day(words[:4], words[4:6], words[6:], words)
        raise CellError(f"“{_short(words)}”不是日期，应写成 2018-01-31。")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if float(cell).is_integer() and 19490101 <= cell <= 20991231:
            words = _digits(cell)
            return _real_day(words[:4], words[4:6], words[6:], words)
        raise CellError(f"这里是数字 {shown(cell)}，不是日期：请把单元格设为日期格式，或写成 2018-01-31。")
    if cell is None:
        return None
    raise CellError(f"“{shown(cell)}”不是日期，应写成 2018-01-31。")


def _real_day(year: str, month: str, day: str, words: str) -> date:
    try:
        return _in_range(date(int(year), int(month), int(day)))
    except ValueError:
        raise CellError(f"没有“{words}”这一天，请核对日期。") from None


def _in_range(found: date) -> date:
    if not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise CellError(f"日期 {found} 的年份不对，请核对。")
    return found


def _month(column: Column, today: date) -> Parser:
    day = _day(column, today)

    def parse(cell: Cell) -> Value:
        if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 194901 <= cell <= 209912:
            cell = _digits(cell)
        if isinstance(cell, str):
            words = clean(cell).translate(_NARROW)
            match = _MONTH.fullmatch(words) or re.fullmatch(r"(\d{4})(\d{2})", words)
            if match is not None:
                if not 1 <= int(match[2]) <= 12:
                    raise CellError(f"没有“{words}”这个月份，应写成 2018-01。")
                cell = date(int(match[1]), int(match[2]), 1)
        try:
            found = day(cell)
        except CellError as error:
            raise CellError(str(error).replace("2018-01-31", "2018-01")) from None
        return found.replace(day=1) if isinstance(found, date) else None

    return parse


def _decimal(cell: Cell) -> Decimal | None:
    if isinstance(cell, bool):
        raise CellError("应为数字，这里是“是/否”值。")
    if isinstance(cell, int):
        return Decimal(cell)
    if isinstance(cell, float):
        if not math.isfinite(cell):
            raise CellError("不是有限的数字，请重新填写。")
        return Decimal(repr(cell))
    if cell is None:
        return None
    if isinstance(cell, (date, time, timedelta)):
        raise CellError(f"应为数字，这里是日期或时间 {shown(cell)}：请把单元格设为常规格式后重新填写。")
    words = clean(cell).translate(_NARROW).replace(" ", "")
    if words in _NOTHING:
        return None
    if not _NUMBER.fullmatch(words):
        raise CellError(f"“{_short(words)}”不是数字，只填阿拉伯数字，不带单位。")
    try:
        return Decimal(words.replace(",", ""))
    except InvalidOperation:  # pragma: no cover - the pattern admits only what Decimal reads
        raise CellError(f"“{_short(words)}”不是数字。") from None


def _count(column: Column, today: date) -> Parser:
    del column, today

    def parse(cell: Cell) -> Value:
        found = _decimal(cell)
        if found is None:
            return None
        if found < 0:
            raise CellError(f"不能是负数（{_plain(found)}）。")
        if found != found.to_integral_value():
            raise CellError(f"应为整数，这里是 {_plain(found)}。")
        if found > _LARGEST:
            raise CellError(f"数字 {_plain(found)} 太大，请核对。")
        return int(found)

    return parse


def _amount(places: int, *, negative: bool, largest: int) -> Callable[[Column, date], Parser]:
    def build(column: Column, today: date) -> Parser:
        del column, today

        def parse(cell: Cell) -> Value:
            found = _decimal(cell)
            if found is None:
                return None
            if found < 0 and not negative:
                raise CellError(f"不能是负数（{_plain(found)}）。")
            if abs(found) >= largest:
                raise CellError(f"数字 {_plain(found)} 太大，请核对。")
            rounded = round(found, places)
            if abs(found - rounded) > Decimal("1e-9"):
                raise CellError(f"最多 {places} 位小数，这里是 {_plain(found)}。")
            return rounded

        return parse

    return build


def _plain(found: Decimal) -> str:
    words = format(found, "f")
    return words.rstrip("0").rstrip(".") if "." in words else words


def _yes_no(column: Column, today: date) -> Parser:
    del column, today

    def parse(cell: Cell) -> Value:
        if isinstance(cell, bool):
            return cell
        words = shown(cell).translate(_NARROW).lower()
        if words in _YES:
            return True
        if words in _NO or words in _NOTHING:
            return False
        raise CellError(f"“{_short(words)}”应填“是”或“否”。")

    return parse


def _known(column: Column) -> dict[str, str]:
    pairs = {label: value for value, label in column.choices}
    return {_key(label): value for label, value in (pairs | dict(column.spellings)).items()}


def _key(words: str) -> str:
    return re.sub(r"\s+", "", words.translate(_NARROW)).lower()


def _not_among(words: str, column: Column) -> str:
    listed = "、".join(column.labels)
    options = f"可选：{listed}" if len(listed) <= 120 else "可选项见模板的填写说明"
    return f"“{_short(words)}”不在可选项内，{options}。"


def _choice(column: Column, today: date) -> Parser:
    del today
    known = _known(column)

    def parse(cell: Cell) -> Value:
        words = shown(cell)
        if not words:
            return None
        value = known.get(_key(words))
        if value is None:
            raise CellError(_not_among(words, column))
        return value

    return parse


def _choices(column: Column, today: date) -> Parser:
    del today
    known = _known(column)
    order = {value: at for at, (value, _) in enumerate(column.choices)}

    def parse(cell: Cell) -> Value:
        words = shown(cell)
        found = set()
        for part in filter(None, (part.strip() for part in _BETWEEN.split(words))):
            value = known.get(_key(part))
            if value is None:
                raise CellError(_not_among(part, column))
            found.add(value)
        return tuple(sorted(found, key=order.__getitem__)) or None

    return parse


def _names(column: Column, today: date) -> Parser:
    del column, today

    def parse(cell: Cell) -> Value:
        parts = (part.strip() for part in _BETWEEN.split(shown(cell)))
        return tuple(dict.fromkeys(filter(None, parts))) or None

    return parse


_PARSERS: dict[ColumnType, Callable[[Column, date], Parser]] = {
    ColumnType.TEXT: _text,
    ColumnType.CODE: _code,
    ColumnType.BODY: _code,
    ColumnType.DATE: _day,
    ColumnType.MONTH: _month,
    ColumnType.COUNT: _count,
    ColumnType.MONEY: _amount(2, negative=False, largest=10**12),
    ColumnType.NUMBER: _amount(4, negative=True, largest=10**12),
    ColumnType.YES_NO: _yes_no,
    ColumnType.CHOICE: _choice,
    ColumnType.CHOICES: _choices,
    ColumnType.NAMES: _names,
}
