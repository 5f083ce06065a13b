"""The register of ledger kinds, and the one way in: look at the file, read it, bring it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from gongkai.records.applications import ledgers as applications
from gongkai.records.bodies import ledgers as bodies
from gongkai.records.bodies.queries import find_body
from gongkai.records.capacity import ledgers as capacity
from gongkai.records.catalogue import ledgers as catalogue
from gongkai.records.disclosure import ledgers as disclosure
from gongkai.records.disclosure import receipts
from gongkai.records.documents import ledgers as documents
from gongkai.records.documents.extraction import inspect_file
from gongkai.records.engagement import ledgers as engagement
from gongkai.records.ledger.intake.delimited import read_delimited
from gongkai.records.ledger.intake.importing import Progress, import_ledger
from gongkai.records.ledger.intake.kind import LedgerKind, May, anybody
from gongkai.records.ledger.intake.outcome import Outcome
from gongkai.records.ledger.intake.table import LedgerFile
from gongkai.records.ledger.intake.workbook import read_workbook
from gongkai.records.remedies import ledgers as remedies
from gongkai.records.services import ledgers as services
from gongkai.records.supervision import ledgers as supervision
from gongkai.rules.refusal import Refusal

KINDS: tuple[LedgerKind, ...] = (
    *bodies.KINDS,
    *catalogue.KINDS,
    *documents.KINDS,
    *disclosure.KINDS,
    *receipts.KINDS,
    *engagement.KINDS,
    *applications.KINDS,
    *remedies.KINDS,
    *services.KINDS,
    *capacity.KINDS,
    *supervision.KINDS,
)
"""Every kind of the records, in an order in which each finds what it names."""


def find_kind(name: str, kinds: Iterable[LedgerKind] = KINDS) -> LedgerKind:
    """The kind of a key or a Chinese label. Raises Refusal, naming the kinds there are."""
    known = list(kinds)
    for kind in known:
        if name in (kind.key, kind.label, kind.label.removesuffix("台账")):
            return kind
    raise Refusal(f"没有台账种类“{name}”。可用的有：{'、'.join(kind.key for kind in known)}。")


def bring_in(
    kind: LedgerKind,
    path: Path,
    *,
    body: str = "",
    by: str,
    at: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
    options: Mapping[str, str] | None = None,
    may: May = anybody,
    file: LedgerFile | None = None,
) -> Outcome:
    """Bring one file in, for a body (a code, short or full) or for whichever bodies its rows name.

    ``options`` are what a kind with a layout of its own wants to know besides (edition, since); ``may`` says for which
    bodies whoever brings the file in writes; ``file`` is what was read of it already. Raises Refusal for a file or a
    body that cannot be used.
    """
    scope = find_body(body).code if body else ""
    if file is None:
        file = read_ledger(path)
    if kind.prepare is not None:
        kind, file = kind.prepare(kind, file, options or {})
    return import_ledger(
        kind, file, path, scope=scope, by=by, at=at, dry_run=dry_run, progress=progress, may=may
    )


def read_ledger(path: Path) -> LedgerFile:
    """The tables of a file. Raises Refusal for whatever is no ledger."""
    inspect_file(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        raise Refusal(f"“{path.name}”不是 .xlsx 或 .csv 文件：请用表格软件另存为 .xlsx。")
    return reader(path)


_READERS = {".xlsx": read_workbook, ".csv": read_delimited}
