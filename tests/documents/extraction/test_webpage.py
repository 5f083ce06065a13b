"""Web pages as browsers show them, well made or not."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.records.documents.extraction import read_paper
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.rules.forms.paper import Place
from gongkai.rules.refusal import Refusal
from tests.documents.extraction.makers import texts, written


def read(folder: Path, page: str | bytes, sandbox: Sandbox) -> list[str | list[list[str]]]:
    return texts(read_paper(written(folder, "r.html", page), sandbox))


def test_paragraphs_entities_and_breaks(tmp_path: Path, sandbox: Sandbox) -> None:
    page = (
        "<!DOCTYPE html><html><head><title>网站名</title><style>p{}</style><script>var a='<p>脚本</p>';</script>"
        "<body><h1>邵岗镇\n  2018年</h1><p>公开 <b>744</b> 条&nbsp;&lt;含&#36716;载&gt;<br>第二行</p>"
        "<ul><li>一<li>二</ul><div>三<div>四</div>五</div>"
    )
    assert read(tmp_path, page, sandbox) == [
        "邵岗镇 2018年",
        "公开 744 条\xa0<含转载>",
        "第二行",
        "一",
        "二",
        "三",
        "四",
        "五",
    ]


def test_spans_leave_covered_places_empty(tmp_path: Path, sandbox: Sandbox) -> None:
    page = (
        "<table><tr><th colspan=2>指标<th>数</tr>"
        "<tr><td rowspan=2>公开<td>微博<td>7</tr><tr><td>微信<td>133</tr></table>"
    )
    path = written(tmp_path, "r.htm", page)
    (table,) = read_paper(path, sandbox).tables
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["指标", "", "数"],
        ["公开", "微博", "7"],
        ["", "微信", "133"],
    ]
    assert table.rows[2][2].place == Place(cell="表1 第3行第3列")


def test_tables_inside_tables_come_after_their_holder(tmp_path: Path, sandbox: Sandbox) -> None:
    page = "<table><tr><td>版面<table><tr><td>指标<td>744</table>尾<td>右</table><p>后"
    assert read(tmp_path, page, sandbox) == [[["版面\n尾", "右"]], [["指标", "744"]], "后"]


def test_unclosed_tags_do_not_silence_the_page(tmp_path: Path, sandbox: Sandbox) -> None:
    page = "<head><meta name=a><p>一<table><tr><td>二<tr><td>三<script>x</script><noscript>无</noscript>四"
    assert read(tmp_path, page, sandbox) == ["一", [["二"], ["三四"]]]


@pytest.mark.parametrize("encoding", ["gb2312", "gbk", "utf-8"])
def test_the_page_says_its_encoding(tmp_path: Path, sandbox: Sandbox, encoding: str) -> None:
    page = (
        f'<html><meta http-equiv="Content-Type" content="text/html; charset={encoding}"><p>邵岗镇</p>'.encode(
            encoding
        )
    )
    assert read(tmp_path, page, sandbox) == ["邵岗镇"]


def test_a_page_that_lies_about_its_encoding_is_read_all_the_same(tmp_path: Path, sandbox: Sandbox) -> None:
    assert (
        read(tmp_path, '<meta charset="gbk"><p>邵岗镇公开</p>'.encode() + b"<p>\xe2\x82\xac", sandbox)[0]
        == "邵岗镇公开"
    )


def test_an_endless_page_is_cut_off_by_the_clock(tmp_path: Path) -> None:
    page = "<html>" + "<a b='" * 40_000
    with Sandbox(seconds=2) as box, pytest.raises(Refusal, match=r"超时|中止"):
        read_paper(written(tmp_path, "r.html", page * 12), box)


def test_a_table_of_a_million_places_is_refused(tmp_path: Path, sandbox: Sandbox) -> None:
    page = "<table>" + "<tr><td colspan=1000>1" * 2_000
    with pytest.raises(Refusal, match="表格过大"):
        read_paper(written(tmp_path, "r.html", page), sandbox)
