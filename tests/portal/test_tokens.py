"""The one set of tokens: contrast of every text colour, and the same colours in pages and in the file of a report."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import gongkai

ROOT = Path(gongkai.__file__).parent
TOKENS = ROOT / "doors/portal/static/portal/tokens.css"
PAPER = ROOT / "readings/annual/render/paper.css"
SHEETS = (TOKENS, TOKENS.with_name("portal.css"), PAPER)


def _block(text: str, selector: str) -> dict[str, str]:
    body = re.search(rf"{re.escape(selector)} \{{(.*?)\}}", text, re.DOTALL)
    assert body, selector
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", body[1]))


def _light(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    bright, dark = sorted((_light(one), _light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("selector", [":root", ".contrast"])
def test_every_text_has_a_contrast_of_seven(selector: str) -> None:
    tokens = _block(TOKENS.read_text(), selector)
    for ground in ("paper", "wash"):
        for text in ("ink", "soft", "accent", "late", "near", "proved"):
            assert _contrast(tokens[text], tokens[ground]) >= 7, (text, ground)
    assert _contrast(tokens["on-accent"], tokens["accent"]) >= 7


def test_the_file_of_a_report_has_the_colours_of_the_pages() -> None:
    pages, paper = _block(TOKENS.read_text(), ":root"), _block(PAPER.read_text(), ":root")
    assert {name: pages[name] for name in paper} == paper


def test_variants_change_tokens_and_nothing_else() -> None:
    rules = TOKENS.with_name("portal.css").read_text()
    assert not re.search(r"\.(?:large|contrast)\b", rules)
    names = set(re.findall(r"--[\w-]+(?=:)", TOKENS.read_text()))
    assert set(re.findall(r"var\((--[\w-]+)", rules)) <= names


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_no_sheet_asks_another_host_for_anything(sheet: Path) -> None:
    text = sheet.read_text()
    assert "url(" not in text
    assert "@import" not in text
    assert "box-shadow" not in text
