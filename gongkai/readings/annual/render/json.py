"""JSON: the contract of ``gongkai annual compute`` with the chapters added, for programs."""

from __future__ import annotations

import json
from typing import Any

from gongkai.readings.annual.figures import AnnualReport, Bound, Paragraph, plain


def draw(report: AnnualReport) -> bytes:
    """The report as JSON, UTF-8, Chinese as it is written."""
    return (json.dumps(as_json(report), ensure_ascii=False, indent=1) + "\n").encode()


def as_json(report: AnnualReport) -> dict[str, Any]:
    """The report as plain values. A piece of prose with a number names the figure it is bound to."""
    return {
        "body": report.body_code,
        "body_name": report.body_name,
        "year": report.year,
        "form": report.form,
        "title": report.title,
        "demonstration": report.demonstration,
        "values": {
            figure.code: plain(figure.value) for figure in report.figures if figure.source != "heading"
        },
        "figures": [figure.as_json() for figure in (*report.figures, *report.prose_figures)],
        "findings": [finding.as_json() for finding in report.findings],
        "preamble": [_paragraph(paragraph) for paragraph in report.preamble],
        "chapters": [
            {
                "heading": chapter.heading,
                "paragraphs": [_paragraph(paragraph) for paragraph in chapter.paragraphs],
            }
            for chapter in report.chapters
        ],
    }


def _paragraph(paragraph: Paragraph) -> dict[str, Any]:
    bound = [
        {"code": piece.figure.code, "text": piece.text}
        for piece in paragraph.pieces
        if isinstance(piece, Bound)
    ]
    return {"text": paragraph.text, "figures": bound}
