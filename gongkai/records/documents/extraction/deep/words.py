"""Everything in a Word document: the page, and what revisions, hidden runs, fields, notes and comments keep."""

from __future__ import annotations

from gongkai.records.documents.extraction.archive import Archive
from gongkai.records.documents.extraction.deep.parts import Emit, Piece, Row, inside
from gongkai.records.documents.extraction.grid import Grid
from gongkai.records.documents.extraction.word import body_part, read_story, side_parts
from gongkai.records.documents.extraction.word_story import Story
from gongkai.rules.forms.paper import Table


def emit_word(archive: Archive, where: str, emit: Emit) -> set[str]:
    """Body, headers, footers, notes and comments. Returns the members read, so that the rest can be read as well."""
    body = body_part(archive)
    story = read_story(archive, body)
    tables = story.tables
    _emit_story(story, where, "", emit)
    done = {body}
    for label, part in side_parts(archive, body):
        story = read_story(archive, part, tables)
        tables = story.tables
        _emit_story(story, where, label, emit)
        done.add(part)
    return done


def _emit_story(story: Story, where: str, label: str, emit: Emit) -> None:
    number = 0
    for item in story.items:
        if isinstance(item, Grid):
            emit_table(item.table(), inside(where, label) if label else where, emit)
            continue
        number += 1
        emit(Piece(item, inside(where, label or f"第{number}段")))
    for aside in story.asides:
        emit(Piece(aside.text, inside(where, f"{label}{aside.kind}")))


def emit_table(table: Table, where: str, emit: Emit) -> None:
    """A table of a paper, row by row."""
    for row in table.rows:
        held = [(column, cell) for column, cell in enumerate(row) if cell.text.strip()]
        if held:
            places = [cell.place.cell or "" for _, cell in held]
            texts = tuple(cell.text for _, cell in held)
            emit(Row(where, texts, tuple(column for column, _ in held), places.__getitem__))
