"""``gongkai privacy``: personal information in any file, hidden parts included, never printed whole. No database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from gongkai.doors.clock import today
from gongkai.records.documents.extraction.deep.findings import PrivacyFinding
from gongkai.records.documents.extraction.sandbox import Sandbox
from gongkai.records.documents.extraction.scans import SECONDS, PrivacyScan, scan
from gongkai.rules.privacy.detect import mask
from gongkai.rules.privacy.spans import LABELS, Severity
from gongkai.rules.refusal import Refusal

_SEVERITIES: tuple[tuple[Severity, str], ...] = (
    ("error", "不得原样公开，请遮盖或删除"),
    ("warning", "请人工核对"),
    ("info", "供参考"),
)
_OTHER_LABELS = {"picture": "图片", "location": "拍摄地点"}
_MOST_LINES = 50
"""Findings of one severity printed for one file; JSON has them all."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of the contract."""
    parser.add_argument(
        "files",
        nargs="+",
        metavar="文件",
        help="要检查的文件，可给多个：docx xlsx pdf ofd csv txt html json jpg png zip；隐藏内容一并检查",
    )
    parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式，默认 text")


def run(arguments: argparse.Namespace) -> int:
    """Print what is found. 1 when a number must not be published, 2 when a file could not be read whole, else 0."""
    for name in arguments.files:
        if not Path(name).exists():
            raise Refusal(f"“{mask(name)}”没有找到：请检查文件名和所在文件夹。")
    with Sandbox(seconds=SECONDS) as sandbox:
        scans = [scan(Path(name), today=today(), sandbox=sandbox, name=name) for name in arguments.files]
    if arguments.format == "json":
        print(json.dumps([_as_json(one) for one in scans], ensure_ascii=False, indent=2))
    else:
        print("\n\n".join("\n".join(_as_text(one)) for one in scans))
    if any(finding.severity == "error" for one in scans for finding in one.findings):
        return 1
    unread = [one for one in scans if not one.readable]
    for one in unread:
        sys.stderr.write(f"gongkai: “{one.file}”没有通过检查：{one.reasons[0]}\n")
    return 2 if unread else 0


def _as_json(found: PrivacyScan) -> dict[str, object]:
    return {
        "file": found.file,
        "readable": found.readable,
        "reasons": found.reasons,
        "findings": [
            {"kind": one.kind, "where": one.where, "masked": one.masked, "severity": one.severity}
            for one in found.findings
        ],
    }


def _as_text(found: PrivacyScan) -> Iterator[str]:
    yield f"{found.file}：{_headline(found)}"
    for reason in found.reasons:
        yield f"  不能读取：{reason}"
    for severity, advice in _SEVERITIES:
        findings = [one for one in found.findings if one.severity == severity]
        if findings:
            yield f"  {advice}（{len(findings)}处）"
            yield from (_line(one) for one in findings[:_MOST_LINES])
        if len(findings) > _MOST_LINES:
            yield f"    ……另有{len(findings) - _MOST_LINES}处，用 --format json 查看全部"


def _headline(found: PrivacyScan) -> str:
    if not found.readable:
        return "没有全部读取，不能视为通过" if found.findings else "不能读取，不能视为通过"
    return f"发现个人信息{len(found.findings)}处" if found.findings else "没有发现个人信息"


def _line(finding: PrivacyFinding) -> str:
    label = LABELS.get(finding.kind) or _OTHER_LABELS[finding.kind]
    return f"    {label}　{finding.masked}　{finding.where or '正文'}"
