"""The heading of a directory: one row, or the national two with 公开渠道和载体, 公开对象, 公开方式 and 公开层级 over
their parts. What cannot be understood is refused with what was expected and what was found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gongkai.records.catalogue.directory.boxes import carrier_named, plain
from gongkai.records.catalogue.models import Carrier
from gongkai.records.ledger.intake.cells import shown
from gongkai.records.ledger.intake.columns import Cell
from gongkai.records.ledger.intake.headings import DEEPEST, listed
from gongkai.records.ledger.intake.outcome import column_letter
from gongkai.records.ledger.intake.table import Merged, Table
from gongkai.rules.refusal import Refusal

NUMBER, FIELD, LEVEL1, ELEMENTS = "序号", "领域", "一级事项", "公开内容（要素）"
LIMIT, PUBLISHERS, CARRIERS = "公开时限", "公开主体", "公开渠道和载体"
AUDIENCE, METHOD, LEVELS = "公开对象", "公开方式", "公开层级"
REQUIRED = (NUMBER, LEVEL1, ELEMENTS, LIMIT, PUBLISHERS, CARRIERS)
BOX_HEADINGS: dict[str, Carrier] = {f"渠道：{carrier.label}": carrier for carrier in Carrier}
LEVEL_HEADINGS: dict[str, tuple[str, ...]] = {
    "县级": ("county",),
    "乡级": ("town",),
    "村级": ("village",),
    "乡、村级": ("town", "village"),
    "县、乡级": ("county", "town"),
}
_ALONE = {
    "序号": NUMBER,
    "编号": NUMBER,
    "领域": FIELD,
    "公开领域": FIELD,
    "试点领域": FIELD,
    "公开事项": LEVEL1,
    "一级事项": LEVEL1,
    "二级事项": "二级事项",
    "三级事项": "三级事项",
    "公开内容": ELEMENTS,
    "公开要素": ELEMENTS,
    "公开内容要素": ELEMENTS,
    "公开内容和要素": ELEMENTS,
    "公开依据": "公开依据",
    "依据": "公开依据",
    "公开时限": LIMIT,
    "时限": LIMIT,
    "公开主体": PUBLISHERS,
    "责任主体": PUBLISHERS,
    "公开责任主体": PUBLISHERS,
    "公开渠道和载体": CARRIERS,
    "公开渠道与载体": CARRIERS,
    "公开渠道及载体": CARRIERS,
    "公开渠道": CARRIERS,
    "公开载体": CARRIERS,
    "公开对象": AUDIENCE,
    "公开方式": METHOD,
    "公开层级": LEVELS,
    "五公开": "五公开",
    "过程": "五公开",
}
_FEWEST = 4
"""A row with fewer known headings is no heading of a directory."""
_DEEP = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the rows of a sheet begin, its flat headings by place, and the title above."""

    top: int
    last: int
    """Number of the last heading row."""
    headings: tuple[str, ...]
    title: str

    def has(self, *headings: str) -> bool:
        """Whether any of these headings is there."""
        return any(heading in self.headings for heading in headings)


def levels_named(words: str) -> frozenset[str]:
    """Levels that words such as 镇街级, 区级, 村（社区）级 or 乡、村级 name; empty when they name none."""
    said = words.replace("社区", "村")
    signs = (("county", "县区市旗"), ("town", "乡镇街"), ("village", "村"))
    left = re.sub(r"[县区市旗乡镇街道村级、，,/和及（）()\s]", "", said)
    return frozenset() if left else frozenset(level for level, any_of in signs if set(any_of) & set(said))


def _matter(sub: str) -> str | None:
    return {"一级事项": LEVEL1, "二级事项": "二级事项", "三级事项": "三级事项"}.get(sub)


def _box(sub: str) -> str | None:
    carrier = carrier_named(sub)
    return None if carrier is None else f"渠道：{carrier.label}"


def _audience(sub: str) -> str | None:
    if sub.startswith("特定"):
        return "特定群体"
    return "全社会" if sub == "全社会" else None


def _method(sub: str) -> str | None:
    return {"主动": "主动", "主动公开": "主动", "依申请": "依申请", "依申请公开": "依申请"}.get(sub)


def _level(sub: str) -> str | None:
    named = levels_named(sub)
    return next((heading for heading, levels in LEVEL_HEADINGS.items() if named == frozenset(levels)), None)


_UNDER: dict[str, Callable[[str], str | None]] = {
    LEVEL1: _matter,
    CARRIERS: _box,
    AUDIENCE: _audience,
    METHOD: _method,
    LEVELS: _level,
}
_EXPECTED = {
    LEVEL1: "一级事项、二级事项、三级事项",
    CARRIERS: "、".join(carrier.label for carrier in Carrier),
    AUDIENCE: "全社会、特定群体",
    METHOD: "主动、依申请",
    LEVELS: "、".join(LEVEL_HEADINGS),
}


