"""The hash chain of acts: how one row's digest follows from the one before."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC

from gongkai.records.ledger.models import Act

FIRST_DIGEST = "0" * 64


def chain_digest(previous: str, act: Act) -> str:
    """SHA-256 of the digest before and of everything the act says, in one canonical writing."""
    said = [
        previous,
        act.at.astimezone(UTC).isoformat(timespec="microseconds"),
        act.actor,
        act.verb,
        act.subject_kind,
        act.subject_key,
        act.body_code,
        act.article,
        act.detail,
    ]
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
