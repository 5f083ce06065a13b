"""The five files: each opens, holds every value, and is the same for the same report."""

from __future__ import annotations

import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gongkai.readings.annual.render.files import FORMATS, format_of, render
from gongkai.rules.forms.edition import FORMS
from gongkai.rules.refusal import Refusal
from tests.annual.factory import report

NASTY = "<script>alert(1)</script>&\"'=1+1{{ x }}#set text(red)\x0b]"


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("form", FORMS)
def test_the_same_report_gives_the_same_bytes(suffix: str, form: str) -> None:
    made = render(report(form), suffix)
    assert len(made) > 1000
    assert render(report(form), suffix) == made


@pytest.mark.parametrize("suffix", FORMATS)
def test_invented_data_is_marked_and_real_data_is_not(suffix: str) -> None:
    if suffix == "json":
        assert json.loads(render(report(), "json"))["demonstration"] is True
        assert json.loads(render(report(demonstration=False), "json"))["demonstration"] is False
        return
    assert "演示数据" in _text(render(report(), suffix), suffix)
    assert "演示数据" not in _text(render(report(demonstration=False), suffix), suffix)


@pytest.mark.parametrize("suffix", FORMATS)
def test_hostile_text_stays_text(suffix: str) -> None:
    hostile = report(title=f"标题{NASTY}", chapters={f"一、{NASTY}": (f"正文{NASTY}",)})
    text = _text(render(hostile, suffix), suffix)
    assert "alert(1)" in text
    assert "#set text(red)" in text
    if suffix == "html":
        assert "<script" not in render(hostile, "html").decode()


def test_html_needs_nothing_from_elsewhere_and_links_numbers_to_cells() -> None:
    page = render(report(), "html").decode()
    assert not re.search(r"(?:src|href)\s*=\s*[\"']?(?:https?:)?//", page)
    assert "<script" not in page
    assert 'lang="zh-Hans"' in page
    targets = set(re.findall(r'href="#(\w+)"', page))
    assert {"s1_1", "s1_2_4", "s3_1"} <= targets
    assert targets <= set(re.findall(r'id="(\w+)"', page))


def test_json_is_the_contract_with_chapters() -> None:
    made = json.loads(render(report(), "json"))
    assert made["body"] == "640381106000"
    assert made["values"]["s1_1"] == 744
    assert made["values"]["s8_4"] == 6.6
    assert "s1" not in made["values"]
    assert made["chapters"][1]["paragraphs"][0]["figures"][0] == {"code": "s1_1", "text": "744"}
    assert {"code", "label", "unit", "value", "source", "rows"} == set(made["figures"][0])


def test_an_unknown_suffix_is_refused() -> None:
    assert format_of(Path("年报.DOCX")).suffix == "docx"
    with pytest.raises(Refusal, match=r"\.docx"):
        format_of(Path("年报.odt"))


def _text(made: bytes, suffix: str) -> str:
    """The words of a file, by the plainest reading there is."""
    if suffix == "html":
        reader = _Words()
        reader.feed(made.decode())
        return "".join(reader.words)
    if suffix == "json":
        return json.dumps(json.loads(made), ensure_ascii=False)
    if suffix == "pdf":
        import pypdfium2

        pages = pypdfium2.PdfDocument(made)
        text = "".join(page.get_textpage().get_text_range() for page in pages)
        return re.sub(r"[\r\n]", "", text)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        parts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")]
    return "".join(re.sub(r"<[^>]+>", "", part) for part in parts)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data)
