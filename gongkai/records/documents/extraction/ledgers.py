"""Reading a stranger's ledger in the jail: its cells come out as data, and wait in a file until they are looked at."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import IO, Any

from gongkai.records.documents.extraction.kinds import look
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.records.documents.extraction.unreadable import Unreadable, refusal
from gongkai.records.ledger.intake.columns import Cell
from gongkai.records.ledger.intake.table import LedgerFile, Merged, NumberedRow, Table
from gongkai.rules.refusal import Refusal

VERB = "ledger"
LARGEST = 32 * 1024 * 1024
"""Bytes of one ledger from a stranger; 100,000 rows of a real one take some ten."""
_ROWS_A_FRAME = 500
_KINDS = ("xlsx", "csv")

Send = Callable[[dict[str, Any]], None]


@contextmanager
def read_ledger_apart(path: Path) -> Iterator[LedgerFile]:
    """The tables of a file, read by a process that can do no harm; they last as long as the block.

    Raises Refusal for whatever is no ledger.
    """
    with tempfile.TemporaryFile() as waiting:
        try:
            kind = look(path, largest=LARGEST).kind
            if kind not in _KINDS:
                raise Refusal(f"“{path.name}”不是 .xlsx 或 .csv 文件：请用表格软件另存为 .xlsx。")
            with Sandbox() as sandbox:
                file = _gathered(sandbox.run(VERB, path, kind), path, _Spool(waiting))
        except Unreadable as problem:
            raise refusal(path.name, problem) from problem
        yield file


def answer(path: Path, kind: str, send: Send) -> None:
    """In the jail: read the file and send it table by table. What is wrong with it is an answer, too."""
    from gongkai.records.documents.extraction.kinds import inspect_file
    from gongkai.records.ledger.intake.delimited import read_delimited
    from gongkai.records.ledger.intake.workbook import read_workbook

    try:
        inspect_file(path, largest=LARGEST)
        file = read_delimited(path) if kind == "csv" else read_workbook(path, cut=False)
        send({"passed": file.passed})
        for table in file.tables:
            send(_head(table))
            rows = table.rows()
            while some := list(islice(rows, _ROWS_A_FRAME)):
                send({"rows": [[number, [_flat(cell) for cell in cells]] for number, cells in some]})
    except Refusal as problem:
        send({"refused": str(problem)})


def _head(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "height": table.height,
        "merged": [[one.top, one.left, one.bottom, one.right] for one in table.merged],
        "broken": [
            [row, column, why] for row, cells in table.broken.items() for column, why in cells.items()
        ],
    }


def _flat(cell: Cell) -> Any:
    """A cell as JSON: what is no text, number or mark is a pair of its type and its writing."""
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    if isinstance(cell, time):
        return ["time", cell.isoformat()]
    if isinstance(cell, timedelta):
        return ["seconds", cell.total_seconds()]
    return cell


_TYPED: dict[str, Callable[[Any], Cell]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda seconds: timedelta(seconds=seconds),
}


def _cell(flat: Any) -> Cell:
    if isinstance(flat, list):
        kind, written = flat
        return _TYPED[kind](written)
    if flat is None or isinstance(flat, (str, int, float)):
        return flat
    raise ValueError("no cell")


class _Spool:
    """Rows in a file without a name."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._end = 0

    def add(self, rows: Sequence[Any]) -> tuple[int, int]:
        """Keep some rows; returns where they lie and how long they are."""
        written = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
        self._file.write(written)
        self._file.flush()
        place = self._end, len(written)
        self._end += len(written)
        return place

    def rows(self, places: Sequence[tuple[int, int]]) -> Iterator[NumberedRow]:
        """The rows again; two may read at once."""
        for at, length in places:
            for number, cells in json.loads(os.pread(self._file.fileno(), length, at)):
                yield int(number), [_cell(cell) for cell in cells]


def _gathered(messages: Iterator[dict[str, Any]], path: Path, spool: _Spool) -> LedgerFile:
    """The file as the messages tell it; whoever sent them may have been taken over, so nothing of them is believed."""
    passed: list[tuple[str, str]] = []
    heads: list[tuple[dict[str, Any], list[tuple[int, int]]]] = []
    try:
        for message in messages:
            if "refused" in message:
                raise Refusal(str(message["refused"]))
            if "passed" in message:
                passed += [(str(name), str(why)) for name, why in message["passed"]]
            elif "name" in message:
                heads.append((message, []))
            else:
                for _, cells in message["rows"]:
                    for cell in cells:
                        _cell(cell)
                heads[-1][1].append(spool.add(message["rows"]))
        tables = tuple(_table(head, places, spool) for head, places in heads)
    except (KeyError, IndexError, TypeError, ValueError) as problem:
        raise refusal(path.name, "读取时程序中止（可能有意损坏），没有读取。") from problem
    return LedgerFile(tables, tuple(passed))


def _table(head: dict[str, Any], places: list[tuple[int, int]], spool: _Spool) -> Table:
    broken: dict[int, dict[int, str]] = {}
    for row, column, why in head["broken"]:
        broken.setdefault(int(row), {})[int(column)] = str(why)
    merged = tuple(Merged(*(int(edge) for edge in edges)) for edges in head["merged"])
    return Table(str(head["name"]), lambda: spool.rows(places), int(head["height"]), merged, broken)
