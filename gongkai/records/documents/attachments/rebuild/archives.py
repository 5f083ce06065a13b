"""zip and ofd: what is inside, member by member."""

from __future__ import annotations

import io
import posixpath
from collections.abc import Callable
from typing import BinaryIO

from gongkai.records.documents.attachments.names import clean_name
from gongkai.records.documents.attachments.rebuild.copy import Copy, LeftOut, Package
from gongkai.records.documents.extraction.archive import Archive, Budget
from gongkai.records.documents.extraction.kinds import EXTENSIONS, NAMES, package_kind, sniff
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.rules.refusal import Refusal

_MOST_MEMBER = 100 * 1024 * 1024
_MOST_KEPT = 300 * 1024 * 1024
Rebuild = Callable[[BinaryIO, str, Budget], Copy]


def rebuild_zip(source: BinaryIO, budget: Budget, accepted: frozenset[str], rebuild: Rebuild) -> Copy:
    """A new archive of public copies. Raises Unreadable when a single member cannot be made public."""
    if budget.depth < 0:
        raise Unreadable("压缩包嵌套过深，没有读取。")
    archive = Archive(source, budget)
    package, left, kept = Package(), LeftOut(), 0
    left.add("压缩包注释", int(bool(archive.comment.strip(b"\x00 \r\n"))))
    taken: set[str] = set()
    for name in archive.names:
        content = archive.read(name, _MOST_MEMBER)
        kind = _member_kind(name, content, accepted)
        budget.depth -= 1
        try:
            copy = rebuild(io.BytesIO(content), kind, budget)
        except Unreadable as problem:
            raise type(problem)(f"里面的“{name}”{problem}") from problem
        finally:
            budget.depth += 1
        kept += len(copy.content)
        if kept > _MOST_KEPT:
            raise Unreadable("里面的文件合计过大，没有读取：请分开上传。")
        package.add(_member_name(name, taken), copy.content)
        for what in copy.left_out:
            left.add(f"“{name}”：{what}")
    if not taken:
        raise Unreadable("是空的压缩包：请重新压缩。")
    return Copy(package.finish(), left.told())


def _member_kind(name: str, content: bytes, accepted: frozenset[str]) -> str:
    """The kind that the name says, when the content agrees."""
    kind = EXTENSIONS.get(posixpath.splitext(name)[1].lower(), "")
    if kind not in accepted:
        raise Unreadable(f"里面的“{name}”不在接收的种类内：请删去后重新压缩。")
    found = sniff(content[:4096])
    if found == "zip":
        found = package_kind(Archive(io.BytesIO(content), Budget()))
    agreed = found in {"text", "xml"} if kind == "csv" else found == kind
    if not agreed:
        raise Unreadable(f"里面的“{name}”其实是{NAMES.get(found, '其他文件')}，没有读取：请取原文件。")
    return kind


def _member_name(name: str, taken: set[str]) -> str:
    """The name without what could mislead, unlike any before it."""
    folders, last = posixpath.split(name)
    try:
        safe = [clean_name(last)]
    except Refusal as problem:
        raise Unreadable(f"里面的{problem}") from problem
    for folder in reversed(folders.split("/") if folders else []):
        safe.insert(0, clean_name(f"{folder}.d")[:-2])
    made = "/".join(safe)
    if made in taken:
        raise Unreadable(f"里面有两个文件名实际相同（“{made}”）：请改名后重新压缩。")
    taken.add(made)
    return made


def rebuild_ofd(source: BinaryIO, budget: Budget) -> Copy:
    """The same members in a new archive: nothing between them, before or after. Their content is not changed.

    No library writes OFD well enough to rebuild a page, so the copy is the original as to its content, and a person
    has to look at it before it is published.
    """
    archive = Archive(source, budget)
    package = Package()
    for name in archive.names:
        package.add(name, archive.read(name, _MOST_MEMBER))
    return Copy(package.finish())
