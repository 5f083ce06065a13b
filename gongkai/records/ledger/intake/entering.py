"""One record entered by hand: the same columns, checks and loaders as a ledger of one row, and one act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from itertools import count

from django.db import IntegrityError, OperationalError, transaction

from gongkai.records.ledger.actions import record_act, take_turn
from gongkai.records.ledger.intake.cells import shown
from gongkai.records.ledger.intake.columns import Cell
from gongkai.records.ledger.intake.headings import Headings
from gongkai.records.ledger.intake.importing import Importing
from gongkai.records.ledger.intake.kind import Context, LedgerKind, May
from gongkai.records.ledger.intake.outcome import Outcome, Problem
from gongkai.records.ledger.intake.rows import SheetReader
from gongkai.records.ledger.intake.table import Table
from gongkai.records.ledger.models import SourceFile
from gongkai.rules.refusal import Refusal

_ROW = 2


def enter_record(
    kind: LedgerKind, cells: Mapping[str, Cell], *, may: May, by: str, at: datetime, again: bool = False
) -> Outcome:
    """Register one record of a kind from cells by column key, as somebody typed them.

    With a problem nothing is changed. What is registered already adds nothing (``outcome.known``); ``again`` says that
    an equal one without a number is meant to stand beside it. Raises Refusal when somebody registers the same at the
    same moment.
    """
    context = Context(SourceFile(), by, at, "", may)
    try:
        with transaction.atomic():
            take_turn()
            outcome = _entered(kind, cells, context)
            for equal in count(1) if again and not kind.number else ():
                if not outcome.known:
                    break
                outcome = _entered(kind, cells, replace(context, again=equal))
    except IntegrityError as problem:
        raise Refusal("同一时间有人登记了相同的记录，这一条没有登记：请刷新后再试。") from problem
    except OperationalError as problem:
        raise Refusal("数据库正忙或连不上，这一条没有登记：请稍后再试。") from problem
    return outcome


def _entered(kind: LedgerKind, cells: Mapping[str, Cell], context: Context) -> Outcome:
    """One try, on a savepoint of its own."""
    outcome = Outcome(kind.key, kind.label, "")
    lines = [(_ROW, [cells.get(column.key) for column in kind.columns])]
    table = Table("", lambda: iter(lines), _ROW)
    reader = SheetReader(
        kind, table, Headings(1, dict(enumerate(kind.columns)), {}), context.at.date(), False
    )
    importing = Importing(kind, context, outcome)
    with transaction.atomic():
        importing.go_through([reader], None)
        if not outcome.rows:
            outcome.problems += _no_record(kind, outcome)
        if outcome.problems or not outcome.added or importing.last is None:
            transaction.set_rollback(True)
            return outcome
        row = importing.last
        record_act(
            verb="enter_record",
            subject_kind="record",
            subject_key=row.fingerprint,
            body_code=importing.body_code,
            by=context.by,
            at=context.at,
            article=kind.article,
            detail={
                "kind": kind.key,
                "values": {
                    column.heading: shown(cells[column.key])
                    for column in kind.columns
                    if cells.get(column.key)
                },
            },
        )
    return outcome


def _no_record(kind: LedgerKind, outcome: Outcome) -> list[Problem]:
    """Why what was typed is no record: it is blank, or reads like a line under a table."""
    if outcome.notices:
        return [Problem("", _ROW, kind.columns[0].heading, f"这一条{outcome.notices[0].text}。")]
    needed = [column for column in kind.columns if column.required]
    return [Problem("", _ROW, column.heading, "必填，不能为空。") for column in needed]
