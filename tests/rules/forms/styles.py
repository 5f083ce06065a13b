"""Ways of printing one number and one label, for the layouts."""

from __future__ import annotations

import re
from collections.abc import Callable

from gongkai.rules.forms.recognised import Number
from tests.rules.forms.layouts import printed

FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
TRADITIONAL = str.maketrans(
    "开动数条规报网务众应点阅读发会参举办谈请结复据属围国业个隐经济稳关补诉讼维体为驳纠错费构设专职员",
    "開動數條規報網務眾應點閱讀發會參舉辦談請結復據屬圍國業個隱經濟穩關補訴訟維體為駁糾錯費構設專職員",
)


def with_thousands(value: Number | None) -> str:
    return "" if value is None else f"{value:,}"


def or_mark(mark: str) -> Callable[[Number | None], str]:
    """The number, and a mark where there is none."""

    def shown(value: Number | None) -> str:
        return mark if value is None else str(value)

    return shown


VALUE_STYLES: dict[str, Callable[[Number | None], str]] = {
    "plain": printed,
    "thousands": with_thousands,
    "full width": lambda value: printed(value).translate(FULL_WIDTH),
    "full-width thousands": lambda value: with_thousands(value).translate(FULL_WIDTH),
    "spaced thousands": lambda value: with_thousands(value).replace(",", " "),
    "〇 for zero": lambda value: "〇" if value == 0 else printed(value),
    "零 for zero": lambda value: "零" if value == 0 else printed(value),
    "dash for none": or_mark("—"),
    "hyphen for none": or_mark("-"),
    "slash for none": or_mark("/"),
}


def _numbered(pattern: str) -> Callable[[str], str]:
    def label(text: str) -> str:
        return re.sub(r"^(\d)\.", lambda found: pattern.format(found.group(1)), text)

    return label


def _circled(text: str) -> str:
    return re.sub(r"^(\d)\.", lambda found: "①②③④⑤⑥⑦⑧⑨"[int(found.group(1)) - 1], text)


LABEL_STYLES: dict[str, Callable[[str], str]] = {
    "as printed": str,
    "1．": _numbered("{}．"),
    "1、": _numbered("{}、"),
    "(1)": _numbered("({})"),
    "（1）": _numbered("（{}）"),
    "①": _circled,
    "no numbering": lambda text: re.sub(r"^(?:\d\.|（.）|.、|其中：)", "", text),
    "half-width brackets": lambda text: text.replace("（", "(").replace("）", ")"),
    "其中:": lambda text: text.replace("其中：", "其中: "),
    "a blank inside": lambda text: f"{text[:4]} {text[4:]}",
    "letters apart": " ".join,
    "traditional": lambda text: text.translate(TRADITIONAL),
    "資訊": lambda text: text.translate(TRADITIONAL).replace("信息", "資訊"),
    "a local note": lambda text: f"{text}（公开栏、明白卡）",
    "数量 for 数": lambda text: f"{text}量" if text.endswith("数") else text,
    "微信 for 政务微信": lambda text: text.replace("政务微", "微"),
    "信息 for 政府信息": lambda text: text.replace("政府信息", "信息"),
}
