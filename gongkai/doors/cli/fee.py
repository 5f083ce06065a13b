"""``gongkai fee``: the processing fee for an application, slice by slice. Needs no database."""

from __future__ import annotations

import argparse
import json
import re

from gongkai.rules.articles import cite
from gongkai.rules.fees import TARIFFS, ProcessingFee, processing_fee
from gongkai.rules.refusal import Refusal

_LONGEST = 12


def configure(parser: argparse.ArgumentParser) -> None:
    """The tariff and the number."""
    parser.add_argument(
        "--by", required=True, choices=list(TARIFFS), help="收费方式：items 按件计收，pages 按量（页）计收"
    )
    parser.add_argument("number", metavar="数量", help="件数（同一申请人一个自然月内）或页数（一份申请）")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    """Print the fee. Raises Refusal for what is no whole number, negative, or beyond any township."""
    fee = processing_fee(arguments.by, _whole(arguments.number))
    if arguments.format == "json":
        print(json.dumps(fee.as_json(), ensure_ascii=False, indent=2))
    else:
        print(_as_text(fee))
    return 0


def _whole(text: str) -> int:
    if not re.fullmatch(r"[-+]?\d+", text.strip()) or len(text.strip()) > _LONGEST:
        raise Refusal(f"数量“{text}”不是整数，请填写 0 或更大的整数。")
    return int(text)


def _as_text(fee: ProcessingFee) -> str:
    slices = [
        f"  第{part.first}{f'至{part.last}' if part.last else ''}{fee.unit}"
        f"{'' if part.last else '起'}：{part.quantity}{fee.unit} × {part.rate}元 = {part.amount}元"
        for part in fee.slices
    ]
    return "\n".join(
        [
            f"信息处理费：{fee.amount}元（{TARIFFS[fee.tariff]}，{fee.quantity}{fee.unit}）",
            f"依据：{cite(fee.article)}",
            *slices,
            *(f"说明：{note}。" for note in fee.notes),
        ]
    )
