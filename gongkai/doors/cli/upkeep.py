"""What the worker does by itself about files: displays that ended, rules that improved, what a killed process left."""

from __future__ import annotations

import sys
from datetime import timedelta

from gongkai.doors import clock

_AT_ONCE = 5
"""Files looked through again between two looks into the outbox: deliveries do not wait for a sweep."""
_LEFT = timedelta(days=1)


def keep_files() -> int:
    """Do what is due now; tell what was found. Returns how much was done, 0 when nothing waits."""
    from gongkai.records.documents.actions import sweep_public, take_down_expired
    from gongkai.records.documents.attachments.store import clear_workplaces
    from gongkai.records.documents.queries import waiting_for_sweep

    at = clock.now()
    gone = take_down_expired(on=at.date(), at=at)
    for attachment in gone:
        print(f"公示期满，已撤下附件“{attachment.name}”。", flush=True)
    waiting = waiting_for_sweep(_AT_ONCE)
    for hit in sweep_public(at=at, most=_AT_ONCE) if waiting else ():
        for told in hit.told:
            sys.stderr.write(f"gongkai: 按新规则复查，已停止公开：{told}\n")
    return len(gone) + waiting + clear_workplaces(at - _LEFT)
