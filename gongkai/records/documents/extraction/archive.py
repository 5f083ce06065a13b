"""A ZIP read by our own count: nothing that its headers say is believed, every inflated byte is counted.

The standard library of the Python versions in use accepts overlapping members and believes written sizes. Here a
bomb, a lie, a way out of the folder, a link or an encrypted member ends the reading (Unreadable).
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from gongkai.records.documents.extraction.unreadable import Hostile, Unreadable

MOST_ENTRIES = 10_000
MOST_BYTES = 512 * 1024 * 1024
HIGHEST_RATIO = 200
RATIO_FROM = 16 * 1024 * 1024
"""Bytes inflated before the ratio is looked at: small members may be very regular."""
DEEPEST = 3
"""Archives inside archives."""

_CHUNK = 64 * 1024
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_BROKEN = "不完整或已损坏（可能没有传完）：请重新取得文件。"
_BOMB = "解压后过大，疑似压缩炸弹，没有读取。"


@dataclass(slots=True)
class Budget:
    """What one file may cost in all, archives inside it included."""

    entries: int = MOST_ENTRIES
    bytes: int = MOST_BYTES
    depth: int = DEEPEST


@dataclass(frozen=True, slots=True)
class Entry:
    """One member. ``size`` and ``packed`` are what the directory claims, in bytes."""

    name: str
    method: int
    checksum: int
    packed: int
    size: int
    offset: int
    start: int
    """Where its data begins."""


class Archive:
    """The members of one ZIP, checked when opened.

    Raises Unreadable when opened (damaged, too many members, overlapping, unsafe names) and while reading.
    """

    def __init__(self, source: BinaryIO, budget: Budget) -> None:
        self._source = source
        self._budget = budget
        source.seek(0, 2)
        self._length = source.tell()
        count, directory, size, self.comment = self._end()
        if count > budget.entries:
            raise Unreadable(f"里面有 {count} 个文件，超过上限 {budget.entries} 个，没有读取。")
        budget.entries -= count
        try:
            self._entries = self._directory(count, directory, size)
        except struct.error as problem:
            raise Unreadable(_BROKEN) from problem
        self._require_apart(directory)

    @property
    def names(self) -> list[str]:
        """Members in the order of the directory, folders left out."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> Iterator[bytes]:
        """The inflated bytes of one member, chunk by chunk, counted. Raises Unreadable."""
        entry = self._entries[name]
        inflated = checksum = 0
        for chunk in self._inflated(entry):
            inflated += len(chunk)
            checksum = zlib.crc32(chunk, checksum)
            self._budget.bytes -= len(chunk)
            if self._budget.bytes < 0:
                raise Hostile(_BOMB)
            if inflated > RATIO_FROM and inflated > HIGHEST_RATIO * entry.packed:
                raise Hostile(_BOMB)
            if inflated > entry.size:
                raise Hostile(f"里面“{entry.name}”比登记的大，疑似伪造，没有读取。")
            yield chunk
        if inflated != entry.size or checksum != entry.checksum:
            raise Unreadable(_BROKEN)

    def read(self, name: str, most: int) -> bytes:
        """One member whole. Raises Unreadable when it is larger than ``most`` bytes."""
        pieces: list[bytes] = []
        left = most
        for chunk in self.stream(name):
            left -= len(chunk)
            if left < 0:
                raise Unreadable(f"里面“{name}”太大，没有读取。")
            pieces.append(chunk)
        return b"".join(pieces)

    def count(self) -> None:
        """Inflate every member and keep nothing: afterwards another reader may be let in. Raises Unreadable."""
        for name in self._entries:
            for _ in self.stream(name):
                pass

    def _packed(self, entry: Entry) -> Iterator[bytes]:
        """The bytes as they lie in the file; another member may be read between two of them."""
        at, end = entry.start, entry.start + entry.packed
        while at < end:
            self._source.seek(at)
            chunk = self._source.read(min(_CHUNK, end - at))
            if not chunk:
                raise Unreadable(_BROKEN)
            at += len(chunk)
            yield chunk

    def _inflated(self, entry: Entry) -> Iterator[bytes]:
        if entry.method == 0:
            yield from self._packed(entry)
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for packed in self._packed(entry):
                waiting = packed
                while waiting and not inflater.eof:
                    yield inflater.decompress(waiting, _CHUNK)
                    waiting = inflater.unconsumed_tail
            while not inflater.eof:
                rest = inflater.decompress(b"", _CHUNK)
                if not rest and not inflater.eof:
                    raise Unreadable(_BROKEN)
                yield rest
        except zlib.error as problem:
            raise Unreadable(_BROKEN) from problem

    def _end(self) -> tuple[int, int, int, bytes]:
        """Members, offset and size of the directory, comment."""
        tail_at = max(0, self._length - _END.size - 0xFFFF)
        tail = self._at(tail_at, self._length - tail_at)
        at = tail.rfind(b"PK\x05\x06")
        if at < 0 or at + _END.size > len(tail):
            raise Unreadable(_BROKEN)
        _, disk, _, _, count, size, offset, comment = _END.unpack_from(tail, at)
        if count == 0xFFFF or size == 0xFFFFFFFF or offset == 0xFFFFFFFF:
            count, size, offset = self._end_64(tail_at + at)
        if disk or offset + size > tail_at + at:
            raise Unreadable(_BROKEN)
        return (
            count,
            offset,
            size,
            tail[at + _END.size : at + _END.size + comment] + tail[at + _END.size + comment :],
        )

    def _end_64(self, end: int) -> tuple[int, int, int]:
        try:
            magic, _, offset, _ = _LOCATOR.unpack(self._at(end - _LOCATOR.size, _LOCATOR.size))
            fields = _END_64.unpack(self._at(offset, _END_64.size))
        except (struct.error, ValueError, OSError) as problem:
            raise Unreadable(_BROKEN) from problem
        if magic != b"PK\x06\x07" or fields[0] != b"PK\x06\x06":
            raise Unreadable(_BROKEN)
        return fields[7], fields[8], fields[9]

    def _directory(self, count: int, offset: int, size: int) -> dict[str, Entry]:
        directory = self._at(offset, size)
        entries: dict[str, Entry] = {}
        at = 0
        for _ in range(count):
            fields = _CENTRAL.unpack_from(directory, at)
            name_size, extra_size, comment_size = fields[10], fields[11], fields[12]
            raw = directory[at + _CENTRAL.size : at + _CENTRAL.size + name_size]
            extra = directory[at + _CENTRAL.size + name_size : at + _CENTRAL.size + name_size + extra_size]
            at += _CENTRAL.size + name_size + extra_size + comment_size
            if fields[0] != b"PK\x01\x02" or at > size:
                raise Unreadable(_BROKEN)
            entry = self._entry(fields, raw, extra)
            if entry.name.endswith("/"):
                continue
            if entry.name in entries:
                raise Hostile(f"里面有两个同名文件“{entry.name}”，没有读取。")
            entries[entry.name] = entry
        return entries

    def _entry(self, fields: tuple[int, ...], raw: bytes, extra: bytes) -> Entry:
        flags, method, checksum = fields[3], fields[4], fields[7]
        packed, size, offset = _wide(extra, fields[8], fields[9], fields[16])
        name = _name(raw, utf8=bool(flags & 0x800))
        if flags & 0x41:
            raise Unreadable(f"里面的“{name}”设有密码，不能读取：请取消密码后重新压缩。")
        if stat.S_ISLNK(fields[15] >> 16):
            raise Hostile(f"里面的“{name}”是链接，不能读取。")
        if method not in {0, 8}:
            raise Unreadable(f"里面的“{name}”用了不支持的压缩方法：请用标准 ZIP 重新压缩。")
        local = _LOCAL.unpack(self._at(offset, _LOCAL.size))
        local_name = self._at(offset + _LOCAL.size, local[9])
        if local[0] != b"PK\x03\x04" or local_name != raw:
            raise Unreadable(_BROKEN)
        return Entry(
            name, method, checksum, packed, size, offset, offset + _LOCAL.size + local[9] + local[10]
        )

    def _require_apart(self, directory: int) -> None:
        """Members must lie one after another: overlapping ones unpack the same bytes again and again."""
        end = 0
        for entry in sorted(self._entries.values(), key=lambda one: one.offset):
            if entry.offset < end or entry.start + entry.packed > directory:
                raise Hostile("里面的文件互相重叠，疑似压缩炸弹，没有读取。")
            end = entry.start + entry.packed

    def _at(self, offset: int, size: int) -> bytes:
        if offset < 0 or offset + size > self._length:
            raise Unreadable(_BROKEN)
        self._source.seek(offset)
        return self._source.read(size)


def _wide(extra: bytes, packed: int, size: int, offset: int) -> tuple[int, int, int]:
    """Sizes of ZIP64 stand in the extra field, in this order, only those that did not fit."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == 1:
            numbers = iter(struct.unpack_from(f"<{length // 8}Q", extra, at + 4))
            size = next(numbers, size) if size == 0xFFFFFFFF else size
            packed = next(numbers, packed) if packed == 0xFFFFFFFF else packed
            offset = next(numbers, offset) if offset == 0xFFFFFFFF else offset
        at += 4 + length
    return packed, size, offset


def _name(raw: bytes, *, utf8: bool) -> str:
    """The member's name; Windows in China writes GBK without saying so."""
    try:
        name = raw.decode("utf-8")
    except UnicodeDecodeError:
        name = raw.decode("utf-8" if utf8 else "gb18030", "replace")
    name = name.replace("\\", "/")
    parts = name.split("/")
    if "\x00" in name or name.startswith("/") or ".." in parts or ":" in parts[0]:
        raise Hostile("里面的文件名指向压缩包以外，疑似恶意文件，没有读取。")
    return name
