"""``gongkai annual rows``: the records behind one figure."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from gongkai.doors.cli.annual_compute import add_report_arguments
from gongkai.doors.cli.database import wake
from gongkai.doors.cli.output import print_csv, print_pieces

if TYPE_CHECKING:
    from gongkai.readings.annual.figures import RowSet


def configure(parser: argparse.ArgumentParser) -> None:
    """Whose report on which year, and which figure."""
    add_report_arguments(parser)
    parser.add_argument(
        "--code", required=True, metavar="代码", help="指标代码，如 s1_2_4，或正文指标，如 key_field_items"
    )
    parser.add_argument("--format", choices=["csv", "json"], default="csv", help="输出格式，默认 csv")


def run(arguments: argparse.Namespace) -> int:
    """Print the records, one by one; always 0."""
    wake()
    from gongkai.readings.annual.rows import rows_behind
    from gongkai.records.bodies.queries import find_body

    body = find_body(arguments.body)
    found = rows_behind(body, arguments.year, arguments.code, arguments.form)
    if arguments.format == "json":
        print_pieces(_json({"body": body.code, "year": arguments.year, **found.figure.as_json()}, found))
    else:
        print_csv(found.headings, found.rows)
    return 0


def _json(head: dict[str, Any], found: RowSet) -> Iterator[str]:
    """One object, written as the records come: the figure, the headings, and a list of values a record."""
    opened = json.dumps({**head, "headings": found.headings}, ensure_ascii=False)
    yield f'{opened[:-1]}, "records": ['
    for number, row in enumerate(found.rows):
        yield f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}"
    yield "\n]}\n"
