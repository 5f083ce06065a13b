"""计数口径: what counts as one, for every number that a report states.

A tally is a name with a rule in Chinese. The annual reading binds each name to a query over the records; the form's
fields name the tally that fills them (:attr:`gongkai.rules.forms.edition.Field.tally`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from gongkai.rules.refusal import Refusal

_FILE = Path(__file__).parent / "tallies.json"


@dataclass(frozen=True, slots=True)
class Tally:
    """One way of counting."""

    name: str
    label: str
    """What the number is called, in Chinese."""
    unit: str
    counts: str
    """What counts as one and what does not, in Chinese."""
    basis: str
    """Where the rule comes from, in Chinese."""


@lru_cache(maxsize=1)
def tallies() -> Mapping[str, Tally]:
    """Every tally by name, in the order of the form and then of the text; read once."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))
    return MappingProxyType({row["name"]: Tally(**row) for row in rows})


def tally(name: str) -> Tally:
    """The tally of that name; an unknown name is refused."""
    found = tallies().get(name)
    if found is None:
        raise Refusal(f"没有名为“{name}”的计数口径，请核对名称。")
    return found


def closing_rate(closed: int, received: int) -> float | None:
    """办结率 in percent, rounded to one decimal (四舍五入); None when nothing was received.

    Only what is closed counts: matters in hand never enter the numerator.
    """
    if received <= 0:
        return None
    if not 0 <= closed <= received:
        raise Refusal(f"办结 {closed} 件与收到 {received} 件不合，办结数应在 0 与收到数之间，请核对。")
    rate = Decimal(closed * 100) / Decimal(received)
    return float(rate.quantize(Decimal("0.1"), ROUND_HALF_UP))
