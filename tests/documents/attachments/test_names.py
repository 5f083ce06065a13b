"""Names of files: whatever a stranger calls it, it is offered under a name that misleads nobody."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.records.documents.attachments.names import LONGEST, clean_name
from gongkai.rules.refusal import Refusal


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("公示名单.xlsx", "公示名单.xlsx"),
        ("../../etc/名单.CSV", "名单.csv"),
        ("C:\\用户\\名单.csv", "名单.csv"),
        ("名单\r\nX-Header: 1.csv", "名单X-Header 1.csv"),
        ("名单\x00.csv", "名单.csv"),
        ("\u202efdp.名单.csv", "fdp.名单.csv"),
        (" . 名单 .csv", "名单.csv"),
        ("CON.csv", "_CON.csv"),
        ("-rf.csv", "-rf.csv"),
        ("a<b>c|d?.csv", "abcd.csv"),
    ],
)
def test_names_are_cleaned(given_name: str, kept: str) -> None:
    assert clean_name(given_name) == kept


@pytest.mark.parametrize(
    "name", ["", "名单", ".csv", "..", "名单.", "名单.exe.csv", "图.svg.png", "a.HTML.pdf"]
)
def test_names_that_pretend_are_refused(name: str) -> None:
    with pytest.raises(Refusal):
        clean_name(name)


def test_long_names_are_cut_before_the_extension() -> None:
    kept = clean_name("镇" * 300 + ".xlsx")
    assert kept.endswith("镇.xlsx")
    assert len(kept) <= LONGEST
    assert len(kept.encode()) <= 240


@given(st.text(max_size=300), st.sampled_from(["csv", "pdf", "docx"]))
def test_whatever_is_given_the_result_is_one_plain_name(stem: str, extension: str) -> None:
    try:
        kept = clean_name(f"{stem}.{extension}")
    except Refusal:
        return
    assert kept.endswith(f".{extension}")
    assert "/" not in kept
    assert "\\" not in kept
    assert not kept.startswith(".")
    assert all(unicodedata.category(sign) not in {"Cc", "Cf"} for sign in kept)
    assert clean_name(kept) == kept
