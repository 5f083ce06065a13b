"""The papers agree with the house: one name a thing, links that lead somewhere, a changelog that knows the version."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tests.house.ground import Tree

TERMS = "docs/terms.md"
LINK = re.compile(r"(?<!\\)!?\[[^\]]*\]\(\s*<?([^)\s>]+)")
ROW = re.compile(r"\|(.+)\|\s*$")


def tables(tree: Tree) -> dict[str, list[tuple[str, str]]]:
    """Chapter of the terms (``Rooms``, ``Nouns``, or a class of choices) -> its rows of Chinese and English."""
    found: dict[str, list[tuple[str, str]]] = {}
    rows: list[tuple[str, str]] = []
    for line in tree.text(TERMS).splitlines():
        if line.startswith("## "):
            rows = found.setdefault(line.split()[-1], [])
        elif line.startswith("### "):
            rows = found.setdefault(line.split()[1], [])
        elif (match := ROW.match(line)) and not set(line) <= set("|-: "):
            cells = [cell.strip() for cell in match[1].split("|")]
            rows.append((cells[0], cells[1]))
    return {chapter: kept[1:] for chapter, kept in found.items()}


def said_twice(tree: Tree) -> list[str]:
    """One Chinese term, one English word: neither stands twice in a table."""
    complaints = []
    for chapter, rows in tables(tree).items():
        for column, name in ((0, "中文"), (1, "English")):
            words = [row[column] for row in rows]
            twice = sorted({word for word in words if words.count(word) > 1})
            complaints += [f"{TERMS}: {chapter} has the {name} “{word}” twice" for word in twice]
    return complaints


def unnamed(tree: Tree, chapter: str, used: Iterable[tuple[str, str]]) -> list[str]:
    """Pairs of Chinese and English that the code uses and the table of terms does not have."""
    known = set(tables(tree).get(chapter, []))
    return [f"{TERMS}: {chapter} has no “{a} | {b}”" for a, b in used if (a, b) not in known]


def choices_that_differ(tree: Tree, used: dict[str, list[tuple[str, str]]]) -> list[str]:
    """Classes of choices whose table is not exactly what the code offers, in its order."""
    known = {chapter: rows for chapter, rows in tables(tree).items() if chapter in used}
    return [
        f"{TERMS}: {name} differs from the code" for name, pairs in used.items() if known.get(name) != pairs
    ]


def dead_links(tree: Tree) -> list[str]:
    """A link to a file of the house leads to one."""
    return [
        f"{path}:{number}: no {target}"
        for path in tree.files
        if path.endswith(".md")
        for number, line in enumerate(tree.text(path).splitlines(), 1)
        for target in _targets(line)
        if not (tree.root / path).parent.joinpath(target).exists()
    ]


def _targets(line: str) -> Iterator[str]:
    for target in LINK.findall(re.sub(r"`[^`]*`", "", line)):
        if not re.match(r"[a-z]+:|#", target):
            yield target.split("#")[0]


def dead_names(tree: Tree) -> list[str]:
    """A file or folder of the house that a paper names in code letters exists."""
    named = re.compile(r"`((?:gongkai|tests|docs|bench|standins|requirements)/[\w./-]*[\w/])`")
    return [
        f"{path}:{number}: no {name}"
        for path in tree.files
        if path.endswith(".md")
        for number, line in enumerate(tree.text(path).splitlines(), 1)
        for name in named.findall(line)
        if not (tree.root / name).exists()
    ]


def version_without_entry(tree: Tree) -> list[str]:
    """The changelog tells what the present version brings."""
    version = tree.settings["project"]["version"]
    if re.search(rf"^## {re.escape(version)}(?![\w.])", tree.text("CHANGELOG.md"), re.MULTILINE):
        return []
    return [f"CHANGELOG.md: nothing about {version}"]


def unexplained_dependencies(tree: Tree) -> list[str]:
    """Every dependency of the project has its reason in a decision."""
    project = tree.settings["project"]
    wanted = [*project["dependencies"], *project.get("optional-dependencies", {}).get("dev", [])]
    papers = "\n".join(tree.text(path).lower() for path in tree.files if path.startswith("docs/decisions/"))
    names = [re.split(r"[<>=~!\[; ]", line, maxsplit=1)[0].lower() for line in wanted]
    return [f"docs/decisions: no reason for {name}" for name in names if f"`{name}`" not in papers]
