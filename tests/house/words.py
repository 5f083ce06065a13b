"""What may stand in no committed file: places of one machine, hosts of a registry, papers that are not here."""

from __future__ import annotations

import re

from tests.house.ground import Tree

PATTERNS: dict[str, re.Pattern[str]] = {
    "a path of one machine": re.compile(r"(?<![\w.:/~-])/(?:home|Users|root|work)/[\w.]"),
    "a host of a package registry": re.compile(
        r"(?:pypi|pythonhosted|npmjs|crates|rubygems)\.(?:org|io|com)\b|(?:^|[/@.])(?:mirrors?|registry)\.[\w.-]+\.\w+"
    ),
    "a paper that is not in the house": re.compile(
        r"\b(?:shared|domain|field|seed)/[\w-]+\.(?:md|json|txt)\b"
    ),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
}
MADE = re.compile(
    r"(?:^|/)(?:__pycache__|node_modules|var|dist|build)/"
    r"|\.(?:pyc|sqlite3|db|log|orig|rej|swp|env)$|\.egg-info"
)
BINARY = (".png", ".jpg", ".xlsx", ".docx", ".pdf", ".otf", ".ttf", ".woff2", ".zip", ".ico")


def unfit(tree: Tree) -> list[str]:
    """Lines that carry what may not be carried."""
    return [
        f"{path}:{number}: {what}: {match[0]}"
        for path in tree.files
        if not path.endswith(BINARY)
        for number, line in enumerate(tree.text(path).splitlines(), 1)
        for what, pattern in PATTERNS.items()
        if (match := pattern.search(line))
    ]


def unfit_files(tree: Tree) -> list[str]:
    """Files that are made, not written: they belong under GONGKAI_HOME or nowhere."""
    return [f"{path}: is not for a repository" for path in tree.files if MADE.search(path)]
