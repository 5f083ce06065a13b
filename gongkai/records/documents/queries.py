"""Reads of the documents."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from gongkai.records.documents.models import Version

_SHOWN = 20


def text_digest(text: str) -> str:
    """SHA-256 of a version's text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class TextsState:
    """How many versions there are, and the first whose text is not the one that its digest was taken of."""

    versions: int
    altered: tuple[Version, ...]


def texts_state() -> TextsState:
    """Read every version once, in flat memory."""
    seen, altered = 0, list[Version]()
    for version in Version.objects.select_related("document").order_by("id").iterator(chunk_size=500):
        seen += 1
        if version.digest != text_digest(version.text) and len(altered) < _SHOWN:
            altered.append(version)
    return TextsState(versions=seen, altered=tuple(altered))
