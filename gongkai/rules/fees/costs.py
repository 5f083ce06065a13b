"""成本费用: what each law lets an organ take money for, and who is exempt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("costs.json")


@dataclass(frozen=True, slots=True)
class Cost:
    """A kind of charge that a law allows: 2007 art 27 search, copies and post; 2019 art 42 the processing fee."""

    kind: str
    label: str
    law: str
    article: str


@dataclass(frozen=True, slots=True)
class Exemption:
    """People who pay nothing, by a local rule. ``area`` is a prefix of area codes."""

    code: str
    label: str
    area: str
    law: str
    article: str


def costs(law: str) -> tuple[Cost, ...]:
    """The kinds of charge under one law (2007 or 2019)."""
    return tuple(cost for cost in _facts()[0] if cost.law == law)


def exemptions(law: str, area: str) -> tuple[Exemption, ...]:
    """Who is exempt under one law in one area (a code such as 640381106)."""
    return tuple(one for one in _facts()[1] if one.law == law and area.startswith(one.area))


@lru_cache(maxsize=1)
def _facts() -> tuple[tuple[Cost, ...], tuple[Exemption, ...]]:
    raw = json.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(Cost(**row) for row in raw["costs"]), tuple(Exemption(**row) for row in raw["exemptions"])
