"""The national lists of fields, and rows of real directories to begin one from; facts with their sources, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from gongkai.records.catalogue.directory.boxes import Boxes, carrier_named
from gongkai.records.catalogue.models import Carrier

_DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class FieldList:
    """The fields that one national paper names. With the mark NV the list was not read in one place: it is offered to
    choose from, and never shown as law.
    """

    key: str
    article: str
    mark: str
    note: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One row of a real directory. ``whole`` is False when some of its cells could not be seen; ``personal`` when what
    it makes public lists persons, who have to be made unrecognisable first.
    """

    id: str
    field: str
    level1: str
    level2: str
    elements: tuple[str, ...]
    basis: tuple[str, ...]
    limit: str
    publishers: tuple[str, ...]
    carriers: tuple[str, ...]
    audience: str
    method: str
    levels: tuple[str, ...]
    stage: str
    source: str
    """Title of the directory that it stands in, and its place where that is known."""
    whole: bool
    personal: bool

    @property
    def boxes(self) -> Boxes:
        """What the row names as required; a board is a board whatever it is called, the rest stands under 其他."""
        required, other = 0, []
        for name in self.carriers:
            words = name.removeprefix("其他：")
            carrier = carrier_named(words) or (Carrier.BOARD if "栏" in words else Carrier.OTHER)
            required |= carrier.bit
            if carrier is Carrier.OTHER and words != Carrier.OTHER.label:
                other.append(words)
        return Boxes(required, 0, "、".join(other))


@lru_cache(maxsize=1)
def field_lists() -> dict[str, FieldList]:
    """The lists by year of their paper: 2017 (25 fields of the pilot) and 2019 (26)."""
    return {row["key"]: FieldList(**row | {"names": tuple(row["names"])}) for row in _read("fields.json")}


@lru_cache(maxsize=1)
def samples() -> tuple[Sample, ...]:
    """The rows, in the order of their numbers."""
    said = _read("entries.json")
    sources = {key: "，".join(filter(None, source.values())) for key, source in said["sources"].items()}
    lists = ("elements", "basis", "publishers", "carriers", "levels")
    return tuple(
        Sample(**row | {name: tuple(row[name]) for name in lists} | {"source": sources[row["source"]]})
        for row in said["rows"]
    )


def _read(name: str) -> Any:
    return json.loads((_DATA / name).read_text(encoding="utf-8"))
