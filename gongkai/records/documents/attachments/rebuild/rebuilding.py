"""One door to all rebuilding: a file of an accepted kind in, its public copy out. Runs in the jail only."""

from __future__ import annotations

from typing import BinaryIO

from gongkai.records.documents.attachments.kinds import ACCEPTED
from gongkai.records.documents.attachments.masks import Plan
from gongkai.records.documents.attachments.rebuild.archives import rebuild_ofd, rebuild_zip
from gongkai.records.documents.attachments.rebuild.copy import Copy
from gongkai.records.documents.attachments.rebuild.delimited import rebuild_csv
from gongkai.records.documents.extraction.archive import Budget


def rebuild(source: BinaryIO, kind: str, plan: Plan, budget: Budget) -> Copy:
    """The public copy of one file. Raises Unreadable, or Hostile for what no repair makes fit."""
    match kind:
        case "xlsx":
            from gongkai.records.documents.attachments.rebuild.workbooks import rebuild_workbook

            return rebuild_workbook(source, plan, budget)
        case "docx":
            from gongkai.records.documents.attachments.rebuild.words import rebuild_word

            return rebuild_word(source, plan, budget)
        case "pdf":
            from gongkai.records.documents.attachments.rebuild.pdfs import rebuild_pdf

            return rebuild_pdf(source, plan)
        case "png" | "jpg":
            from gongkai.records.documents.attachments.rebuild.pictures import rebuild_picture

            return rebuild_picture(source, kind)
        case "csv":
            return rebuild_csv(source, plan)
        case "ofd":
            return rebuild_ofd(source, budget)
        case "zip":
            # Columns are chosen for a file that can be shown as a table, not for members of an archive.
            inner = Plan(redraw=plan.redraw, today=plan.today)
            return rebuild_zip(
                source, budget, ACCEPTED, lambda held, known, left: rebuild(held, known, inner, left)
            )
    raise ValueError(kind)
