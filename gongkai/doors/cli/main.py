"""The command ``gongkai``: one module a command, loaded only when it is called.

A command module offers ``configure(parser)`` and ``run(arguments) -> int`` (0 fine, 1 findings of severity error).
Whatever cannot be used raises :class:`gongkai.rules.refusal.Refusal`: one line on stderr, exit status 2.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from gongkai import __version__
from gongkai.rules.refusal import Refusal

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("gongkai.doors.cli.demo", "把演示镇（邵岗镇 2018，演示数据）载入数据库；重复执行结果相同"),
    "serve": ("gongkai.doors.cli.serve", "启动门户、工作台和接口"),
    "worker": ("gongkai.doors.cli.worker", "单独处理待发任务（启动 serve 时已包含）"),
    "import": ("gongkai.doors.cli.ledgers", "导入台账（Excel 或 CSV）"),
    "export": ("gongkai.doors.cli.export", "导出清单为 Excel，如公开目录"),
    "obligations": ("gongkai.doors.cli.obligations", "公开义务：按目录生成一年的义务，查看办理情况"),
    "annual": ("gongkai.doors.cli.annual", "年度报告：compute rows check compare render rollup"),
    "deadline": ("gongkai.doors.cli.deadline", "依申请公开的答复期限，逐日说明"),
    "workday": ("gongkai.doors.cli.workday", "某日是否工作日，或两日之间的工作日数"),
    "fee": ("gongkai.doors.cli.fee", "信息处理费试算"),
    "privacy": ("gongkai.doors.cli.privacy", "查找文件中的个人信息"),
    "digest": ("gongkai.doors.cli.digest", "把到期和逾期的公开义务用邮件提醒责任人"),
    "verify": ("gongkai.doors.cli.verify", "核对留痕链和计数"),
    "doctor": ("gongkai.doors.cli.doctor", "检查设置与运行环境"),
}


class ChineseParser(argparse.ArgumentParser):
    """An argument parser that explains itself in Chinese; its errors are one line and exit status 2."""

    def __init__(self, **settings: Any) -> None:
        wants_help = settings.pop("add_help", True)
        super().__init__(add_help=False, **settings)
        self._positionals.title, self._optionals.title = "参数", "选项"
        if wants_help:
            self.add_argument("-h", "--help", action="help", help="显示本说明")

    def format_usage(self) -> str:
        """How to call the command, in one line."""
        return _in_chinese(super().format_usage())

    def format_help(self) -> str:
        """Everything about the command."""
        return _in_chinese(super().format_help())

    def error(self, message: str) -> NoReturn:
        raise Refusal(f"参数有误：{_translated(message)}。用 {self.prog} --help 查看用法。")


_PHRASES = (
    ("the following arguments are required: ", "缺少参数 "),
    ("unrecognized arguments: ", "不认识的参数 "),
    ("expected one argument", "后面要跟一个值"),
    ("expected at least one argument", "后面至少要跟一个值"),
    ("invalid choice: ", "没有这个选项："),
    ("choose from ", "可选 "),
    ("invalid int value: ", "应为整数："),
    ("invalid float value: ", "应为数字："),
    ("invalid date value: ", "应为真实日期（如 2018-01-31）："),
    ("not allowed with argument ", "不能同时使用 "),
    ("one of the arguments ", "以下参数须给出一个："),
    (" is required", ""),
    ("argument ", ""),
)


def _in_chinese(text: str) -> str:
    return text.replace("usage: ", "用法：", 1)


def _translated(message: str) -> str:
    for english, chinese in _PHRASES:
        message = message.replace(english, chinese)
    return message.replace("\n", " ")


def parser() -> ChineseParser:
    """The top-level parser, with one line a command."""
    top = ChineseParser(prog="gongkai", description="基层政务公开平台", add_help=False)
    top.add_argument("-h", "--help", action="help", help="显示本说明")
    top.add_argument("--version", action="version", version=f"gongkai {__version__}", help="显示版本")
    listing = "\n".join(f"  {name:10}{about}" for name, (_, about) in COMMANDS.items())
    top.epilog = f"命令：\n{listing}\n\n用 gongkai 命令 --help 查看每个命令的用法。"
    top.formatter_class = argparse.RawDescriptionHelpFormatter
    top.add_argument("command", nargs="?", metavar="命令", help="见下")
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is the contract's 0, 1 or 2."""
    words = list(sys.argv[1:] if argv is None else argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    try:
        return _dispatch(words)
    except Refusal as refusal:
        sys.stderr.write(f"gongkai: {refusal}\n")
        return 2
    except BrokenPipeError:
        # The reader (head, less) has seen enough; python must not complain again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        sys.stderr.write("gongkai: 已中断。\n")
        return 130


def _dispatch(words: list[str]) -> int:
    if not words or words[0].startswith("-"):
        top = parser()
        top.parse_args(words)
        top.print_help()
        return 0
    name, rest = words[0], words[1:]
    if name not in COMMANDS:
        raise Refusal(f"没有命令“{name}”。可用命令：{'、'.join(COMMANDS)}。")
    module_name, about = COMMANDS[name]
    module = importlib.import_module(module_name)
    command = ChineseParser(prog=f"gongkai {name}", description=about)
    module.configure(command)
    status: int = module.run(command.parse_args(rest))
    return status
