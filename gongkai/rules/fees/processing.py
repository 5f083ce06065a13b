"""信息处理费: the two tariffs of 国办函〔2020〕109号, both progressive by slice. Money is whole 元."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from gongkai.rules.articles import cite, setting
from gongkai.rules.refusal import Refusal

Tariff = Literal["items", "pages"]

TARIFFS: dict[Tariff, str] = {"items": "按件计收", "pages": "按量计收"}
MOST = 100_000
"""No township meets more of either in one application; a greater number is a slip of the finger."""

_FILE = Path(__file__).with_name("tariffs.json")
_READING = "第31件起每10件为一档、逐档提高100元/件，是本平台对收费标准的理解"


@dataclass(frozen=True, slots=True)
class Slice:
    """One slice of the tariff as far as it is used. ``last`` None: without an upper end."""

    first: int
    last: int | None
    rate: int
    """元 for each item or page of this slice."""
    quantity: int
    amount: int
    """元."""


@dataclass(frozen=True, slots=True)
class ProcessingFee:
    """What one application costs under one tariff. The two tariffs are never added up (art 3)."""

    tariff: Tariff
    unit: str
    quantity: int
    amount: int
    """元."""
    slices: tuple[Slice, ...]
    article: str
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The object of ``gongkai fee --format json``."""
        return {
            "by": self.tariff,
            "quantity": self.quantity,
            "unit": self.unit,
            "amount": self.amount,
            "article": cite(self.article),
            "article_id": self.article,
            "slices": [
                {
                    "from": part.first,
                    "to": part.last,
                    "rate": part.rate,
                    "quantity": part.quantity,
                    "amount": part.amount,
                }
                for part in self.slices
            ],
            "notes": list(self.notes),
        }


def processing_fee(tariff: Tariff, quantity: int) -> ProcessingFee:
    """The fee for ``quantity`` items (one applicant, one calendar month) or pages (one application).

    Raises Refusal for a negative number or one beyond any township (:data:`MOST`).
    """
    rules = _tariffs()[tariff]
    unit: str = rules["unit"]
    if quantity < 0:
        raise Refusal(f"数量“{quantity}”不能是负数，请填写{unit}数（0 或更大的整数）。")
    if quantity > MOST:
        raise Refusal(f"数量“{quantity}”超出可计算的范围（最多 {MOST} {unit}），请核对。")
    slices = tuple(_used(rules, quantity))
    notes = [f"按{rules['per']}计算"]
    if tariff == "items" and quantity > rules["bands"][-1]["last"]:
        notes.append(_READING)
    return ProcessingFee(
        tariff=tariff,
        unit=unit,
        quantity=quantity,
        amount=sum(part.amount for part in slices),
        slices=slices,
        article=rules["article"],
        notes=tuple(notes),
    )


def in_force(day: date, begins: date | None = None) -> bool:
    """Whether the fee may be taken on ``day``. The first day is the setting ``fee_measure_begins``."""
    return day >= (begins or date.fromisoformat(setting("fee_measure_begins").default))


def _used(rules: dict[str, Any], quantity: int) -> Iterator[Slice]:
    for first, last, rate in _slices(rules):
        if first > quantity:
            return
        used = quantity - first + 1 if last is None else min(quantity, last) - first + 1
        yield Slice(first, last, rate, used, used * rate)


def _slices(rules: dict[str, Any]) -> Iterator[tuple[int, int | None, int]]:
    for band in rules["bands"]:
        yield band["first"], band["last"], band["rate"]
    beyond, first = rules["beyond"], rules["bands"][-1]["last"] + 1
    width, rate = beyond["width"], beyond["rate"]
    if width is None:
        yield first, None, rate
        return
    while True:
        yield first, first + width - 1, rate
        first, rate = first + width, rate + beyond["rise"]


@lru_cache(maxsize=1)
def _tariffs() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return found
