"""Word documents (docx) as a paper: body, then headers, footers and notes, all in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.records.documents.extraction.archive import Archive
from gongkai.records.documents.extraction.grid import Grid
from gongkai.records.documents.extraction.relations import relations
from gongkai.records.documents.extraction.unreadable import Unreadable
from gongkai.records.documents.extraction.word_story import Story
from gongkai.records.documents.extraction.xml_events import parse
from gongkai.rules.forms.paper import Line, Paper, Place, Table

PARTS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
"""Kind of relation to what a person calls the part."""


def body_part(archive: Archive) -> str:
    """The member that holds the body. Raises Unreadable when there is none."""
    for relation in relations(archive, ""):
        if relation.kind == "officeDocument" and relation.target in archive:
            return relation.target
    raise Unreadable("缺少正文，不是完整的 Word 文档：请重新取得文件。")


def side_parts(archive: Archive, body: str) -> list[tuple[str, str]]:
    """Headers, footers, notes and comments: what a person calls each, and its member."""
    found = [
        (PARTS[relation.kind], relation.target)
        for relation in relations(archive, body)
        if relation.kind in PARTS and relation.target in archive
    ]
    order = list(PARTS.values())
    return sorted(dict.fromkeys(found), key=lambda part: order.index(part[0]))


def read_story(archive: Archive, part: str, tables: int = 0) -> Story:
    """One part, read."""
    story = Story(tables)
    parse(archive.stream(part), story)
    return story


def read_word(archive: Archive, name: str) -> Paper:
    """The paper that the document prints. Comments, deleted and hidden text are no part of it."""
    body = body_part(archive)
    story = read_story(archive, body)
    blocks = list(_body_blocks(story))
    tables = story.tables
    for label, part in side_parts(archive, body):
        if label != "批注":
            story = read_story(archive, part, tables)
            tables = story.tables
            blocks += _side_blocks(story, label)
    return Paper(name, "docx", tuple(blocks))


def _body_blocks(story: Story) -> Iterator[Line | Table]:
    number = 0
    for item in story.items:
        if isinstance(item, Grid):
            yield item.table()
            continue
        number += 1
        yield Line(item, Place(line=number))


def _side_blocks(story: Story, label: str) -> Iterator[Line | Table]:
    for item in story.items:
        yield item.table() if isinstance(item, Grid) else Line(item, Place(cell=label))
