"""csv: the same cells, in UTF-8 with its mark, and none that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import re
from typing import BinaryIO

from gongkai.records.documents.attachments.masks import Plan
from gongkai.records.documents.attachments.rebuild.copy import Copy, LeftOut
from gongkai.records.documents.attachments.rebuild.roster_rows import RosterRows, Value
from gongkai.records.documents.extraction.encoding import decode
from gongkai.records.documents.extraction.plain import csv_rows
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.records.ledger.export import inert

_LARGEST = 100 * 1024 * 1024
_AMOUNT = re.compile(r"[+-]?[0-9]{1,3}(?:,?[0-9]{3})*(?:\.[0-9]+)?%?")


def rebuild_csv(source: BinaryIO, plan: Plan) -> Copy:
    """The public copy. Raises Unreadable: no text, broken quotes, too large."""
    content = source.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise Unreadable("太大，没有读取：请分开保存。")
    rows = [[_visible(cell) for cell in row] for row in csv_rows(decode(content))]
    treat = RosterRows(plan.of_table(1), plan)
    valued = [[Value(at, None, cell) for at, cell in enumerate(row)] for row in rows]
    for row in valued:
        treat.look(row)
    left = LeftOut()
    held = io.StringIO(newline="")
    writer = csv.writer(held)
    for row in valued:
        cells = [value.text for value in treat.treated(row)]
        safe = [cell if _AMOUNT.fullmatch(cell) else str(inert(cell)) for cell in cells]
        left.add(
            "会被表格软件当作公式的单元格（已加撇号）", sum(a != b for a, b in zip(cells, safe, strict=True))
        )
        writer.writerow(safe)
    return Copy(b"\xef\xbb\xbf" + held.getvalue().encode("utf-8", "replace"), left.told())


def _visible(cell: str) -> str:
    """Without control characters, which no table shows."""
    return "".join(sign for sign in cell if sign in "\t\n\r" or ord(sign) >= 32)
