"""Pages, and the environment that draws them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.template import engines
from jinja2 import UndefinedError

from tests.house import templates
from tests.house.ground import HOUSE, Tree, planted

INSPECTIONS = (templates.unused, templates.missing, templates.refused_by_the_policy)


@pytest.mark.parametrize("inspection", INSPECTIONS, ids=lambda inspection: inspection.__name__)
def test_the_house_holds(inspection: Callable[[Tree], list[str]]) -> None:
    assert inspection(HOUSE) == []


PAGES = "gongkai/doors/portal/jinja2/portal"


@pytest.mark.parametrize(
    ("inspection", "page", "complaint"),
    [
        (templates.missing, '{% include "portal/gone.html" %}', "there is no portal/gone.html"),
        (templates.refused_by_the_policy, '<script src="https://cdn.example/x.js">', "from another host"),
        (templates.refused_by_the_policy, '<img src="//cdn.example/x.png">', "from another host"),
        (templates.refused_by_the_policy, '<p style="color:red">', "inline"),
        (templates.refused_by_the_policy, "<script>x()</script>", "inline"),
        (templates.refused_by_the_policy, '<a onclick="x()">', "inline"),
        (templates.refused_by_the_policy, "{{ text | safe }}", "unescaped"),
    ],
)
def test_a_planted_fault_is_found(
    tmp_path: Path, inspection: Callable[[Tree], list[str]], page: str, complaint: str
) -> None:
    found = inspection(planted(tmp_path, {f"{PAGES}/a.html": page}))
    assert len(found) == 1
    assert found[0].endswith(complaint)


def test_a_template_that_nobody_names_is_found(tmp_path: Path) -> None:
    files = {
        f"{PAGES}/base.html": "",
        f"{PAGES}/used.html": '{% extends "portal/base.html" %}<a href="/x/">x</a><script src="/static/x.js"></script>',
        f"{PAGES}/left.html": "",
        "gongkai/doors/portal/pages.py": 'render("portal/used.html")\n',
    }
    tree = planted(tmp_path, files)
    assert templates.unused(tree) == [f"{PAGES}/left.html: no page uses it"]
    assert templates.refused_by_the_policy(tree) == []


def test_an_undefined_name_in_a_page_is_an_error() -> None:
    page = engines["jinja2"].from_string("{{ nobody_gave_this }}")
    with pytest.raises(UndefinedError):
        page.render({})


def test_what_a_page_is_given_is_escaped() -> None:
    assert engines["jinja2"].from_string("{{ text }}").render({"text": "<b>&"}) == "&lt;b&gt;&amp;"
