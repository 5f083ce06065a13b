"""``gongkai import``: bring a ledger in, list the kinds of ledgers, or write an empty one."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.doors.cli.database import wake
from gongkai.rules.refusal import Refusal

if TYPE_CHECKING:
    from gongkai.records.ledger.intake.importing import Progress
    from gongkai.records.ledger.intake.kind import LedgerKind
    from gongkai.records.ledger.intake.outcome import Outcome


def configure(parser: argparse.ArgumentParser) -> None:
    """A kind and a file, or one of the two questions about kinds."""
    parser.add_argument("kind", nargs="?", metavar="种类", help="台账种类，用 --list 查看")
    parser.add_argument("file", nargs="?", type=Path, metavar="文件", help=".xlsx 或 .csv 台账")
    parser.add_argument("--list", action="store_true", help="列出台账种类")
    parser.add_argument("--template", type=Path, metavar="文件", help="写出这种台账的空白模板（.xlsx）")
    parser.add_argument("--body", default="", metavar="代码", help="机构代码；台账里没有机构列时必须给出")
    parser.add_argument("--edition", default="", metavar="名称", help="公开目录的版本名称，如 2018年版")
    parser.add_argument("--since", default="", metavar="日期", help="公开目录的施行日期，如 2018-01-01")
    parser.add_argument("--dry-run", action="store_true", help="只检查，不写入")
    parser.add_argument("--by", default="", metavar="姓名", help="导入人，默认为当前系统用户")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    """Do what was asked; with a bad row nothing is changed. Raises Refusal."""
    wake(migrated=False)
    if arguments.list:
        return _list(arguments.format)
    if arguments.kind is None:
        raise Refusal("缺少台账种类：用 gongkai import --list 查看有哪些种类。")
    kind = _kind(arguments.kind)
    if arguments.template is not None:
        return _template(kind, arguments.template)
    if arguments.file is None:
        raise Refusal(f"缺少台账文件：用法为 gongkai import {kind.key} 文件.xlsx。")
    wake()
    outcome = _import(kind, arguments)
    _print(outcome, arguments.format)
    if outcome.problems:
        raise Refusal(
            f"“{outcome.file}”有 {len(outcome.problems)} 处错误，没有导入任何一行：请逐条改正后重新导入。"
        )
    return 0


def all_kinds() -> tuple[LedgerKind, ...]:
    """The kinds of the records and those of the yearly report."""
    from gongkai.readings.annual import ledgers as annual
    from gongkai.records import intake

    return (*intake.KINDS, *annual.KINDS)


def _kind(name: str) -> LedgerKind:
    from gongkai.records.intake import find_kind

    return find_kind(name, all_kinds())


def _list(form: str) -> int:
    kinds = all_kinds()
    if form == "json":
        listed = [
            {
                "kind": kind.key,
                "label": kind.label,
                "about": kind.about,
                "columns": [c.heading for c in kind.columns],
            }
            for kind in kinds
        ]
        print(json.dumps(listed, ensure_ascii=False, indent=2))
        return 0
    width = max(len(kind.key) for kind in kinds)
    for kind in kinds:
        print(f"{kind.key:{width}}  {kind.label}：{kind.about}")
    return 0


def _template(kind: LedgerKind, path: Path) -> int:
    from gongkai.records.ledger.intake.template import write_template

    (kind.blank or partial(write_template, kind))(path)
    print(f"已写出{kind.label}模板：{path}")
    return 0


def _import(kind: LedgerKind, arguments: argparse.Namespace) -> Outcome:
    from gongkai.doors.clock import now
    from gongkai.records.intake import bring_in

    with progress_bar(kind.label) as progress:
        return bring_in(
            kind,
            arguments.file,
            body=arguments.body,
            by=arguments.by or this_user(),
            at=now(),
            dry_run=arguments.dry_run,
            progress=progress,
            options={"edition": arguments.edition, "since": arguments.since},
        )


def this_user() -> str:
    """Who sits at the terminal, for the trace."""
    try:
        return f"命令行（{getpass.getuser()}）"
    except (OSError, KeyError, ImportError):
        return "命令行"


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """A bar on stderr while a terminal looks on; silent otherwise."""
    from tqdm import tqdm

    bar = tqdm(desc=label, unit="行", file=sys.stderr, disable=None, leave=False)

    def progress(passed: int, total: int) -> None:
        bar.total = total
        bar.update(passed - bar.n)

    with bar:
        yield progress


def _print(outcome: Outcome, form: str) -> None:
    if form == "json":
        print(json.dumps(outcome.as_json(), ensure_ascii=False, indent=2))
        return
    for line in outcome.lines():
        print(line)