def find_layout(table: Table) -> Layout | None:
    """The layout of a sheet, or None when it holds no directory.

    Raises Refusal for a heading that begins as a directory's and cannot be understood.
    """
    rows: dict[int, Sequence[Cell]] = {}
    for number, cells in table.rows():
        if number > DEEPEST + _DEEP:
            break
        rows[number] = cells
    known = {number: sum(_alone(cell) is not None for cell in cells) for number, cells in rows.items()}
    top = max((number for number in known if number <= DEEPEST), key=lambda at: (known[at], -at), default=0)
    if not top or known[top] < _FEWEST:
        return None
    sheet = _Heading(table, rows, top)
    headings = sheet.headings()
    _refuse_missing(table, top, headings, rows[top])
    title = next((shown(cell) for at in sorted(rows) if at < top for cell in rows[at] if shown(cell)), "")
    return Layout(top, sheet.last, tuple(headings), title)


def _alone(cell: Cell) -> str | None:
    return _ALONE.get(plain(cell).rstrip("：:")) if isinstance(cell, str) else None


class _Heading:
    """The rows of one heading."""

    def __init__(self, table: Table, rows: dict[int, Sequence[Cell]], top: int) -> None:
        self._table, self._rows, self._top = table, rows, top
        self._merged = [each for each in table.merged if each.top < top + _DEEP and each.bottom >= top - 1]
        self._width = max(len(cells) for number, cells in rows.items() if number <= top + _DEEP)
        self.last = self._last_row()

    def _last_row(self) -> int:
        """Merged cells that begin at the top say how deep it is; without any, the parts' own names do."""
        deep = max((each.bottom + 1 for each in self._merged if each.top == self._top - 1), default=self._top)
        if deep >= self._top + _DEEP:
            where = next(each for each in self._merged if each.bottom + 1 == deep)
            raise Refusal(
                f"工作表“{self._table.name}”的表头有合并单元格 {where}，占了 {deep - self._top + 1} 行："
                "目录的表头应为一行，或上下两行。"
            )
        below = self._rows.get(self._top + 1, ())
        if deep == self._top and any(self._part(at, shown(cell)) for at, cell in enumerate(below)):
            deep = self._top + 1
        return deep

    def _part(self, at: int, words: str) -> str | None:
        under = _UNDER.get(self._group(at) or "")
        return under(plain(words)) if under and words else None

    def _group(self, at: int) -> str | None:
        """The known heading over a column: its own, that of the merged cell it lies in, or the one to the left."""
        return _alone(self._over(at))

    def _over(self, at: int) -> Cell:
        cells = self._rows[self._top]
        own = cells[at] if at < len(cells) else None
        if shown(own):
            return own
        merged = self._range(at)
        if merged is not None:
            return cells[merged.left]
        below = self._rows.get(self._top + 1, ())
        if at and at < len(below) and shown(below[at]):
            return self._over(at - 1)
        return None

    def _range(self, at: int) -> Merged | None:
        line = self._top - 1
        return next(
            (
                each
                for each in self._merged
                if each.top <= line <= each.bottom and each.left <= at <= each.right
            ),
            None,
        )

    def headings(self) -> list[str]:
        """The flat heading of every column; a column the directory does not know keeps its words."""
        return [self._heading(at) for at in range(self._width)]

    def _heading(self, at: int) -> str:
        group, words = self._group(at), self._below(at)
        if group is None:
            return words or shown(self._over(at))
        if not words:
            self._refuse_bare_group(at, group)
            return group
        under = _UNDER.get(group)
        found = under(plain(words)) if under else None
        if found is None:
            where = f"{column_letter(at)}{self.last}"
            expected = f"应为：{_EXPECTED[group]}" if under else "这一列的表头应只有一行"
            raise Refusal(
                f"工作表“{self._table.name}”的表头“{group}”之下的“{words[:20]}”（{where}）看不懂，{expected}。"
            )
        return found

    def _below(self, at: int) -> str:
        """The words of a column in the lower heading rows."""
        for number in range(self.last, self._top, -1):
            cells = self._rows.get(number, ())
            if at < len(cells) and shown(cells[at]):
                return shown(cells[at])
        return ""

    def _refuse_bare_group(self, at: int, group: str) -> None:
        merged = self._range(at)
        if merged is not None and merged.right > merged.left:
            raise Refusal(
                f"工作表“{self._table.name}”的表头“{group}”合并了 {merged}，下面没有写每一列是什么：应写明"
                f"{_EXPECTED.get(group, '每一列的表头')}，或取消合并、只用一列。"
            )


def _refuse_missing(table: Table, top: int, headings: Sequence[str], cells: Sequence[Cell]) -> None:
    there = set(headings) | ({CARRIERS} if BOX_HEADINGS.keys() & set(headings) else set())
    missing = [heading for heading in REQUIRED if heading not in there]
    if missing:
        found = listed([shown(cell) for cell in cells if shown(cell)])
        raise Refusal(
            f"工作表“{table.name}”第 {top} 行的目录表头缺少{'、'.join(f'“{word}”' for word in missing)}"
            f"（找到的表头：{found}）：请补上，或重新取得目录的模板。"
        )
