"""Every tally by its name, and all of them measured at once: one query a source, whatever the number of records."""

from __future__ import annotations

from gongkai.readings.annual.tallies import (
    applications,
    bodies,
    capacity,
    disclosure,
    engagement,
    remedies,
    services,
)
from gongkai.readings.annual.tallies.source import Measured, Measures, Scope, Source, Tally

SOURCES: tuple[Source, ...] = (
    *disclosure.SOURCES,
    *engagement.SOURCES,
    *applications.SOURCES,
    *remedies.SOURCES,
    *capacity.SOURCES,
    *services.SOURCES,
    *bodies.SOURCES,
)


def find(name: str) -> tuple[Source, Tally] | None:
    """The tally of a name and the source that measures it; None when there is no such tally."""
    for source in SOURCES:
        tally = source.tally(name)
        if tally is not None:
            return source, tally
    return None


def measure_all(scope: Scope) -> Measures:
    """Every tally, by body."""
    found: Measures = {}
    for source in SOURCES:
        found.update(source.measure(scope))
    return found


def total(by_body: dict[int, Measured]) -> Measured:
    """The sum over all bodies."""
    return Measured(
        sum((one.value for one in by_body.values()), 0), sum(one.rows for one in by_body.values())
    )
