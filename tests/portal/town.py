"""A small town for the pages: two villages, items on several channels, one withdrawn, a published report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape

from gongkai.readings.annual.models import Chapter, EnteredFigure, Report
from gongkai.records.applications.models import Application
from gongkai.records.bodies.models import Body, BodyKind, Person
from gongkai.records.catalogue.models import Field
from gongkai.records.disclosure.models import Channel, Item, Placement, PlacementState, Receipt, Stage
from gongkai.records.disclosure.recount import rebuild_counts
from gongkai.records.documents.models import Document, OpennessAttribute, Version
from gongkai.records.review.models import Approval, Review, ReviewState

YEAR = 2018
NASTY = "<script>alert(1)</script>&\"'"


@dataclass(frozen=True, slots=True)
class Town:
    """What a test may want to look at."""

    body: Body
    villages: tuple[Body, Body]
    items: tuple[Item, ...]
    """30 on boards of the villages, then 6 of the town on website and wechat."""
    withdrawn: Item
    closed: Item
    """Of a document that is not open."""
    planned: Item
    nasty: Item


def make_town(*, demonstration: bool = True) -> Town:
    """The town, with its counters and a report on 2018."""
    body = Body.objects.create(
        code="640381106000",
        name="邵岗镇",
        full_name="青铜峡市邵岗镇人民政府",
        kind=BodyKind.TOWN,
        address="邵岗街",
        telephone="0953-3700018",
        demonstration=demonstration,
    )
    villages = tuple(
        Body.objects.create(code=f"6403811062{at:02d}", name=name, kind=BodyKind.VILLAGE)
        for at, name in ((1, "甲村"), (2, "乙村"))
    )
    field = Field.objects.create(code="shehuijiuzhu", name="社会救助", key=True, order=1)
    items = [_item(villages[at % 2], at, Channel.BOARD, field=field) for at in range(30)]
    items += [_item(body, at, Channel.WEBSITE, Channel.WECHAT) for at in range(30, 36)]
    withdrawn = _item(body, 36, Channel.WEBSITE, title="不该公开的名单")
    Item.objects.filter(pk=withdrawn.pk).update(withdrawn_on=date(2018, 9, 1), withdrawn_why="含有个人信息")
    shut = Document.objects.create(
        body=body, title="内部文件", formed_on=date(2018, 5, 1), openness=OpennessAttribute.CLOSED
    )
    closed = _item(body, 37, Channel.WEBSITE, title="内部文件", document=shut)
    planned = _item(body, 38, Channel.WEBSITE, title="还没有公开的")
    planned.placements.update(state=PlacementState.PLANNED)
    nasty = _item(body, 39, Channel.WEBSITE, title=NASTY, summary=NASTY, document=_paper(body))
    _stand_behind(nasty)
    Application.objects.create(
        body=body, number="申2018-1", received_on=date(2018, 4, 2), way="online", subject="某某某的宅基地档案"
    )
    _report(body, demonstration)
    rebuild_counts()
    return Town(body, (villages[0], villages[1]), tuple(items), withdrawn, closed, planned, nasty)


def _item(
    body: Body,
    at: int,
    *channels: Channel,
    title: str = "",
    summary: str = "",
    field: Field | None = None,
    document: Document | None = None,
) -> Item:
    day = date(YEAR, 1 + at % 12, 1 + at % 28)
    item = Item.objects.create(
        body=body,
        number=f"{body.code}/2018-{at:05d}",
        title=title or f"{body.name}第{at}号低保名单",
        summary=summary or "按季公示。",
        field=field,
        stage=Stage.RESULT,
        document=document,
        formed_on=day,
        published_on=day,
    )
    for channel in channels:
        proved = at % 3 == 0
        placement = Placement.objects.create(
            body=body,
            item=item,
            channel=channel,
            placed_on=day,
            state=PlacementState.PROVED if proved else PlacementState.OUT,
        )
        if proved:
            moment = datetime(YEAR, day.month, day.day, 9, tzinfo=UTC)
            Receipt.objects.create(placement=placement, kind="照片", at=moment, by="张三")
    return item


def _paper(body: Body) -> Document:
    return Document.objects.create(
        body=body, title="规定", number="邵政发〔2018〕1号", formed_on=date(2018, 4, 1), normative=True
    )


def _stand_behind(item: Item) -> None:
    """A reviewed version behind the item, and a draft of the next one, which nobody outside may read."""
    moment = datetime(2018, 4, 1, tzinfo=UTC)
    writer = Person.objects.create_person("writer", "张三")
    made = {"document": item.document, "made_at": moment, "made_by": writer.name}
    version = Version.objects.create(
        number=1, text=f"<p>第一段{escape(NASTY)}</p><p>第二段</p>", digest="0" * 64, fixed_at=moment, **made
    )
    Version.objects.create(number=2, text="<p>第三段草稿</p>", digest="1" * 64, **made)
    review = Review.objects.create(
        body=item.body,
        version=version,
        digest="2" * 64,
        open=True,
        steps=["secrecy"],
        authors=[writer.pk],
        state=ReviewState.CLEARED,
        submitted_by=writer,
        submitted_at=moment,
    )
    item.version = version
    item.approval = Approval.objects.create(digest="2" * 64, review=review, given_at=moment, used_at=moment)
    item.published_at = moment
    item.save()


def _report(body: Body, demonstration: bool) -> None:
    report = Report.objects.create(
        body=body,
        year=YEAR,
        form="2014",
        title="青铜峡市邵岗镇2018年政府信息公开工作年度报告",
        preamble="统计期限为2018年1月1日至2018年12月31日。",
        demonstration=demonstration,
        published_on=date(2019, 1, 25),
    )
    text = "全年主动公开{{s1_1}}条，其中公开栏等{{s1_2_5}}条，收到申请{{s3_1}}件。"
    Chapter.objects.create(report=report, order=1, heading="一、概述", text=text)
    EnteredFigure.objects.create(
        body=body,
        year=YEAR,
        code="s6",
        value=2,
        reason="台账未电子化",
        paper="举报登记簿",
        by="李四",
        at=datetime(2019, 1, 5, tzinfo=UTC),
    )
