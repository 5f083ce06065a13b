"""One import: all rows or none, in one transaction, with one act in the chain and one row for the file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from django.db import IntegrityError, OperationalError, transaction

from gongkai.records.ledger.actions import record_act
from gongkai.records.ledger.intake.headings import Headings, find_headings, first_headings, listed
from gongkai.records.ledger.intake.kind import Context, LedgerKind, Loader, May, Row, anybody
from gongkai.records.ledger.intake.outcome import Notice, Outcome, Problem, column_letter, in_order
from gongkai.records.ledger.intake.rows import SheetReader
from gongkai.records.ledger.intake.table import LedgerFile
from gongkai.records.ledger.models import SourceFile
from gongkai.rules.refusal import Refusal

BATCH = 2000
"""Rows that are looked up and written at once: memory does not grow with the ledger."""
Progress = Callable[[int, int], None]
"""Told how many rows were gone through, and of how many."""


def import_ledger(
    kind: LedgerKind,
    file: LedgerFile,
    path: Path,
    *,
    scope: str,
    by: str,
    at: datetime,
    dry_run: bool = False,
    progress: Progress | None = None,
    may: May = anybody,
) -> Outcome:
    """Bring a ledger in. With any bad row, on a dry run, or when all was known, the database stays as it was.

    ``scope`` is the code of the body given beside the file, or empty. Raises Refusal when no sheet of the file has
    the headings of the kind, or when somebody else registered the same rows at the same moment.
    """
    outcome = Outcome(kind.key, kind.label, path.name, scope, dry_run)
    readers = _readers(kind, file, path, outcome, today=at.date(), has_scope=bool(scope))
    try:
        with transaction.atomic():
            source = SourceFile.objects.create(
                kind=kind.key,
                body_code=scope,
                name=path.name[-200:],
                digest=_digest(path),
                rows=0,
                added=0,
                at=at,
                actor=by,
            )
            importing = Importing(kind, Context(source, by, at, scope, may), outcome)
            importing.go_through(readers, progress)
            if outcome.problems or dry_run or not outcome.added:
                transaction.set_rollback(True)
            else:
                importing.close()
    except IntegrityError as problem:
        raise Refusal("同一时间有人登记了相同的记录，没有导入任何一行：请稍后重新导入。") from problem
    except OperationalError as problem:
        raise Refusal("数据库正忙或连不上，没有导入任何一行：请稍后重新导入。") from problem
    outcome.problems = in_order(outcome.problems, [table.name for table in file.tables])
    return outcome


def _readers(
    kind: LedgerKind, file: LedgerFile, path: Path, outcome: Outcome, *, today: date, has_scope: bool
) -> list[SheetReader]:
    readers, found = [], []
    outcome.notices.extend(Notice(name, 0, why) for name, why in file.passed)
    for table in file.tables:
        headings = find_headings(kind, table, has_scope=has_scope)
        if headings is not None:
            readers.append(SheetReader(kind, table, headings, today, has_scope))
            if headings.extra and not kind.keeps_remarks:
                outcome.notices.append(Notice(table.name, headings.row, _unkept(headings)))
            continue
        words = first_headings(table)
        if words:
            found.append(words)
            outcome.notices.append(Notice(table.name, 0, f"没有{kind.label}的表头，没有读取"))
    if not readers:
        expected = listed([column.heading for column in kind.columns])
        there = f"找到的是：{listed(found[0])}" if found else "文件里没有内容"
        raise Refusal(f"“{path.name}”里没有{kind.label}的表头（应有：{expected}；{there}）。")
    return readers


def _unkept(headings: Headings) -> str:
    return f"这种台账不保存附注，多出的列没有导入：{listed(list(headings.extra.values()))}"


_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class Importing:
    """The state of one import. ``last`` is the last row that was found to be sound."""

    def __init__(self, kind: LedgerKind, context: Context, outcome: Outcome) -> None:
        self._kind = kind
        self._context = context
        self._outcome = outcome
        self._loader: Loader = kind.loader(kind, context)
        self._ordinals: dict[int, int] = {}
        self._codes: set[str] = set()
        self.last: Row | None = None

    def go_through(self, readers: Sequence[SheetReader], progress: Progress | None) -> None:
        """Read, look up and write batch by batch; problems and notices go into the outcome."""
        total = sum(reader.table.height for reader in readers)
        passed = 0
        for reader in readers:
            rows = reader.rows()
            while batch := list(islice(rows, BATCH)):
                self._take(batch, reader.headings)
                if progress is not None:
                    progress(passed + batch[-1].number, total)
            passed += reader.table.height
            self._outcome.rows += reader.rows_read
            self._outcome.problems.extend(reader.problems)
            self._outcome.notices.extend(reader.notices)
        self._loader.finish()
        if progress is not None:
            progress(total, total)

    def _take(self, batch: Sequence[Row], headings: Headings) -> None:
        problems = self._loader.resolve(batch)
        bad = {(problem.sheet, problem.row) for problem in problems}
        sound = [row for row in batch if (row.sheet, row.number) not in bad]
        for row in sound:
            row.fingerprint = self._fingerprint(row)
            self.last = row
        new, contradictions = self._loader.sort_out(sound)
        self._loader.register(new)
        self._outcome.problems += [_lettered(found, headings) for found in (*problems, *contradictions)]
        self._outcome.added += len(new)
        self._outcome.known += (
            len(sound) - len(new) - len({(found.sheet, found.row) for found in contradictions})
        )

    def _fingerprint(self, row: Row) -> str:
        """Digest of kind, body and values; for a kind without numbers also of how many equal rows came before."""
        code = self._loader.body_code(row)
        self._codes.add(code)
        said = {key: _written(value) for key, value in row.values.items() if _said(value)}
        said.pop("body", None)
        digest = hashlib.sha256(_canonical([self._kind.key, code, said]).encode())
        if not self._kind.numbered(row):
            short = int.from_bytes(digest.digest()[:8])
            ordinal = self._ordinals.get(short, self._context.again)
            self._ordinals[short] = ordinal + 1
            digest.update(b"#%d" % ordinal)
        return digest.hexdigest()

    @property
    def body_code(self) -> str:
        """The body that was named beside the rows, or the nearest one over all of them."""
        return self._context.scope or _common_body(self._codes)

    def close(self) -> None:
        """Write down the file and leave the one act of the import."""
        source, outcome = self._context.source, self._outcome
        outcome.source = source.pk
        source.rows, source.added = outcome.rows, outcome.added
        source.body_code = outcome.body = self.body_code
        source.save(update_fields=["rows", "added", "body_code"])
        record_act(
            verb="import_ledger",
            subject_kind="source_file",
            subject_key=str(source.pk),
            body_code=source.body_code,
            by=self._context.by,
            at=self._context.at,
            article=self._kind.article,
            detail={
                "kind": self._kind.key,
                "file": source.name,
                "digest": source.digest,
                "rows": source.rows,
                "added": source.added,
            },
        )


def _lettered(problem: Problem, headings: Headings) -> Problem:
    """A room names the column; the sheet knows its letter."""
    letters = (
        column_letter(at) for at, column in headings.columns.items() if column.heading == problem.column
    )
    return replace(problem, letter=next(letters, ""))


def _said(value: object) -> bool:
    """Blank cells and an unset mark are left out, so that a column added later changes no old digest."""
    return value is not None and value is not False and value != ()


def _written(value: object) -> object:
    """A value as the digest sees it: the same whatever way the cell was typed."""
    if isinstance(value, tuple):
        return list(value)
    return value if isinstance(value, (str, int, bool)) else str(value)


def _common_body(codes: set[str]) -> str:
    """The nearest body over all rows: 640381106201 and 640381106202 -> 640381106000."""
    if len(codes) == 1:
        return next(iter(codes))
    first, last = min(codes, default=""), max(codes, default="")
    shared = 0
    while shared < min(len(first), len(last)) and first[shared] == last[shared]:
        shared += 1
    level = max((length for length in (2, 4, 6, 9, 12) if length <= shared), default=0)
    return first[:level].ljust(12, "0") if level else ""


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
