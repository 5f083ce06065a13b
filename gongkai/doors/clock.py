"""The one place that reads the time. Only the doors may import it; everything below is handed its moment."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """The present moment in China, with its zone."""
    return datetime.now(CHINA)


def today() -> date:
    """The present day in China: a township's day begins at its own midnight, not at Greenwich's."""
    return now().date()
