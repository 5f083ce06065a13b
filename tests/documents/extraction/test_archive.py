"""Hostile ZIPs, each built by hand: bombs, lies, overlaps, ways out of the folder. And good ones, whole."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.records.documents.extraction import archive, inspect_file, read_paper
from gongkai.records.documents.extraction.archive import Archive, Budget
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.rules.refusal import Refusal
from tests.documents.extraction.makers import book, rows, word, written, zipped

MEGABYTE = 1024 * 1024


def opened(content: bytes, budget: Budget | None = None) -> Archive:
    return Archive(io.BytesIO(content), budget or Budget())


def local(name: bytes, data: bytes, flags: int = 0, method: int = 0, size: int | None = None) -> bytes:
    """A local header; ``size`` may lie."""
    plain = data if method != 8 else zlib.decompressobj(-15).decompress(data)
    claimed = len(plain) if size is None else size
    fields = (20, flags, method, 0, 0, zlib.crc32(plain), len(data), claimed, len(name), 0)
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + name


def central(header: bytes, offset: int, mode: int = 0) -> bytes:
    """The entry of the directory for that local header."""
    return (
        b"PK\x01\x02\x14\x00" + header[4:30] + bytes(6) + struct.pack("<LL", mode << 16, offset) + header[30:]
    )


def closed(body: bytes, *entries: bytes) -> bytes:
    """The archive with its directory."""
    directory = b"".join(entries)
    end = (0, 0, len(entries), len(entries), len(directory), len(body), 0)
    return body + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", *end)


def single(
    name: bytes = b"a.txt",
    data: bytes = b"x",
    *,
    mode: int = 0,
    flags: int = 0,
    method: int = 0,
    size: int | None = None,
) -> bytes:
    """A ZIP of one member written byte by byte."""
    header = local(name, data, flags, method, size)
    return closed(header + data, central(header, 0, mode))


def deflated(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?", fullmatch=True), st.binary(max_size=2000), max_size=6
    )
)
def test_a_good_archive_is_read_whole(members: dict[str, bytes]) -> None:
    found = opened(zipped({**members}))
    assert {name: found.read(name, MEGABYTE) for name in found.names} == members


def test_large_members_arrive_in_chunks_and_in_full() -> None:
    data = bytes(range(256)) * 8000
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w", method) as made, made.open("a.bin", "w", force_zip64=True) as member:
            member.write(data)
        found = opened(held.getvalue())
        chunks = list(found.stream("a.bin"))
        assert len(chunks) > 5
        assert b"".join(chunks) == data
        with pytest.raises(Unreadable, match="太大"):
            found.read("a.bin", 1000)


def test_two_members_may_be_read_at_once() -> None:
    found = opened(zipped({"a": b"1" * 300_000, "b": b"2" * 300_000}))
    pairs = list(zip(found.stream("a"), found.stream("b"), strict=True))
    assert b"".join(one for one, _ in pairs) == b"1" * 300_000
    assert b"".join(other for _, other in pairs) == b"2" * 300_000


def test_names_in_chinese_with_and_without_the_mark() -> None:
    assert opened(single("名单.txt".encode())).names == ["名单.txt"]
    assert opened(single("名单.txt".encode("gbk"))).names == ["名单.txt"]
    assert opened(single(b"a\\b.txt")).names == ["a/b.txt"]


def test_a_bomb_is_counted_and_not_believed(tmp_path: Path) -> None:
    bomb = zipped({"a.txt": bytes(64 * MEGABYTE)})
    with pytest.raises(Refusal, match="疑似压缩炸弹"):
        inspect_file(written(tmp_path, "a.zip", bomb))


def test_a_bomb_that_lies_about_its_size_is_told_by_its_bytes() -> None:
    lying = single(data=deflated(bytes(MEGABYTE)), method=8, size=10)
    with pytest.raises(Unreadable, match="比登记的大"):
        opened(lying).count()
    with pytest.raises(Unreadable, match="不完整"):
        opened(single(data=b"abc", size=10)).count()


def test_many_members_together_are_one_bomb() -> None:
    content = zipped({f"{number}": bytes(MEGABYTE) for number in range(4)})
    opened(content, Budget(bytes=5 * MEGABYTE)).count()
    with pytest.raises(Unreadable, match="疑似压缩炸弹"):
        opened(content, Budget(bytes=3 * MEGABYTE)).count()


def test_too_many_members() -> None:
    with pytest.raises(Unreadable, match="里面有 11 个文件，超过上限 10 个"):
        opened(zipped({f"{number}": b"" for number in range(11)}), Budget(entries=10))


def test_overlapping_members_are_refused() -> None:
    inner = local(b"b.txt", b"twice")
    outer = local(b"a.txt", inner + b"twice")
    body = outer + inner + b"twice"
    with pytest.raises(Unreadable, match="互相重叠"):
        opened(closed(body, central(outer, 0), central(inner, len(outer))))
    opened(closed(body, central(outer, 0))).count()


@pytest.mark.parametrize(
    "name", [b"../a.txt", b"/etc/passwd", b"C:/a.txt", b"a/../../b", b"..\\a.txt", b"a\x00.txt"]
)
def test_a_name_that_leads_out_of_the_archive(name: bytes) -> None:
    with pytest.raises(Unreadable, match="指向压缩包以外"):
        opened(single(name))


def test_encrypted_linked_doubled_and_strangely_packed_members() -> None:
    with pytest.raises(Unreadable, match="设有密码"):
        opened(single(flags=1))
    with pytest.raises(Unreadable, match="是链接"):
        opened(single(mode=0o120777))
    with pytest.raises(Unreadable, match="不支持的压缩方法"):
        opened(single(method=14))
    with pytest.warns(UserWarning, match="Duplicate name"):
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as made:
            made.writestr("a.txt", "1")
            made.writestr("a.txt", "2")
    with pytest.raises(Unreadable, match="两个同名文件"):
        opened(held.getvalue())


def test_a_header_that_tells_another_name_means_damage() -> None:
    with pytest.raises(Unreadable, match="不完整"):
        opened(closed(local(b"b.txt", b"x") + b"x", central(local(b"a.txt", b"x"), 0)))


@given(st.binary(max_size=300))
def test_any_bytes_are_an_archive_or_unreadable(content: bytes) -> None:
    try:
        opened(b"PK\x03\x04" + content).count()
    except Unreadable as problem:
        assert "\n" not in str(problem)


@given(st.data())
def test_a_flipped_or_missing_byte_never_crashes(data: st.DataObject) -> None:
    content = bytearray(zipped({"a.txt": "公开" * 50, "b/c.txt": "一"}))
    at = data.draw(st.integers(0, len(content) - 1))
    content[at] ^= data.draw(st.integers(1, 255))
    kept = bytes(content[: data.draw(st.integers(1, len(content)))])
    try:
        opened(kept).count()
    except Unreadable as problem:
        assert str(problem)


def test_a_workbook_that_is_a_bomb_is_refused_before_and_inside_the_jail(
    tmp_path: Path, sandbox: Sandbox
) -> None:
    bomb = book({"一": rows({"A1": 1})}, extra={"xl/media/a.bin": bytes(48 * MEGABYTE)})
    with pytest.raises(Refusal, match="疑似压缩炸弹"):
        inspect_file(written(tmp_path, "表.xlsx", bomb))
    sheet = "<sheetData>" + " " * (48 * MEGABYTE) + "</sheetData>"
    with pytest.raises(Refusal, match="疑似压缩炸弹"):
        read_paper(written(tmp_path, "表.xlsx", book({"一": sheet})), sandbox)


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY x "aaaa"><!ENTITY y "&x;&x;&x;">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1/a.dtd">',
    ],
)
def test_document_types_are_refused(tmp_path: Path, sandbox: Sandbox, head: str) -> None:
    content = word(
        "", {"word/document.xml": f"{head}<document><body><p><r><t>&x;</t></r></p></body></document>"}
    )
    with pytest.raises(Refusal, match="DOCTYPE"):
        read_paper(written(tmp_path, "报告.docx", content), sandbox)


def test_bottomless_and_broken_xml(tmp_path: Path, sandbox: Sandbox) -> None:
    deep = word("<w:sdt>" * 5000 + "</w:sdt>" * 5000)
    with pytest.raises(Refusal, match="嵌套过深"):
        read_paper(written(tmp_path, "报告.docx", deep), sandbox)
    with pytest.raises(Refusal, match="XML 已损坏"):
        read_paper(written(tmp_path, "报告.docx", word("<w:p>")), sandbox)


def test_the_limits_are_far_above_real_files() -> None:
    assert archive.MOST_BYTES >= 256 * MEGABYTE
    assert archive.HIGHEST_RATIO >= 100
