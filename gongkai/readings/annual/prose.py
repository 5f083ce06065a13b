"""Prose with bound numbers: ``{{s1_1}}`` is the value of that figure, ``{{percent:a/b}}`` the share of two figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from gongkai.readings.annual.figures import Bound, Figure, Number, Paragraph, Words
from gongkai.rules.refusal import Refusal

Lookup = Callable[[str], Figure | None]

_TOKEN = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")
_SHARE = re.compile(r"percent:([^/{}]+)/([^/{}]+)")
_BRACES = re.compile(r"\{\{|\}\}")


def paragraphs(text: str, lookup: Lookup, place: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, one a line. Raises Refusal that names ``place`` and the code that has no figure."""
    return tuple(
        Paragraph(tuple(_pieces(line.strip(), lookup, place))) for line in text.splitlines() if line.strip()
    )


def _pieces(line: str, lookup: Lookup, place: str) -> Iterator[Words | Bound]:
    for at, part in enumerate(_TOKEN.split(line)):
        if at % 2:
            figure = bound_figure(part, lookup)
            if figure is None or figure.value is None:
                raise Refusal(f"{place}里的“{{{{{part}}}}}”没有对应的指标数，请核对代码，或改用文字。")
            yield Bound(figure, written(figure))
        elif _BRACES.search(part):
            raise Refusal(f"{place}里有不成对的“{{{{”或“}}}}”，请检查“{part.strip()[:30]}”。")
        elif part:
            yield Words(part)


def bound_figure(code: str, lookup: Lookup) -> Figure | None:
    """The figure that a placeholder is bound to; None when there is none. Raises Refusal for a share of nothing."""
    share = _SHARE.fullmatch(code)
    if share is None:
        return lookup(code)
    part, whole = lookup(share[1].strip()), lookup(share[2].strip())
    if part is None or whole is None or part.value is None or whole.value is None:
        return None
    if whole.value == 0:
        raise Refusal(f"“{{{{{code}}}}}”算不出来：{whole.label}为 0，没有比例，请改用文字。")
    return Figure(
        code=code,
        label=f"{part.label}占{whole.label}的比例",
        unit="%",
        value=_rounded(Decimal(part.value) * 100 / Decimal(whole.value)),
        source=part.source,
        rows=part.rows,
        tally=f"{part.label} ÷ {whole.label} × 100%，保留一位小数；下列记录为{part.label}的记录。",
    )


def share_of(code: str) -> str:
    """The code whose records stand behind a placeholder: its own, or the part of a share."""
    share = _SHARE.fullmatch(code)
    return share[1].strip() if share else code


def _rounded(percentage: Decimal) -> Number:
    rounded = percentage.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return int(rounded) if rounded == rounded.to_integral_value() else rounded


def written(figure: Figure) -> str:
    """A value as prose has it: 744, 6.6, 86.7%."""
    value = figure.value
    text = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
    return f"{text}%" if figure.unit == "%" else text
