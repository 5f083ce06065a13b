"""From a county's workbook to plain tables with one heading row: merged cells filled, the field of each sheet added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.records.catalogue.directory.headings import FIELD, Layout, find_layout
from gongkai.records.catalogue.models import Field
from gongkai.records.ledger.intake.cells import shown
from gongkai.records.ledger.intake.columns import Cell
from gongkai.records.ledger.intake.table import LedgerFile, Merged, NumberedRow, Table
from gongkai.rules.refusal import Refusal

SINCE_IN_TITLE = re.compile(r"[，,（(]?\s*自?(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|执行|实施)\s*[)）]?")


@dataclass(frozen=True, slots=True)
class Directory:
    """A directory as plain tables, and what its titles and the options say of the edition."""

    file: LedgerFile
    name: str
    since: date


def read_directory(file: LedgerFile, *, name: str = "", since: str = "") -> Directory:
    """The directory in a file. ``name`` and ``since`` (2018-01-01) win over what the titles say.

    Raises Refusal for a heading that cannot be understood, a sheet whose field is not known, and an edition without a
    name or a first day.
    """
    fields = dict(Field.objects.values_list("name", "code"))
    tables: list[Table] = []
    titles: list[str] = []
    for table in file.tables:
        layout = find_layout(table)
        if layout is None:
            tables.append(table)
            continue
        field = "" if layout.has(FIELD) else _field_of(table, layout, fields)
        tables.append(_plain(table, layout, field))
        titles.append(_without_field(layout.title, field))
    plain_file = LedgerFile(tuple(tables), file.passed)
    if not titles:
        return Directory(plain_file, name, date.min)
    return Directory(plain_file, name or _name(titles), _since(since, titles))


def _field_of(table: Table, layout: Layout, fields: Mapping[str, str]) -> str:
    """The field that a sheet's name or title says; the longest name that is in it."""
    for words in (table.name, layout.title):
        known = [name for name in fields if name in words]
        if known:
            return max(known, key=len)
    raise Refusal(
        f"工作表“{table.name}”看不出是哪个领域：请把工作表改名为领域的名称，或增加“领域”列。"
        f"已登记的领域：{'、'.join(fields) or '无，请先导入公开领域台账（fields）'}。"
    )


def _without_field(title: str, field: str) -> str:
    return re.sub(rf"{re.escape(field)}(?:领域)?", "", title) if field else title


def _name(titles: Sequence[str]) -> str:
    names = list(dict.fromkeys(SINCE_IN_TITLE.sub("", title).strip() for title in titles))
    names = [name for name in names if name]
    if len(names) != 1:
        told = f"各表的标题不一样（{'、'.join(names[:3])}）" if names else "表格上方没有标题"
        raise Refusal(f"{told}，不知道这一版目录叫什么：请用 --edition 写明，如 --edition 2018年版。")
    if len(names[0]) > 120:
        raise Refusal("表格标题超过 120 个字，不能作目录版本的名称：请用 --edition 写明。")
    return names[0]


def _since(since: str, titles: Sequence[str]) -> date:
    found = {match.groups() for title in titles if (match := SINCE_IN_TITLE.search(title))}
    written = since or ("-".join(part.zfill(2) for part in found.pop()) if len(found) == 1 else "")
    if not written:
        raise Refusal(
            "不知道这一版目录从哪天起施行：请用 --since 写明，如 --since 2018-01-01，"
            "或在标题里写“自2018年1月1日起施行”。"
        )
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refusal(f"施行日期“{written}”不是真实的日期，应写成 2018-01-01。") from None


def _plain(table: Table, layout: Layout, field: str) -> Table:
    """The sheet with one heading row and no merged cells."""
    down = _going_down(table.merged, layout.last)
    headings: list[Cell] = [*layout.headings, *([FIELD] if field else [])]
    width = len(layout.headings)

    def rows() -> Iterator[NumberedRow]:
        above: dict[int, Cell] = {}
        yield layout.last, headings
        for number, cells in table.rows():
            if number <= layout.last:
                continue
            line = [*cells[:width], *[None] * (width - len(cells))]
            filled = any(shown(cell) for cell in line)
            for merged in down.get(number - 1, ()):
                if number - 1 == merged.top:
                    above[merged.left] = line[merged.left] if merged.left < width else None
                elif filled and merged.left < width:
                    line[merged.left] = above.get(merged.left)
            yield number, [*line, *([field] if field and filled else [])]

    return Table(table.name, rows, table.height, (), table.broken)


def _going_down(merged: Sequence[Merged], last: int) -> dict[int, list[Merged]]:
    """Merged ranges under the heading that go over several rows, by row: each row means the same as the first."""
    found: dict[int, list[Merged]] = {}
    for each in merged:
        if each.top >= last and each.bottom > each.top:
            for row in range(each.top, each.bottom + 1):
                found.setdefault(row, []).append(each)
    return found
