"""The shape of the code, and that each inspection of it bites."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.house import shape
from tests.house.ground import HOUSE, Tree, planted

INSPECTIONS = (
    shape.long_files,
    shape.long_functions,
    shape.stale_exceptions,
    shape.nameless_folders,
    shape.folders_without_init,
    shape.relative_imports,
    shape.printing,
    shape.clock_reads,
    shape.web_below_the_doors,
    shape.unfinished,
)


@pytest.mark.parametrize("inspection", INSPECTIONS, ids=lambda inspection: inspection.__name__)
def test_the_house_holds(inspection: Callable[[Tree], list[str]]) -> None:
    assert inspection(HOUSE) == []


LONG_FUNCTION = "def f():\n" + "    x = 1\n" * 60
MARK = "# TO" + "DO later\n"
PLANTED = (
    (shape.long_files, {"gongkai/a.py": "x = 1\n" * 401}, "gongkai/a.py: 401 lines"),
    (shape.long_functions, {"gongkai/a.py": LONG_FUNCTION}, "gongkai/a.py:1: f has 61 lines"),
    (shape.nameless_folders, {"gongkai/utils/a.py": ""}, "gongkai/utils/a.py"),
    (shape.nameless_folders, {"gongkai/rules/helpers.py": ""}, "gongkai/rules/helpers.py"),
    (shape.folders_without_init, {"tests/a/test_x.py": ""}, "tests/a: has no __init__.py"),
    (shape.relative_imports, {"gongkai/a.py": "def f():\n    from . import b\n"}, "gongkai/a.py:2"),
    (shape.printing, {"gongkai/rules/a.py": "print(1)\n"}, "gongkai/rules/a.py:1"),
    (
        shape.clock_reads,
        {"gongkai/a.py": "import datetime\nx = datetime.datetime.now()\n"},
        "gongkai/a.py:2: datetime.now() reads the clock",
    ),
    (shape.clock_reads, {"gongkai/a.py": "from datetime import date\nx = date.today()\n"}, "gongkai/a.py:2"),
    (shape.clock_reads, {"gongkai/a.py": "at = DateTimeField(auto_now=True)\n"}, "gongkai/a.py:1: auto_now"),
    (
        shape.web_below_the_doors,
        {"gongkai/records/a.py": "def f():\n    from django import forms\n"},
        "gongkai/records/a.py:2: imports django.forms",
    ),
    (
        shape.web_below_the_doors,
        {"gongkai/readings/a.py": "import django.http\n"},
        "gongkai/readings/a.py:1: imports django.http",
    ),
    (shape.unfinished, {"gongkai/a.py": MARK}, "gongkai/a.py:1"),
    (shape.unfinished, {"gongkai/a.py": "raise NotImplementedError\n"}, "gongkai/a.py:1: a stub"),
)


@pytest.mark.parametrize(("inspection", "files", "complaint"), PLANTED)
def test_a_planted_fault_is_found(
    tmp_path: Path, inspection: Callable[[Tree], list[str]], files: dict[str, str], complaint: str
) -> None:
    found = inspection(planted(tmp_path, files))
    assert len(found) == 1
    assert found[0].startswith(complaint)


def test_what_is_right_is_left_alone(tmp_path: Path) -> None:
    files = {
        "gongkai/doors/clock.py": "from datetime import datetime\nnow = datetime.now()\n",
        "gongkai/doors/cli/a.py": "print(1)\n",
        "gongkai/doors/portal/a.py": "from django.http import HttpResponse\n",
        "gongkai/records/a/migrations/0001_begin.py": "x = 1\n" * 500,
    }
    packages = {f"{path.rpartition('/')[0]}/__init__.py": "" for path in files}
    tree = planted(tmp_path, files | packages)
    for inspection in (shape.long_files, shape.clock_reads, shape.printing, shape.web_below_the_doors):
        assert inspection(tree) == []
    assert shape.folders_without_init(tree) == []


def test_an_exception_nobody_needs_is_taken_off_the_list(tmp_path: Path) -> None:
    tree = planted(tmp_path, {"gongkai/a.py": "x = 1\n" * 401, "gongkai/b.py": LONG_FUNCTION})
    names = ("gongkai/a.py", "gongkai/b.py::f", "gongkai/c.py")
    assert shape.stale_exceptions(tree, names) == ["gongkai/c.py: is short enough, and needs no exception"]
    assert shape.long_files(tree, names) == []
    assert shape.long_functions(tree, names) == []
