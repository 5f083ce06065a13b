"""移交清单: what a year made public, for the archive, the library and the reading points (条例 2019 art 25)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import tzinfo

from django.db.models import Prefetch

from gongkai.records.disclosure.models import Correction, Item
from gongkai.records.documents.models import Validity
from gongkai.records.ledger.export import Value

HEADINGS = (
    "索引号",
    "标题",
    "文号",
    "发布机构",
    "主题分类",
    "成文日期",
    "公开日期",
    "有效性",
    "公开版本",
    "审查对象摘要",
    "更正",
    "撤回日期",
    "撤回理由",
)
_BATCH = 500


def hand_over_rows(body_ids: Sequence[int], year: int, zone: tzinfo) -> Iterator[tuple[Value, ...]]:
    """One row an item that was first public in the year, in the order of bodies and days; flat memory.

    What was withdrawn later is listed too, with its reason and without its text: the archive keeps what was said.
    """
    corrections = Prefetch("corrections", Correction.objects.order_by("at", "id"))
    items = (
        Item.objects.filter(body__in=body_ids, published_on__year=year)
        .select_related("body", "document", "version")
        .prefetch_related(corrections)
        .order_by("body__code", "published_on", "id")
    )
    for item in items.iterator(chunk_size=_BATCH):
        paper, version = item.document, item.version
        yield (
            item.number,
            item.title,
            paper.number if paper else "",
            (paper.issuer if paper else "") or item.body.full_name or item.body.name,
            paper.topic if paper else "",
            str(item.formed_on or ""),
            str(item.published_on),
            Validity(paper.validity).label if paper and item.normative else "",
            version.number if version else None,
            item.approval_id or "",
            "；".join(f"{one.at.astimezone(zone):%Y-%m-%d} {one.what}" for one in item.corrections.all()),
            str(item.withdrawn_on or ""),
            item.withdrawn_why,
        )
