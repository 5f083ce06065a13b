"""What keeps a version from the public whatever its reviewers say: asked when it is submitted, cleared, published."""

from __future__ import annotations

from datetime import date

from gongkai.records.documents.models import Version
from gongkai.records.documents.papers.digest import paper_digest
from gongkai.records.documents.papers.looking import text_findings
from gongkai.records.documents.queries import blocking_findings
from gongkai.rules.refusal import Refusal


def refuse_unfit(version: Version, today: date) -> None:
    """Raises Refusal for personal information or a mark of secrecy in the text, and for a file that is held."""
    found = [finding for finding in text_findings(version, today) if finding.severity == "error"]
    if found:
        first = found[0]
        what = "密级标志" if first.kind == "secrecy_mark" else "个人信息"
        raise Refusal(
            f"{first.where}有不能公开的{what}（{first.masked}），共 {len(found)} 处：请删去或者打码后再送审。"
        )
    held = blocking_findings(version)
    if held:
        raise Refusal(held[0].told)


def refuse_altered(version: Version, digest: str) -> None:
    """Raises Refusal when text, facts or files are no longer what the digest was taken of: any change asks again."""
    if paper_digest(version) != digest:
        raise Refusal("正文、要素或者附件和审查时不一样了，审查意见不再有效：请起草新版本重新送审。")
