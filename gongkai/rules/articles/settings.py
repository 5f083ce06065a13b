"""设置: what the law leaves open, or what nobody has verified, each with a neutral default and the reason.

A setting is a body's own choice. It is shown with its reason and never with a citation.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("settings.json")


@dataclass(frozen=True, slots=True)
class Setting:
    """One choice. ``near`` names the articles it stands beside; ``choices`` is None where any value will do."""

    key: str
    default: str
    choices: tuple[str, ...] | None
    meaning: str
    reason: str
    near: tuple[str, ...]

    @property
    def label(self) -> str:
        """One Chinese sentence that says it is a setting, what it means and why it is no law."""
        return f"本单位设置：{self.meaning}（默认 {self.default}）。{self.reason}。"

    def accepts(self, value: str) -> bool:
        """Whether ``value`` is one of the choices."""
        return self.choices is None or value in self.choices


@lru_cache(maxsize=1)
def settings() -> dict[str, Setting]:
    """Every setting by key."""
    rows = json.loads(_FILE.read_text(encoding="utf-8"))
    return {
        row["key"]: Setting(
            key=row["key"],
            default=row["default"],
            choices=tuple(row["choices"]) if row["choices"] else None,
            meaning=row["meaning"],
            reason=row["reason"],
            near=tuple(row["near"]),
        )
        for row in rows
    }


def setting(key: str) -> Setting:
    """The setting of this key. Raises KeyError."""
    return settings()[key]
