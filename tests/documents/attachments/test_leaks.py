"""Files that leak: the number is in none of the bytes of the public copy, and the twin without the leak passes."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.records.documents.attachments.treatment import Treatment, treat
from gongkai.records.documents.extraction.sandbox import Sandbox
from tests.documents.attachments import leaky_pages, leaky_sheets, leaky_words
from tests.documents.attachments.numbers import NUMBER, holds
from tests.documents.extraction.makers import written, zipped

GONE = (
    {f"xlsx {name}": ("xlsx", content) for name, content in leaky_sheets.leaking().items()}
    | {f"docx {name}": ("docx", content) for name, content in leaky_words.leaking().items()}
    | {f"pdf {name}": ("pdf", content) for name, content in leaky_pages.leaking().items()}
)
LOOKED_AT = (
    {f"pdf {name}": ("pdf", content) for name, content in leaky_pages.covered().items()}
    | leaky_pages.pictures()
    | {
        "docx photograph": ("docx", leaky_words.leaking_picture()),
        "pdf photograph": ("pdf", leaky_pages.photographed()),
    }
)
OPEN = {
    "xlsx": ("xlsx", leaky_sheets.open_number()),
    "docx": ("docx", leaky_words.open_number()),
    "docx text box": ("docx", leaky_words.open_number("box")),
    "docx insertion": ("docx", leaky_words.open_number("insertion")),
    "docx runs": ("docx", leaky_words.open_number("runs")),
    "pdf": ("pdf", leaky_pages.open_number()),
    "csv": ("csv", f"姓名,身份证号\n张三,{NUMBER}\n".encode()),
    "csv of windows": ("csv", f"姓名,身份证号\n张三,{NUMBER}\n".encode("gb18030")),
    "zip": ("zip", zipped({"名单.csv": f"姓名,身份证号\n张三,{NUMBER}\n"})),
}
TWINS = {
    "xlsx": leaky_sheets.clean(),
    "docx": leaky_words.clean(),
    "pdf": leaky_pages.clean(),
    "csv": "村,金额\n一村,1200\n".encode(),
    "zip": zipped({"公示/名单.csv": "村,金额\n一村,1200\n", "通知.docx": leaky_words.clean()}),
}


def _treated(folder: Path, sandbox: Sandbox, kind: str, content: bytes) -> Treatment:
    path = written(folder, f"upload.{kind}", content)
    return treat(path, kind, folder, name=f"公示名单.{kind}", sandbox=sandbox)


def _grave(made: Treatment) -> list[str]:
    return [one.kind for one in made.public.found if one.severity == "error"]


@pytest.mark.parametrize("way", GONE)
def test_what_is_not_on_the_page_is_not_in_the_copy(way: str, tmp_path: Path, sandbox: Sandbox) -> None:
    kind, content = GONE[way]
    made = _treated(tmp_path, sandbox, kind, content)
    assert holds(content)
    assert made.reasons == []
    assert made.copy is not None
    assert not holds(made.copy.read_bytes())
    assert _grave(made) == []
    assert made.public.unread == []


@pytest.mark.parametrize("way", LOOKED_AT)
def test_what_no_program_read_waits_for_a_person(way: str, tmp_path: Path, sandbox: Sandbox) -> None:
    kind, content = LOOKED_AT[way]
    made = _treated(tmp_path, sandbox, kind, content)
    assert made.copy is not None
    assert not holds(made.copy.read_bytes())
    assert made.public.unread


@pytest.mark.parametrize("way", OPEN)
def test_what_is_on_the_page_is_found(way: str, tmp_path: Path, sandbox: Sandbox) -> None:
    kind, content = OPEN[way]
    made = _treated(tmp_path, sandbox, kind, content)
    assert _grave(made) == ["resident_id"]
    assert NUMBER not in repr(made)


@pytest.mark.parametrize("kind", TWINS)
def test_the_twin_passes(kind: str, tmp_path: Path, sandbox: Sandbox) -> None:
    made = _treated(tmp_path, sandbox, kind, TWINS[kind])
    assert made.copy is not None
    assert (made.reasons, made.public.unread, _grave(made)) == ([], [], [])


def test_a_cell_tells_no_more_than_it_shows(tmp_path: Path, sandbox: Sandbox) -> None:
    content, telephone = leaky_sheets.rounded_telephone()
    made = _treated(tmp_path, sandbox, "xlsx", content)
    assert made.copy is not None
    assert holds(content, telephone)
    assert not holds(made.copy.read_bytes(), telephone)


def test_archives_are_cleaned_to_the_bottom(tmp_path: Path, sandbox: Sandbox) -> None:
    inner = zipped({"通知.docx": leaky_words.leaking()["tracked deletion"]})
    content = zipped(
        {"一.zip": zipped({"二.zip": inner}), "表.xlsx": leaky_sheets.leaking()["comment"]}, NUMBER.encode()
    )
    made = _treated(tmp_path, sandbox, "zip", content)
    assert holds(content)
    assert made.copy is not None, made.reasons
    assert not holds(made.copy.read_bytes())
    assert _grave(made) == []


def test_a_name_is_published_as_well(tmp_path: Path, sandbox: Sandbox) -> None:
    path = written(tmp_path, "upload.csv", TWINS["csv"])
    made = treat(path, "csv", tmp_path, name=f"{NUMBER}机密.csv", sandbox=sandbox)
    assert {"resident_id"} <= set(_grave(made))
    assert all(one.where == "文件名" for one in made.public.found)
