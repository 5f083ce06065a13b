"""All checks of the text, in the order in which their findings are made."""

from __future__ import annotations

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose import (
    against,
    closing,
    dates,
    figures,
    growth,
    interpretation,
    law,
    names,
    nothing,
    plans,
    rates,
    repeats,
    requests,
    shares,
    slips,
    sums,
    vague,
    years,
)
from gongkai.rules.relations.prose.reading import Check, Reading

CHECKS: tuple[Check, ...] = (
    years.check,
    plans.check,
    names.check,
    law.check,
    against.check,
    repeats.check,
    nothing.check,
    sums.check,
    shares.check,
    rates.check,
    closing.check,
    growth.check,
    requests.check,
    interpretation.check,
    dates.check,
    figures.check,
    vague.check,
    slips.check,
)


def check_text(reading: Reading) -> list[Finding]:
    """Everything that the text contradicts, in itself and in the table."""
    return [finding for check in CHECKS for finding in check(reading)]
