"""Which fonts a report is set in: those of an official paper where the machine has them, free ones else.

仿宋_GB2312 and 方正小标宋 may not be given away with a program. The Noto fonts of the installed wheel are always there;
Debian's Fandol fonts or a folder of the town's own fonts come first when they are found.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

FANDOL = Path("/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol")
"""Where Debian's texlive-lang-chinese puts 仿宋, 黑体, 楷体 and 宋体."""

_ALWAYS_THERE = {"Noto Serif SC", "Noto Sans SC"}
_WISHES = {
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "STFangsong", "FandolFang R"),
    "heading": ("SimHei", "STHeiti", "FandolHei"),
    "second": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "STKaiti", "FandolKai"),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "FandolSong"),
    "digits": ("SimSun", "STSong", "FandolSong"),
}
_ELSE = {"body": "Noto Serif SC", "heading": "Noto Sans SC", "second": "Noto Serif SC"}


@dataclass(frozen=True, slots=True)
class Faces:
    """The families of each part, first choice first; every list ends in a family that is certainly there."""

    body: tuple[str, ...]
    heading: tuple[str, ...]
    second: tuple[str, ...]
    title: tuple[str, ...]
    digits: tuple[str, ...]

    @property
    def families(self) -> set[str]:
        return {*self.body, *self.heading, *self.second, *self.title, *self.digits}


@lru_cache(maxsize=4)
def typefaces(own: Path | None = None) -> tuple[typst.Fonts, Faces]:
    """The fonts to draw with, and the family of each part.

    ``own`` is a folder of the town's own fonts; a folder that does not exist is passed over.
    """
    import typst

    folders = [folder for folder in (own, FANDOL, _wheel()) if folder is not None and folder.is_dir()]
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )
    there = set(fonts.families())
    missing = _ALWAYS_THERE - there
    if missing:
        raise RuntimeError(f"fonts of the wheel pylopdf-fonts-zh-cn not found: {missing}")
    return fonts, Faces(**{part: _chosen(part, there) for part in _WISHES})


def _chosen(part: str, there: set[str]) -> tuple[str, ...]:
    """The wished families that are there, then the one that always is: it also fills gaps such as rare names."""
    wished = [family for family in _WISHES[part] if family in there][:1]
    last = _ELSE.get(part, "Noto Serif SC")
    return (*wished, last, *sorted(_ALWAYS_THERE - {last}))


def _wheel() -> Path | None:
    found = find_spec("pylopdf_fonts_zh_cn")
    return Path(found.origin).parent if found and found.origin else None
