"""``gongkai export``: a list as a workbook in the layout in which it is exchanged."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gongkai.doors.cli.database import wake
from gongkai.rules.calendar import parse_day
from gongkai.rules.refusal import Refusal

if TYPE_CHECKING:
    from gongkai.records.bodies.models import Body


class Made(NamedTuple):
    """A list that was made: its content and what it is, in words."""

    content: bytes
    said: str


def _directory(body: Body, on: date) -> Made:
    from gongkai.records.catalogue.directory.writing import directory_workbook
    from gongkai.records.catalogue.queries import edition_for

    edition = edition_for(body, on)
    if edition is None:
        raise Refusal(f"{body.name}在 {on} 没有施行的目录版本：请用 --on 写明日期，或先导入目录。")
    content = directory_workbook(edition)
    return Made(content, f"目录“{edition.name}”（{edition.since} 起施行），{edition.entries.count()} 个事项")


LISTS: dict[str, tuple[str, Callable[[Body, date], Made]]] = {"directory": ("公开目录", _directory)}
"""What can be exported: its Chinese name, and how it is made for a body on a day."""


def configure(parser: argparse.ArgumentParser) -> None:
    """A list, a body, a file, and the day on which it holds."""
    listed = "，".join(f"{key} {label}" for key, (label, _) in LISTS.items())
    parser.add_argument("list", metavar="清单", help=f"导出什么：{listed}")
    parser.add_argument("--body", required=True, metavar="代码", help="机构代码，如 640381106")
    parser.add_argument(
        "-o", "--output", required=True, type=Path, metavar="文件", help="写到哪个 .xlsx 文件"
    )
    parser.add_argument("--on", metavar="日期", help="哪一天施行的版本，默认今天")


def run(arguments: argparse.Namespace) -> int:
    """Write one whole file, or none. Raises Refusal."""
    if arguments.list not in LISTS:
        raise Refusal(f"没有清单“{arguments.list}”，可导出：{'、'.join(LISTS)}。")
    if arguments.output.suffix.lower() != ".xlsx":
        raise Refusal(f"文件名应以 .xlsx 结尾：{arguments.output.name}。")
    wake()
    from gongkai.doors.clock import today
    from gongkai.records.bodies.queries import find_body

    on = parse_day(arguments.on, "日期") if arguments.on is not None else today()
    _, make = LISTS[arguments.list]
    made = make(find_body(arguments.body), on)
    try:
        arguments.output.write_bytes(made.content)
    except OSError as problem:
        raise Refusal(
            f"不能写文件“{arguments.output}”：请检查文件夹是否存在、文件是否正被打开。"
        ) from problem
    print(f"已写出{made.said}：{arguments.output}")
    return 0
