"""Text from Word, WPS and from people who mean ill: what stays and what goes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.records.documents.papers.cleaning import TAGS, clean_html, plain_lines

WORD = (
    '<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{color:red}</style></head><body>'
    "<!--[if gte mso 9]><xml><o:Office/></xml><![endif]-->"
    '<p class="MsoNormal" style="text-indent:21pt"><span lang="EN-US" style="font-family:仿宋">一、</span>'
    "<b>总则</b><o:p></o:p></p><p><span> </span></p>"
    '<table border="1" width="500"><tr><td colspan="2" style="border:1px">户主</td></tr>'
    '<tr><td onclick="x()">甲</td><td rowspan="0">乙</td></tr></table></body></html>'
)


def test_a_paste_from_word_keeps_its_words_and_tables_and_loses_the_rest() -> None:
    assert clean_html(WORD) == (
        "<p>一、<b>总则</b></p>"
        '<table><tbody><tr><td colspan="2">户主</td></tr><tr><td>甲</td><td>乙</td></tr></tbody></table>'
    )
    assert plain_lines(clean_html(WORD)) == ["一、总则", "户主", "甲\t乙"]


NASTY = [
    "<script>alert(1)</script>",
    "<img src=http://example.org/x.png onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>1</script>'>x</a>",
    "<a href='//example.org'>x</a>",
    "<p style='background:url(//example.org)'>x</p>",
    "<iframe src=//example.org></iframe>",
    "<form action=//example.org><input name=a></form>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<table background='//example.org'><td background='//example.org'>x</td></table>",
    "<base href=//example.org><meta http-equiv=refresh content=0>",
]


@pytest.mark.parametrize("written", NASTY)
def test_nothing_runs_and_nothing_is_loaded(written: str) -> None:
    cleaned = clean_html(f"<p>前</p>{written}<p>后</p>").lower()
    for word in ("<script", "onerror", "javascript", "data:", "src=", "//example", "<form", "<svg", "<style"):
        assert word not in cleaned
    assert "前" in cleaned


@given(st.text(max_size=200) | st.lists(st.sampled_from([*NASTY, WORD, "甲", "<p>", "</b>"])).map("".join))
def test_clean_text_stays_as_it_is(written: str) -> None:
    cleaned = clean_html(written)
    assert clean_html(cleaned) == cleaned
    assert "\n" not in "".join(plain_lines(cleaned))


def test_links_lead_to_web_pages_alone() -> None:
    assert clean_html('<a href="https://example.org/x" target="_blank">甲</a>') == (
        '<a href="https://example.org/x" rel="noopener noreferrer">甲</a>'
    )
    assert "img" not in TAGS


def test_plain_text_is_read_line_by_line_too() -> None:
    assert plain_lines("第一行\n\n第二行 & 更多") == ["第一行", "第二行 & 更多"]
