"""The digest that a review decides on: one value of text, facts and files, so that any change asks again."""

from __future__ import annotations

import hashlib
import json

from gongkai.records.documents.models import Version
from gongkai.records.documents.queries import text_digest


def paper_digest(version: Version) -> str:
    """SHA-256 of the text, the facts and the public copies of the files, in hexadecimal.

    It is reckoned from what is stored now, and never read from where a digest was stored before. Whether a file is
    still shown is no part of it: that only ever grows less.
    """
    told = {
        "document": version.document_id,
        "version": version.number,
        "text": text_digest(version.text),
        "facts": version.facts,
        "files": sorted(
            [name, sealed, public]
            for name, sealed, public in version.attachments.values_list(
                "name", "sealed_digest", "public_digest"
            )
        ),
    }
    written = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def authors_of(version: Version) -> frozenset[int]:
    """Keys of all who had a hand in a version: who wrote at it, at one that it began from, or added a file."""
    return frozenset(version.authors) | frozenset(version.attachments.values_list("attached_by", flat=True))
