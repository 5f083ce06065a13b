"""问题: what a check says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from gongkai.rules.forms.paper import Place

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree.

    ``severity`` is ``error`` only for what cannot be right. ``message`` is one Chinese sentence that names both
    numbers and says what disagrees with what.
    """

    rule: str
    severity: Severity
    message: str
    cells: tuple[str, ...] = ()
    where: Place = field(default_factory=Place)
    expected: float | int | str | None = None
    found: float | int | str | None = None

    def as_json(self) -> dict[str, Any]:
        """The finding as the contract of ``gongkai annual check --format json`` has it."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "cells": list(self.cells),
            "where": self.where.as_json(),
            "expected": self.expected,
            "found": self.found,
            "message": self.message,
        }
