"""What every inspection stands on: the files of the house, their syntax trees, and the order of the floors.

An inspection is a function from a :class:`Tree` to complaints, ``path:line: what is wrong``; none means that the rule
holds. It can be pointed at a tree planted in a test, so that each is seen to bite.
"""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def module(self) -> str:
        """The dotted name: ``gongkai/rules/refusal.py`` -> ``gongkai.rules.refusal``."""
        parts = self.path.removesuffix(".py").split("/")
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def under(self, *folders: str) -> bool:
        """Whether the file stands in one of the folders, or is one of the files."""
        return any(self.path == folder or self.path.startswith(f"{folder}/") for folder in folders)

    def imports(self) -> Iterator[tuple[str, int]]:
        """Full dotted names that the file imports anywhere, functions included, with their lines."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for name in node.names:
                    yield name.name, node.lineno
            elif isinstance(node, ast.ImportFrom) and node.module:
                for name in node.names:
                    yield f"{node.module}.{name.name}", node.lineno


@dataclass(frozen=True)
class Tree:
    """The house, or a piece of one planted for a test."""

    root: Path

    @cached_property
    def files(self) -> tuple[str, ...]:
        """Every file that is or would be committed, as paths from the root."""
        if (self.root / ".git").exists():
            listed = subprocess.run(
                ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                cwd=self.root,
                capture_output=True,
                check=True,
            ).stdout.decode()
            found = [name for name in listed.split("\0") if name and (self.root / name).is_file()]
        else:
            found = [str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()]
        return tuple(sorted(found))

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Every Python file that parses; a file that does not is ruff's to report."""
        found = []
        for path in self.files:
            if path.endswith(".py"):
                text = (self.root / path).read_text(encoding="utf-8")
                with suppress(SyntaxError):
                    found.append(Source(path, text, ast.parse(text)))
        return tuple(found)

    def text(self, path: str) -> str:
        """The text of a file; undecodable bytes are replaced, since pictures are looked at too."""
        return (self.root / path).read_text(encoding="utf-8", errors="replace")

    @cached_property
    def settings(self) -> dict[str, Any]:
        """``pyproject.toml``."""
        with (self.root / "pyproject.toml").open("rb") as file:
            return tomllib.load(file)


def planted(root: Path, files: dict[str, str]) -> Tree:
    """A tree of a few files, path to text, for a test."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Tree(root)


HOUSE = Tree(ROOT)
