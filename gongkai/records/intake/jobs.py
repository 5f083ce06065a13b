"""Looking at an uploaded ledger and bringing it in: at once when it is short, by the worker when it is long."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction

from gongkai.records.bodies.models import Body, Person
from gongkai.records.bodies.permissions import Viewer, changes_content_of, viewer_of
from gongkai.records.documents.extraction.ledgers import read_ledger_apart
from gongkai.records.intake import bring_in, find_kind
from gongkai.records.intake.uploads import Upload, find_upload
from gongkai.records.ledger.actions import finish_outbox_row, lease_outbox_rows, put_in_outbox
from gongkai.records.ledger.intake.kind import LedgerKind, May
from gongkai.records.ledger.intake.outcome import Outcome
from gongkai.records.ledger.intake.table import LedgerFile
from gongkai.rules.refusal import Refusal

OUTBOX = "ledger_upload"
LONG_ROWS = 3000
LONG_BYTES = 2 << 20
"""A file of more bytes or rows is work for the worker: nobody waits for a page that long."""
_LEASE = timedelta(minutes=30)
_EVERY = 2000
"""Rows between two notes of how far the work has come."""
LOOK, BRING = "look", "bring"


def writes_for(viewer: Viewer) -> May:
    """For which bodies a person writes, by code; a body that is still to be registered counts by its code, too."""
    return lambda code: changes_content_of(viewer, Body(code=code))


def look_at(upload: Upload, kind: LedgerKind, may: May, *, at: datetime) -> None:
    """Look at a file that was just sent: at once, or by the worker. What is found is kept beside it."""
    if upload.path.stat().st_size > LONG_BYTES:
        _ask(upload, LOOK, at)
        return
    try:
        with read_ledger_apart(upload.path) as file:
            if is_long(file):
                _ask(upload, LOOK, at)
            else:
                _bring_in(upload, kind, may, LOOK, file, at=at)
    except Refusal as refusal:
        upload.write_found({"step": LOOK, "refused": str(refusal)})


def bring(upload: Upload, kind: LedgerKind, may: May, digest: str, *, at: datetime) -> None:
    """Bring a file in that was looked at. Raises Refusal when it is no more the same."""
    upload.verified(digest)
    looked_at = upload.found() or {}
    if int(looked_at.get("rows", 0)) > LONG_ROWS or upload.path.stat().st_size > LONG_BYTES:
        _ask(upload, BRING, at)
    else:
        _work(upload, kind, may, BRING, at=at)


def is_long(file: LedgerFile) -> bool:
    """Whether a file has more rows than somebody waits for."""
    return sum(table.height for table in file.tables) > LONG_ROWS


def _ask(upload: Upload, step: str, at: datetime) -> None:
    upload.begin_again()
    with transaction.atomic():
        put_in_outbox(
            key=f"{OUTBOX}:{upload.token}:{step}:{at.isoformat()}",
            kind=OUTBOX,
            payload={"token": upload.token, "person": upload.said.person, "step": step},
            due=at,
        )


def _work(upload: Upload, kind: LedgerKind, may: May, step: str, *, at: datetime) -> None:
    """One step on one file; a refusal is something that was found, too."""
    try:
        with read_ledger_apart(upload.verified(upload.said.digest)) as file:
            _bring_in(upload, kind, may, step, file, at=at)
    except Refusal as refusal:
        upload.write_found({"step": step, "refused": str(refusal)})


def _bring_in(
    upload: Upload, kind: LedgerKind, may: May, step: str, file: LedgerFile, *, at: datetime
) -> None:
    last = -_EVERY

    def progress(passed: int, total: int) -> None:
        nonlocal last
        if passed - last >= _EVERY:
            last = passed
            upload.write_passed(passed, total)

    outcome = bring_in(
        kind,
        upload.path,
        body=upload.said.body,
        by=upload.said.by,
        at=at,
        dry_run=step == LOOK,
        progress=progress,
        options=upload.said.options,
        may=may,
        file=file,
    )
    upload.write_found({"step": step} | _told(outcome))
    if step == BRING and not outcome.problems:
        upload.empty()


def _told(outcome: Outcome) -> dict[str, Any]:
    problems = [problem.as_json() | {"letter": problem.letter} for problem in outcome.problems]
    return outcome.as_json() | {"problems": problems, "source": outcome.source}


def run_due(kinds: Iterable[LedgerKind], home: Path, *, at: datetime) -> int:
    """Do what was put off for the worker; returns how many steps were done.

    Whoever lost their post in the meantime brings nothing in: it is asked again here.
    """
    rows = lease_outbox_rows(OUTBOX, at=at, until=at + _LEASE, limit=1)
    for row in rows:
        upload = find_upload(home, row.payload["token"], row.payload["person"])
        person = Person.objects.filter(pk=row.payload["person"]).first()
        if upload is not None and person is not None:
            may = writes_for(viewer_of(person, at.date()))
            _work(upload, find_kind(upload.said.kind, kinds), may, row.payload["step"], at=at)
        finish_outbox_row(row, at=at)
    return len(rows)
