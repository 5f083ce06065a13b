"""The year's ledgers as workbooks: which there are, in the order in which they are brought in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from gongkai.doors.cli.demonstration import asked, means, prose, town
from gongkai.doors.cli.demonstration.items import items
from gongkai.doors.cli.demonstration.proofs import receipts
from gongkai.doors.cli.demonstration.town import Row
from gongkai.records.ledger.intake.kind import LedgerKind
from gongkai.records.ledger.intake.template import write_ledger

EDITION = "2018-2"
"""Changes with every change of the data, so that a database knows which demonstration it holds."""
_BOOKS: tuple[tuple[str, Callable[[], Iterator[Row]]], ...] = (
    ("fields", town.fields),
    ("bodies", town.bodies),
    ("people", town.people),
    ("documents", town.documents),
    ("targets", town.targets),
    ("items", items),
    ("receipts", receipts),
    ("interpretations", asked.interpretations),
    ("concerns", asked.concerns),
    ("responses", asked.responses),
    ("proposals", asked.proposals),
    ("tickets", asked.tickets),
    ("applications", asked.applications),
    ("application-actions", asked.actions),
    ("flows", means.flows),
    ("case-counts", means.case_counts),
    ("offices", means.offices),
    ("reading-points", means.reading_points),
    ("staff", means.staff),
    ("spending", means.spending),
    ("meetings", means.meetings),
    ("courses", means.courses),
    ("supervision-points", means.supervision_points),
    ("reports", prose.reports),
    ("chapters", prose.chapters),
)


def write_books(folder: Path, kinds: dict[str, LedgerKind]) -> list[tuple[LedgerKind, Path]]:
    """Write every ledger of the year into a folder; the same bytes every time. Raises Refusal."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for number, (key, rows) in enumerate(_BOOKS, 1):
        kind, path = kinds[key], folder / f"{number:02d}-{key}.xlsx"
        write_ledger(kind, path, rows(), title=f"{kind.label}（演示数据）")
        written.append((kind, path))
    return written
