"""The papers agree with the house, and each inspection of them bites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from gongkai import __version__
from tests.house import papers
from tests.house.ground import HOUSE, Tree, planted

INSPECTIONS = (
    papers.said_twice,
    papers.dead_links,
    papers.dead_names,
    papers.version_without_entry,
    papers.unexplained_dependencies,
)


@pytest.mark.parametrize("inspection", INSPECTIONS, ids=lambda inspection: inspection.__name__)
def test_the_house_holds(inspection: Callable[[Tree], list[str]]) -> None:
    assert inspection(HOUSE) == []


def test_the_package_and_the_project_are_one_version() -> None:
    assert HOUSE.settings["project"]["version"] == __version__


def test_every_room_has_its_name_in_the_terms() -> None:
    configs = [config for config in apps.get_app_configs() if config.name.startswith("gongkai.")]
    used = [(str(config.verbose_name), config.name.rpartition(".")[2]) for config in configs]
    assert papers.unnamed(HOUSE, "Rooms", used) == []
    folders = {
        path.split("/")[2]
        for path in HOUSE.files
        if re.match(r"gongkai/(?:rules|records|readings|doors)/\w+/", path)
    }
    assert folders - {"migrations"} <= {english for _, english in papers.tables(HOUSE)["Rooms"]}


def test_every_model_has_its_name_in_the_terms() -> None:
    used = [
        (str(model._meta.verbose_name), re.sub(r"(?<!^)(?=[A-Z])", " ", model.__name__).lower())
        for model in apps.get_models()
        if model.__module__.startswith("gongkai.")
    ]
    assert ("公开信息", "item") in used
    assert papers.unnamed(HOUSE, "Nouns", used) == []


def classes_of_choices() -> Iterator[type[models.Choices]]:
    """Every class of choices in the house."""
    waiting = list(models.Choices.__subclasses__())
    while waiting:
        found = waiting.pop()
        waiting += found.__subclasses__()
        if found.__module__.startswith("gongkai."):
            yield found


def test_every_choice_stands_in_the_terms_as_the_code_has_it() -> None:
    used = {
        found.__name__: [(str(label), value) for value, label in found.choices]
        for found in classes_of_choices()
    }
    assert ("公开栏", "board") in used["Channel"]
    assert papers.choices_that_differ(HOUSE, used) == []


TABLE = "## 房间 Rooms\n\n| 中文 | English |\n|---|---|\n| 机构 | bodies |\n| 文件 | documents |\n"
CHOICES = "### Stage 五公开\n\n| 中文 | 取值 |\n|---|---|\n| 决策 | decision |\n"


def test_a_name_that_is_missing_doubled_or_different_is_found(tmp_path: Path) -> None:
    tree = planted(tmp_path, {"docs/terms.md": TABLE + "| 公文 | documents |\n\n" + CHOICES})
    assert papers.said_twice(tree) == ["docs/terms.md: Rooms has the English “documents” twice"]
    assert papers.unnamed(tree, "Rooms", [("机构", "bodies")]) == []
    assert papers.unnamed(tree, "Rooms", [("单位", "bodies")]) == [
        "docs/terms.md: Rooms has no “单位 | bodies”"
    ]
    assert papers.choices_that_differ(tree, {"Stage": [("决策", "decision")]}) == []
    assert len(papers.choices_that_differ(tree, {"Stage": [("执行", "execution")], "Role": []})) == 2


@pytest.mark.parametrize(
    ("inspection", "text", "complaint"),
    [
        (papers.dead_links, "See [it](gone.md).", "docs/a.md:1: no gone.md"),
        (papers.dead_links, "![x](../images/gone.png)", "docs/a.md:1: no ../images/gone.png"),
        (papers.dead_names, "Look in `gongkai/gone.py`.", "docs/a.md:1: no gongkai/gone.py"),
    ],
)
def test_a_link_or_name_that_leads_nowhere_is_found(
    tmp_path: Path, inspection: Callable[[Tree], list[str]], text: str, complaint: str
) -> None:
    assert inspection(planted(tmp_path, {"docs/a.md": text})) == [complaint]


def test_links_that_lead_somewhere_are_left_alone(tmp_path: Path) -> None:
    text = "[a](b.md#part) [b](https://example.org/x) [c](#here) `[d](gone.md)` ![e](../x.png)"
    tree = planted(tmp_path, {"docs/a.md": text, "docs/b.md": "", "x.png": ""})
    assert papers.dead_links(tree) == []


PROJECT = '[project]\nversion = "2.0"\ndependencies = ["django~=5.2", "psycopg[binary]>=3"]\n'


def test_a_version_nobody_wrote_about_is_found(tmp_path: Path) -> None:
    tree = planted(tmp_path, {"pyproject.toml": PROJECT, "CHANGELOG.md": "## 1.0\n## 2.0.1\n"})
    assert papers.version_without_entry(tree) == ["CHANGELOG.md: nothing about 2.0"]


def test_a_dependency_without_a_reason_is_found(tmp_path: Path) -> None:
    tree = planted(tmp_path, {"pyproject.toml": PROJECT, "docs/decisions/1.md": "`Django` because"})
    assert papers.unexplained_dependencies(tree) == ["docs/decisions: no reason for psycopg"]
