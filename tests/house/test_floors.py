"""Foreign keys point the way imports do."""

from __future__ import annotations

import pytest

from tests.house.floors import Floors, foreign_keys, upward_keys
from tests.house.ground import HOUSE

FLOORS = Floors(HOUSE)


def test_foreign_keys_point_down() -> None:
    keys = list(foreign_keys())
    assert (
        "Placement.item",
        "gongkai.records.disclosure.models.items",
        "gongkai.records.disclosure.models.items",
    ) in keys
    assert (
        "Item.field",
        "gongkai.records.disclosure.models.items",
        "gongkai.records.catalogue.models",
    ) in keys
    assert upward_keys(FLOORS, keys) == []


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("gongkai.records.bodies.models", "gongkai.records.disclosure.models"),
        ("gongkai.records.applications.models", "gongkai.records.engagement.models"),
        ("gongkai.records.disclosure.models", "gongkai.readings.annual.models"),
        ("gongkai.readings.annual.models", "gongkai.readings.insight.models"),
        ("gongkai.rules.articles", "gongkai.rules.forms"),
        ("gongkai.doors.portal.pages", "gongkai.doors.api.pages"),
        ("gongkai.records.ledger.models", "gongkai.records.ledger.actions"),
    ],
)
def test_a_key_that_points_up_or_aside_is_found(upper: str, lower: str) -> None:
    assert upward_keys(FLOORS, [("X.y", upper, lower)]) == [f"X.y: {upper} may not lean on {lower}"]


def test_down_and_within_a_room_are_free() -> None:
    assert FLOORS.may_lean("gongkai.records.remedies.models", "gongkai.records.ledger.models")
    assert FLOORS.may_lean("gongkai.records.ledger.actions", "gongkai.records.ledger.models")
    assert FLOORS.may_lean("gongkai.config.urls", "gongkai.doors.portal.urls")
    assert FLOORS.may_lean("gongkai.readings.annual.models", "gongkai.readings.annual.models")
