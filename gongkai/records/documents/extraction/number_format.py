"""How a workbook shows a number: 0.867 under ``0.0%`` is 86.7%, 43101 under a date format is 2018-01-01.

Only what a reader compares is rendered: digits, grouping, percent, dates and times, literal text. Colours, widths,
fractions and conditions are left out; an unknown code shows the number itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

BUILT_IN: dict[int, str] = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Codes that a workbook uses by number, in the Chinese edition (ECMA-376 part 1, 18.8.30). The rest is General."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]|(?P<clock>AM/PM|A/P|上午/下午)'
    r"|(?P<general>General|G/通用格式|@)|(?P<date>y+|m+|d+|h+|s+|a{3,4})|(?P<point>\.0+)|(?P<digits>[#0?,.]+(?:E[+-]0+)?)"
    r"|(?P<plain>.)",
    re.IGNORECASE | re.DOTALL,
)
_DAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def show(written: str, code: str | None, *, since_1904: bool = False) -> str:
    """The number ``written`` in the file as its cell shows it under the format ``code`` (None: General)."""
    try:
        value = Decimal(written)
    except InvalidOperation:
        return written
    if not value.is_finite() or abs(value.adjusted()) > 300:
        return written
    value = exact(value)
    tokens, negative = _section(code or "General", value)
    if not tokens or any(token.kind == "general" for token in tokens):
        return plain_number(value) + "".join(token.text for token in tokens if token.kind == "plain")
    if any(token.kind in {"date", "elapsed"} for token in tokens):
        return _date(value, tokens, since_1904=since_1904)
    return _number(value, tokens, negative=negative)


def exact(value: Decimal) -> Decimal:
    """The value at the 15 digits that spreadsheets keep: 6.5999999999999996 was typed 6.6.

    A whole number written out in full keeps all its digits, as other programs write them.
    """
    if value == value.to_integral_value() and "E" not in str(value):
        return value
    return Decimal(f"{value:.15g}")


def plain_number(value: Decimal) -> str:
    """Digits without exponent and without trailing zeros: 744 and not 744.0."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def _section(code: str, value: Decimal) -> tuple[tuple[_Token, ...], bool]:
    """The tokens of the section that fits the sign, and whether a minus is still to be written."""
    sections = _sections(code)
    if value < 0 and len(sections) > 1:
        return sections[1], False
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], value < 0


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code[:255]):
        kind = match.lastgroup
        if kind is None:
            continue
        text = match.group(kind)
        if kind == "plain" and text == ";":
            sections.append([])
        elif kind in {"quoted", "escaped", "plain"}:
            sections[-1].append(_Token("plain", text))
        else:
            sections[-1].append(_Token(kind, text))
    return tuple(tuple(section) for section in sections)


def _number(value: Decimal, tokens: tuple[_Token, ...], *, negative: bool) -> str:
    pattern = "".join(token.text for token in tokens if token.kind in {"digits", "point"})
    parts = [token for token in tokens if token.kind in {"digits", "point"}]
    if len(parts) > 1 or "E" in pattern.upper():
        return plain_number(value)
    percents = sum(token.text.count("%") for token in tokens if token.kind == "plain")
    scale = len(re.search(r"(,*)(?:\.[0#?]*)?$", pattern).group(1)) if "," in pattern else 0  # type: ignore[union-attr]
    scaled = abs(value).scaleb(2 * percents - 3 * scale)
    digits = _digits(scaled, pattern)
    shown = "".join(digits if token in parts else token.text for token in tokens).strip()
    # A format that shows nothing (;;;) hides the number from view, not from whoever gets the file.
    return ("-" if negative and scaled else "") + shown if shown else plain_number(value)


def _digits(value: Decimal, pattern: str) -> str:
    whole, _, fraction = pattern.partition(".")
    most = len(re.findall(r"[0#?]", fraction))
    least = fraction.count("0")
    rounded = value.quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP) if value.adjusted() < 25 else value
    text = f"{rounded:f}"
    head, _, tail = text.partition(".")
    while len(tail) > least and tail.endswith("0"):
        tail = tail[:-1]
    head = head.lstrip("0").rjust(whole.count("0"), "0")
    if re.search(r"[0#?],[0#?]", whole):
        head = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", head)
    return f"{head}.{tail}" if tail else head


def _date(value: Decimal, tokens: tuple[_Token, ...], *, since_1904: bool) -> str:
    moment = moment_of(value, since_1904=since_1904)
    if moment is None:
        return plain_number(value)
    twelve = any(token.kind == "clock" for token in tokens)
    shown = ""
    previous = ""
    for at, token in enumerate(tokens):
        if token.kind == "elapsed":
            unit = token.text[0].lower()
            shown += str(int(value * {"h": 24, "m": 1440, "s": 86400}[unit]))
            previous = unit
        elif token.kind == "clock":
            shown += "上午" if moment.hour < 12 else "下午"
        elif token.kind == "date":
            minutes = token.text[0].lower() == "m" and (previous == "h" or _seconds_follow(tokens, at))
            shown += _date_part(moment, token.text.lower(), minutes=minutes, twelve=twelve)
            previous = token.text[0].lower()
        elif token.kind in {"plain", "digits"}:
            shown += token.text
    return shown.strip()


def moment_of(value: Decimal, *, since_1904: bool) -> datetime | None:
    """The moment that a serial number means; None before 1900 and after 9999."""
    if not 0 <= value < 2_958_466:
        return None
    days = int(value)
    # Excel believes that there was a 29 February 1900.
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if days < 60 else 30)  # noqa: DTZ001
    return first + timedelta(days=days, seconds=round((value - days) * 86400))


def _seconds_follow(tokens: tuple[_Token, ...], at: int) -> bool:
    following = (token.text[0].lower() for token in tokens[at + 1 :] if token.kind == "date")
    return next(following, "") == "s"


def _date_part(moment: datetime, text: str, *, minutes: bool, twelve: bool) -> str:
    hour = (moment.hour % 12 or 12) if twelve else moment.hour
    two = len(text) == 2
    match text[0]:
        case "y":
            return f"{moment.year:04d}" if len(text) > 2 else f"{moment.year % 100:02d}"
        case "d":
            return f"{moment.day:02d}" if two else str(moment.day) if len(text) == 1 else _weekday(moment)
        case "a":
            return _weekday(moment)
        case "h":
            return f"{hour:02d}" if two else str(hour)
        case "s":
            return f"{moment.second:02d}" if two else str(moment.second)
    number = moment.minute if minutes else moment.month
    return f"{number:02d}" if two else str(number)


def _weekday(moment: datetime) -> str:
    return f"星期{_DAYS[moment.weekday()]}"
