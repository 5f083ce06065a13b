"""Every file of a report, read again by the reader of any report, gives the same values and nothing to say."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai.readings.annual.figures import plain
from gongkai.readings.annual.render.files import FORMATS, render
from gongkai.records.documents.extraction.papers import read_paper
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.rules.forms.edition import FORMS
from gongkai.rules.forms.recognition import recognise
from gongkai.rules.relations.check import check_paper
from tests.annual.factory import report

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as made:
        yield made


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("form", FORMS)
def test_values_come_back_as_they_went(form: str, suffix: str, tmp_path: Path, sandbox: Sandbox) -> None:
    made = report(form)
    target = tmp_path / f"年报.{suffix}"
    target.write_bytes(render(made, suffix))
    found = recognise(read_paper(target, sandbox))
    assert found.form == form
    wanted = {figure.code: plain(figure.value) for figure in made.figures if figure.source != "heading"}
    assert {code: found.values.get(code) for code in wanted} == wanted
    assert found.year == made.year


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_checks_say_the_same_of_every_file(suffix: str, tmp_path: Path, sandbox: Sandbox) -> None:
    target = tmp_path / f"年报.{suffix}"
    target.write_bytes(render(report(), suffix))
    checked = check_paper(read_paper(target, sandbox))
    assert {finding.rule for finding in checked.findings} == {"A13", "A15"}
    assert not checked.wrong
