"""``gongkai fee`` at the terminal."""

from __future__ import annotations

import pytest

from tests.cli.terminal import Captured, refused, said, told


@pytest.mark.parametrize(
    ("by", "number", "amount"), [("items", "41", 4300), ("pages", "201", 2740), ("items", "0", 0)]
)
def test_the_amount(capsys: Captured, by: str, number: str, amount: int) -> None:
    facts = told(capsys, "fee", "--by", by, number)
    assert facts["amount"] == amount
    assert sum(part["amount"] for part in facts["slices"]) == amount


def test_text_shows_the_sum_the_article_and_every_slice(capsys: Captured) -> None:
    lines = said(capsys, "fee", "--by", "pages", "201").splitlines()
    assert lines[0] == "信息处理费：2740元（按量计收，201页）"
    assert lines[1] == "依据：《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）第五条"
    assert lines[2] == "  第1至30页：30页 × 0元 = 0元"
    assert lines[5] == "  第201页起：1页 × 40元 = 40元"


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--by", "pages", "-1"), "不能是负数"),
        (("--by", "pages", "1.5"), "不是整数"),
        (("--by", "pages", "很多"), "不是整数"),
        (("--by", "pages", "9" * 5000), "不是整数"),
        (("--by", "items", "100001"), "超出可计算的范围"),
        (("--by", "items"), "缺少参数 数量"),
        (("--by", "kilograms", "3"), "没有这个选项"),
        (("3",), "缺少参数 --by"),
    ],
)
def test_what_cannot_be_reckoned_is_one_line(
    capsys: Captured, words: tuple[str, ...], complaint: str
) -> None:
    assert complaint in refused(capsys, "fee", *words)
