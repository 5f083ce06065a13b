"""Ledgers as text: CSV in the encodings and with the delimiters that offices here save."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from pathlib import Path

from gongkai.records.ledger.intake.table import LedgerFile, NumberedRow, Table
from gongkai.rules.refusal import Refusal

_BLOCK = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DELIMITERS = ",;\t"
_LONGEST_CELL = 65536


def read_delimited(path: Path) -> LedgerFile:
    """The file as one table named after it. Raises Refusal when it is not text that can be read."""
    encoding = _encoding(path)
    with path.open(encoding=encoding, newline="") as file:
        delimiter = _delimiter(file.read(_BLOCK))
    with path.open(encoding=encoding, newline="") as file:
        height = sum(1 for _ in file)

    def rows() -> Iterator[NumberedRow]:
        csv.field_size_limit(_LONGEST_CELL)
        with path.open(encoding=encoding, newline="") as lines:
            reader = csv.reader(lines, delimiter=delimiter)
            row = 0
            try:
                for cells in reader:
                    row += 1
                    yield row, cells
            except csv.Error as problem:
                raise Refusal(
                    f"“{path.name}”第 {row + 1} 行读不出来（可能是引号不成对）：请用表格软件打开检查后重新保存。"
                ) from problem

    return LedgerFile((Table(path.stem, rows, height),))


def _encoding(path: Path) -> str:
    """UTF-8, UTF-16 by its mark, or GB18030, whichever reads the whole file."""
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return _if_readable(path, name) or _unreadable(path)
    if b"\x00" in head:
        # The zero byte of a narrow sign stands second in the little-endian writing, first in the other.
        wide = "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
        return _if_readable(path, wide) or _unreadable(path)
    return _if_readable(path, "utf-8") or _if_readable(path, "gb18030") or _unreadable(path)


def _if_readable(path: Path, encoding: str) -> str | None:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                if "\x00" in decoder.decode(block):
                    return None
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return None
    return encoding


def _unreadable(path: Path) -> str:
    raise Refusal(
        f"“{path.name}”不是能读的文本（既不是 UTF-8 也不是 GB18030）：请用表格软件另存为 CSV 或 .xlsx。"
    )


def _delimiter(words: str) -> str:
    """The mark that stands most often, outside quotes, in the first lines."""
    counted = dict.fromkeys(_DELIMITERS, 0)
    quoted = False
    for sign in "\n".join(words.splitlines()[:20]):
        if sign == '"':
            quoted = not quoted
        elif not quoted and sign in counted:
            counted[sign] += 1
    return max(_DELIMITERS, key=counted.__getitem__)
