"""What may stand in no committed file, and that each is found where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house import words
from tests.house.ground import HOUSE, planted


def test_the_house_holds() -> None:
    assert words.unfit(HOUSE) == []
    assert words.unfit_files(HOUSE) == []


# Put together here, since the house's own files are inspected too.
PLANTED = (
    "open('/" + "home/somebody/x')",
    "cd /" + "root/project",
    "https://files.pythonhosted" + ".org/x.whl",
    "pip install -i https://mirrors" + ".example.edu.cn/simple",
    "see field/" + "stack.md",
    "-----BEGIN " + "PRIVATE KEY-----",
)


@pytest.mark.parametrize("line", PLANTED)
def test_a_planted_line_is_found(tmp_path: Path, line: str) -> None:
    assert len(words.unfit(planted(tmp_path, {"docs/a.md": f"fine\n{line}\n"}))) == 1


@pytest.mark.parametrize(
    "line", ["https://gongkai.example/home/x/", "the session's cookie", "~/home/x", "docs/how-to/checks.md"]
)
def test_what_only_looks_like_it_is_left_alone(tmp_path: Path, line: str) -> None:
    assert words.unfit(planted(tmp_path, {"docs/a.md": line})) == []


def test_a_made_file_is_found(tmp_path: Path) -> None:
    files = {"var/gongkai.sqlite3": "", "a/__pycache__/b.pyc": "", "gongkai/rules/vary/x.py": ""}
    assert len(words.unfit_files(planted(tmp_path, files))) == 2
