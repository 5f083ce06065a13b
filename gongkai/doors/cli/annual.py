"""``gongkai annual``: the yearly report, one module a sub-command, loaded only when it is called."""

from __future__ import annotations

import argparse
import importlib

from gongkai.doors.cli.main import ChineseParser
from gongkai.rules.refusal import Refusal

_SUBCOMMANDS: dict[str, str] = {
    "compute": "从台账算出年度报告的每个数",
    "rows": "列出一个数背后的记录",
    "check": "检查年度报告（任何机关的、任何人填的，不用数据库）",
    "compare": "把已发布的报告与台账逐行对照",
    "render": "生成报告文件（DOCX、PDF、HTML、XLSX、JSON）",
    "rollup": "汇总下级机关报送的报告",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """A sub-command and whatever it takes; its own parser reads the rest."""
    listing = "\n".join(f"  {name:10}{about}" for name, about in _SUBCOMMANDS.items())
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = f"子命令：\n{listing}\n\n用 gongkai annual 子命令 --help 查看用法。"
    parser.add_argument("subcommand", metavar="子命令", help="见下")
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="参数", help="子命令的参数")


def run(arguments: argparse.Namespace) -> int:
    """Hand the rest to the sub-command; its exit status is ours."""
    name: str = arguments.subcommand
    if name not in _SUBCOMMANDS:
        raise Refusal(f"没有子命令“{name}”。可用子命令：{'、'.join(_SUBCOMMANDS)}。")
    module = importlib.import_module(_module(name))
    parser = ChineseParser(prog=f"gongkai annual {name}", description=_SUBCOMMANDS[name])
    module.configure(parser)
    status: int = module.run(parser.parse_args(arguments.rest))
    return status


def _module(name: str) -> str:
    return f"gongkai.doors.cli.annual_{name}"
