"""Relationships of an Office package: which part belongs to which."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from gongkai.records.documents.extraction.archive import Archive
from gongkai.records.documents.extraction.xml_events import Listener, parse, plain


@dataclass(frozen=True, slots=True)
class Relation:
    """``kind`` is the last word of the relationship's type, as in ``worksheet``; ``target`` a member's name."""

    id: str
    kind: str
    target: str
    external: bool


class _Reader(Listener):
    def __init__(self, folder: str) -> None:
        self.found: list[Relation] = []
        self._folder = folder

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            own = plain(attributes)
            target, external = own.get("Target", ""), own.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join(self._folder, target)).lstrip("/")
            self.found.append(
                Relation(own.get("Id", ""), own.get("Type", "").rpartition("/")[2], target, external)
            )


def relations(archive: Archive, part: str) -> list[Relation]:
    """What ``part`` (``""`` for the package) refers to; nothing when it has no list of relations."""
    folder, name = posixpath.split(part)
    listing = posixpath.join(folder, "_rels", f"{name}.rels")
    if listing not in archive:
        return []
    reader = _Reader(folder)
    parse(archive.stream(listing), reader)
    return reader.found
