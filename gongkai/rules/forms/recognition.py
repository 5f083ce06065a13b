"""Recognising a report: which form it uses, what stands in every cell and where, and the sentences around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai.rules.forms.chapters import split_chapters
from gongkai.rules.forms.clusters import table_stretches
from gongkai.rules.forms.columns import cell_lines
from gongkai.rules.forms.edition import FORMS, Edition, Field, edition, edition_id_for
from gongkai.rules.forms.entries import entries
from gongkai.rules.forms.headings import find_body, find_title, find_years
from gongkai.rules.forms.labels import LONGEST_LABEL, label_index
from gongkai.rules.forms.paper import Line, Paper, Place, Table, TableCell
from gongkai.rules.forms.pieces import LONGEST_LINE, is_running_text
from gongkai.rules.forms.recognised import Cell, Recognised
from gongkai.rules.forms.resolving import Cells, put, resolve
from gongkai.rules.forms.streams import pieces_of
from gongkai.rules.forms.two_way import read_two_way
from gongkai.rules.forms.wording import label_key, squeezed
from gongkai.rules.refusal import Refusal

_OVER_TABLE = re.compile(
    r"统计指标|^指标|统计数|统计表|^(?:计量)?单位|序号|^备注|^数量|^附件|^附表|^\(?20\d\d年?度?\)?$|填报|制表|勾稽关系"
)
_OVER_TWO_WAY = (
    "信息内容",
    "申请人情况",
    "法人或其他组织",
    "行政复议",
    "行政诉讼",
    "未经复议直接起诉",
    "复议后起诉",
)
_CELL_END = re.compile(r"[|｜│]|\s+")
_UNDER_TABLE = re.compile(
    r"负责人|审核人|填报人|填表人|制表人|联系电话|填报日期|报出日期|^注[:1-9]|^备注|^说明[:1-9]"
)
_CHAPTER = re.compile(r"^[一二三四五六七八九十]+、")
_WORD = re.compile(r"\w")
_MOST_OVER, _MOST_UNDER = 24, 8
_LONGEST_HEAD = 45
_FEWEST_LABELS = 4
_MANY_LINES = 12
_MOST_HEADS = 60


@dataclass(frozen=True, slots=True)
class _Table:
    """The cells of the form that was found and the blocks of the paper that they fill."""

    form: str
    cells: Cells
    blocks: frozenset[int]


def recognise(paper: Paper, form: str = "auto", year: int | None = None) -> Recognised:
    """Recognise one report.

    ``form`` is ``auto``, ``2014``, ``2019`` or ``2021``; with ``auto`` the form is told from the report's own
    words, and ``year`` decides only between forms that share them. When no table is found the values are empty.
    """
    if form not in ("auto", *FORMS):
        raise Refusal(f"没有“{form}”年版的表，可选：auto、{'、'.join(FORMS)}。")
    paper = _with_text_apart(paper)
    table = _given(paper, form, year) if paper.values else _find(paper, form, year)
    text_lines = _text_lines(paper, table)
    heads = _heads(paper, table)
    title = find_title(text_lines)
    prose = [line for at, line in enumerate(text_lines) if title is None or at not in title.lines]
    title = title or find_title(heads)
    years = find_years(title, text_lines, heads)
    cells = Cells() if table is None else table.cells
    known = None if table is None else edition(table.form)
    return Recognised(
        form=None if table is None else table.form,
        values={} if known is None else cells.values(known),
        cells=cells.cells,
        problems=tuple(cells.problems),
        strange_rows=tuple(cells.strange),
        missing=() if known is None else _missing(known, cells),
        year=year if year is not None else next((mention.year for mention in years), None),
        years=years,
        body=find_body(title, text_lines, heads),
        title="" if title is None else title.text,
        title_place=Place() if title is None else title.place,
        chapters=split_chapters(prose),
    )


def _missing(known: Edition, cells: Cells) -> tuple[str, ...]:
    unread = {known.by_code[problem.code].parent for problem in cells.problems if problem.kind == "columns"}
    return tuple(
        field.code
        for field in known.fields
        if field.numeric and field.code not in cells.cells and field.parent not in unread
    )


def detect_form(paper: Paper, year: int | None = None) -> str | None:
    """The form whose words the report uses most; None when it uses hardly any."""
    keys = {label_key(text) for text in _short_texts(paper)}
    counts = {form: len(keys & label_index(form).keys) for form in FORMS}
    best = max(counts.values())
    if best < _FEWEST_LABELS:
        return None
    if counts["2014"] == best:
        return "2014"
    own = {form: len(keys & _own_words(form)) for form in FORMS[1:]}
    if own["2019"] != own["2021"]:
        return max(own, key=lambda form: own[form])
    if year is not None and year >= edition("2019").first_year:
        return edition_id_for(year)
    return FORMS[-1]


@lru_cache(maxsize=len(FORMS))
def _own_words(form: str) -> frozenset[str]:
    """Labels of rows and columns that tell one of the two-way forms from the other."""
    other = next(name for name in FORMS[1:] if name != form)
    words = [
        {
            label_key(text)
            for field in edition(name).fields
            for text in (_row_label(field), field.column_label)
            if text
        }
        for name in (form, other)
    ]
    return frozenset(words[0] - words[1])


def _row_label(field: Field) -> str:
    return field.label.partition(" / ")[0]


def _with_text_apart(paper: Paper) -> Paper:
    """Tables without what is no table: cells that hold whole stretches of the report, and the lone cells over and
    under the rows of a sheet, become lines."""
    if not any(isinstance(block, Table) for block in paper.blocks):
        return paper
    blocks: list[Line | Table] = []
    for block in paper.blocks:
        blocks.extend(_parts(block) if isinstance(block, Table) else [block])
    return replace(paper, blocks=tuple(blocks))


def _parts(table: Table) -> Iterator[Line | Table]:
    if any(_holds_text(cell) for row in table.rows for cell in row):
        yield from cell_lines(table)
        return
    several = [at for at, row in enumerate(table.rows) if any(cell.text.strip() for cell in row[1:])]
    if not several:
        yield from cell_lines(table)
        return
    first, last = several[0], several[-1] + 1
    yield from cell_lines(Table(table.rows[:first]))
    yield Table(table.rows[first:last])
    yield from cell_lines(Table(table.rows[last:]))


def _holds_text(cell: TableCell) -> bool:
    """Many lines with sentences among them; a narrow cell of many short lines is only wrapped."""
    lines = cell.text.split("\n")
    return len(lines) >= _MANY_LINES and any(map(is_running_text, lines))


def _short_texts(paper: Paper) -> Iterable[str]:
    for block in paper.blocks:
        if isinstance(block, Line):
            if len(block.text) <= LONGEST_LABEL:
                yield block.text
            if len(block.text) <= LONGEST_LINE:
                yield from re.split(r"[|｜│\t]|\s{2,}| (?=[\d—\-条件次个人篇万])", block.text)
        else:
            yield from (line.text for line in cell_lines(block) if len(line.text) <= LONGEST_LABEL)
            yield from (cell.text for row in block.rows for cell in row if len(cell.text) <= LONGEST_LABEL)


def _find(paper: Paper, form: str, year: int | None) -> _Table | None:
    chosen = detect_form(paper, year) if form == "auto" else form
    if chosen is None:
        return None
    known = edition(chosen)
    if known.grids:
        read = read_two_way(paper, known)
        return None if read is None else _Table(chosen, read.cells, read.blocks)
    index = label_index(chosen)
    stretches = table_stretches(entries(pieces_of(paper, index), index))
    if not stretches:
        return None
    blocks: set[int] = set()
    for stretch in stretches:
        numbers = [block for entry in stretch for block in entry.blocks]
        blocks.update(range(min(numbers), max(numbers) + 1))
    return _Table(
        chosen, resolve([entry for stretch in stretches for entry in stretch], known), frozenset(blocks)
    )


def _given(paper: Paper, form: str, year: int | None) -> _Table | None:
    """Cells given by code: our own JSON report."""
    codes = {code for code, _ in paper.values}
    fitting = [name for name in FORMS if codes & set(edition(name).by_code)] if form == "auto" else [form]
    if year is not None and form == "auto" and year >= edition(FORMS[0]).first_year:
        fitting = [name for name in fitting if name == edition_id_for(year)] or fitting
    if not fitting:
        return None
    chosen = max(fitting, key=lambda name: len(codes & set(edition(name).by_code)))
    known, cells = edition(chosen), Cells()
    for code, value in paper.values:
        if code in known.by_code:
            field = known.by_code[code]
            raw = "" if value is None else str(value)
            put(cells, field, Cell(code, value, raw, None, field.label, Place(), Place()))
    return _Table(chosen, cells, frozenset())


def _text_lines(paper: Paper, table: _Table | None) -> list[Line]:
    """What is not table: lines, and the cells of other tables that hold sentences."""
    taken = frozenset() if table is None else table.blocks | _around(paper, table)
    lines: list[Line] = []
    for at, block in enumerate(paper.blocks):
        if at in taken:
            continue
        if isinstance(block, Line):
            lines.append(block)
        elif any(is_running_text(line.text) for line in cell_lines(block)):
            lines.extend(cell_lines(block))
    return lines


def _around(paper: Paper, table: _Table) -> frozenset[int]:
    """The lines that belong to a table without being rows: headings over it, signatures and notes under it."""
    words = _heading_words(table.form)
    found: set[int] = set()
    for start in sorted(block for block in table.blocks if block - 1 not in table.blocks):
        for at in range(start - 1, max(start - 1 - _MOST_OVER, -1), -1):
            if not _is_over(paper.blocks[at], words):
                break
            found.add(at)
    for end in sorted(block for block in table.blocks if block + 1 not in table.blocks):
        for at in range(end + 1, min(end + 1 + _MOST_UNDER, len(paper.blocks))):
            if not _is_under(paper.blocks[at]):
                break
            found.add(at)
    return frozenset(found)


@lru_cache(maxsize=len(FORMS))
def _heading_words(form: str) -> frozenset[str]:
    """What may stand over the rows of a two-way table: names of columns and of groups."""
    known = edition(form)
    if not known.grids:
        return frozenset()
    names = {field.column_label for field in known.fields if field.column_label}
    names |= {field.label for field in known.fields if field.kind == "heading"}
    return frozenset(map(label_key, (*names, *_OVER_TWO_WAY)))


def _is_over(block: Line | Table, words: frozenset[str]) -> bool:
    if not isinstance(block, Line) or _CHAPTER.match(squeezed(block.text)):
        return False
    text = squeezed(block.text)
    if not _WORD.search(text) or (len(text) <= _LONGEST_HEAD and _OVER_TABLE.search(text)):
        return not is_running_text(text)
    cells = [cell for cell in _CELL_END.split(block.text) if cell]
    return all(label_key(cell) in words or _OVER_TABLE.search(squeezed(cell)) for cell in cells)


def _is_under(block: Line | Table) -> bool:
    if not isinstance(block, Line):
        return False
    text = squeezed(block.text)
    return not _WORD.search(text) or (len(text) <= _LONGEST_HEAD and bool(_UNDER_TABLE.search(text)))


def _heads(paper: Paper, table: _Table | None) -> list[Line]:
    """The lines over the table and its short cells, where its title, year and reporter stand."""
    if table is None:
        return []
    taken = table.blocks | _around(paper, table)
    heads: list[Line] = []
    for at in sorted(taken):
        block = paper.blocks[at]
        lines = [block] if isinstance(block, Line) else list(cell_lines(block))
        heads.extend(line for line in lines if len(line.text.strip()) <= _LONGEST_HEAD)
    return heads[:_MOST_HEADS]
