"""公开时限: what the column 公开时限 of a directory says, as structure, and the days that follow from it."""

from gongkai.rules.limits.due import DueDay, Period, due_after, periods_of
from gongkai.rules.limits.limit import KINDS, RHYTHMS, TRIGGERS, Limit, limit_from_json
from gongkai.rules.limits.reading import read_limits

__all__ = [
    "KINDS",
    "RHYTHMS",
    "TRIGGERS",
    "DueDay",
    "Limit",
    "Period",
    "due_after",
    "limit_from_json",
    "periods_of",
    "read_limits",
]
