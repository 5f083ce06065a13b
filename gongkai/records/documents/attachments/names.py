"""Names of files: what a stranger may call a file, and under which name it is offered."""

from __future__ import annotations

import re
import unicodedata

from gongkai.rules.refusal import Refusal

LONGEST = 120
"""Characters with the extension; 180 bytes are checked besides, since disks count bytes."""
_MOST_BYTES = 240
_FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\x7f]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)", re.IGNORECASE)
_PROGRAM = re.compile(
    r"\.(?:exe|scr|bat|cmd|com|js|jse|vbs|vbe|hta|lnk|msi|ps1|sh|jar|php|jsp|aspx?|html?|svg)\.?$",
    re.IGNORECASE,
)


def clean_name(name: str) -> str:
    """The last part of the name without anything that a disk, a header or an eye could be misled by.

    Raises Refusal when nothing is left, or when the name pretends: a program's ending before the last one.
    """
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    # Direction marks turn 「cod.exe」 into what reads as 「exe.doc」; surrogates are no text at all.
    plain = "".join(
        sign for sign in plain if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    plain = re.sub(r"\s+", " ", _FORBIDDEN.sub("", plain)).strip(" .")
    stem, dot, extension = plain.rpartition(".")
    stem = stem.strip(" .")
    if not dot or not stem or not extension:
        raise Refusal("文件没有名称或扩展名：请改名后重新上传，如“公示名单.xlsx”。")
    if _PROGRAM.search(stem):
        raise Refusal(f"“{plain[:LONGEST]}”有两个扩展名，像是伪装的文件：请改名后重新上传。")
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    extension = f".{extension.lower()}"
    while len(stem) + len(extension) > LONGEST or len((stem + extension).encode()) > _MOST_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .") + extension
