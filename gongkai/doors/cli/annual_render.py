"""``gongkai annual render``: the report as a file, by the suffix of its name."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from gongkai.doors.cli.database import wake
from gongkai.readings.annual.render.files import FORMATS, format_of, render
from gongkai.rules.refusal import Refusal


def configure(parser: argparse.ArgumentParser) -> None:
    """Whose report on which year, and where it goes."""
    endings = " ".join(f".{suffix}" for suffix in FORMATS)
    parser.add_argument("--body", required=True, metavar="代码", help="机构代码，如 640381106")
    parser.add_argument("--year", required=True, type=int, metavar="年度", help="报告年度，如 2018")
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=Path,
        metavar="文件",
        help=f"写到哪个文件；按扩展名决定格式：{endings}",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the file and return 0, or 1 when the report has findings of severity error.

    Raises Refusal before anything is computed when the file cannot be written there.
    """
    target: Path = arguments.output
    suffix = format_of(target).suffix
    _refuse_unwritable(target)
    wake()
    # These need Django awake.
    from django.conf import settings

    from gongkai.readings.annual.compute import compute
    from gongkai.records.bodies.queries import find_body

    report = compute(find_body(arguments.body), arguments.year)
    made = render(report, suffix, fonts=settings.HOME / "fonts")
    write_whole(target, made)
    print(f"已生成 {target}（{report.title}，{_size(len(made))}）。")
    errors = [finding for finding in report.findings if finding.severity == "error"]
    for finding in errors:
        print(f"错误：{finding.message}", file=sys.stderr)
    return 1 if errors else 0


def write_whole(target: Path, made: bytes) -> None:
    """Put the bytes under the name at once: a reader finds the old file or the new one, never half of one.

    Raises Refusal when the folder or the disk does not take it; the old file is then as it was.
    """
    try:
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=".gongkai-", suffix=target.suffix)
    except OSError as problem:
        raise _refused(target, problem) from problem
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(made)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes a file for its owner alone; a report is for whoever may read the folder.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(target)
    except OSError as problem:
        Path(name).unlink(missing_ok=True)
        raise _refused(target, problem) from problem
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _refuse_unwritable(target: Path) -> None:
    if target.is_dir():
        raise Refusal(f"“{target}”是文件夹，请写出文件名，如 {target.name}/年度报告.docx。")
    if not target.parent.is_dir():
        raise Refusal(f"没有文件夹“{target.parent}”，请先建立，或换一个位置。")
    if not os.access(target.parent, os.W_OK) or (target.exists() and not os.access(target, os.W_OK)):
        raise Refusal(f"不能写“{target}”：没有写入权限，请换一个位置。")


def _refused(target: Path, problem: OSError) -> Refusal:
    return Refusal(f"不能写“{target}”：{_REASONS.get(problem.errno or 0, problem.strerror)}，请换一个位置。")


_REASONS = {1: "没有写入权限", 13: "没有写入权限", 28: "磁盘已满", 30: "磁盘是只读的", 36: "文件名太长"}
"""errno in Chinese."""


def _size(many: int) -> str:
    return f"{many / 1024:.0f} KB" if many >= 1024 else f"{many} 字节"
