"""Peers in an environment of their own, so that nothing of theirs is near the platform."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from ctypes.util import find_library
from functools import lru_cache
from pathlib import Path

from bench.processes import ROOT

_HOME = ROOT / "var" / "bench-peers"
_PACKAGES = ("openpyxl==3.1.5", "weasyprint==70.0")
_SYSTEM = ("libpango-1.0-0", "libpangoft2-1.0-0")


class NoPeerError(Exception):
    """The peer cannot be had on this machine; the text says why."""


def peer(name: str) -> list[str]:
    """The words that run ``bench.others.NAME`` with the peers' interpreter. Raises NoPeerError."""
    python = _installed()
    if name.startswith("weasyprint"):
        _require_pango()
    return [str(python), "-m", f"bench.others.{name}"]


@lru_cache(maxsize=1)
def _installed() -> Path:
    python = _HOME / "bin" / "python"
    wanted = "\n".join(_PACKAGES)
    mark = _HOME / ".installed"
    if not mark.exists() or mark.read_text() != wanted:
        uv = [sys.executable, "-m", "uv"]
        _do([*uv, "venv", "--quiet", "--clear", "--python", sys.executable, str(_HOME)])
        _do([*uv, "pip", "install", "--quiet", "--python", str(python), *_PACKAGES])
        mark.write_text(wanted)
    return python


def _do(words: list[str]) -> None:
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoPeerError(f"{' '.join(_PACKAGES)} 装不上（{(done.stderr or done.stdout).strip()[-300:]}）")


@lru_cache(maxsize=1)
def _require_pango() -> None:
    """WeasyPrint draws with Pango, which no Python package brings. As root on Debian it is fetched."""
    if find_library("pango-1.0"):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *_SYSTEM]):
            subprocess.run(["apt-get", *words], env=environment, capture_output=True, check=False)
    if not find_library("pango-1.0"):
        raise NoPeerError(f"WeasyPrint 需要系统库 {'、'.join(_SYSTEM)}，这台机器上没有，也装不上")
