"""Corrections: a newer reviewed version in the same place, told in public, replaced elsewhere; and the hand-over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from gongkai.records.disclosure.actions import report_placement, withdraw_item
from gongkai.records.disclosure.correction import correct_item
from gongkai.records.disclosure.hand_over import HEADINGS, hand_over_rows
from gongkai.records.disclosure.models import Channel, Correction, Item, PlacementState
from gongkai.records.disclosure.public import corrections_of, public_text
from gongkai.records.disclosure.publication import Place, publish_paper
from gongkai.records.disclosure.queries import for_public
from gongkai.records.disclosure.recount import counts_state
from gongkai.records.disclosure.tasks import open_tasks
from gongkai.records.documents.models import Document
from gongkai.records.documents.papers.actions import Written, begin_version, save_version
from gongkai.records.ledger.export import csv_lines
from gongkai.records.ledger.models import Act
from gongkai.records.review.models import Review
from gongkai.rules.refusal import OvertakenError, Refusal
from tests.workflow.town import (
    AT,
    CHINA,
    FACTS,
    TODAY,
    WEBSITE,
    Town,
    make_town,
    public,
    settled,
    submitted,
)

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=2)


@pytest.fixture
def town() -> Town:
    return make_town()


def newer(town: Town, document: Document | None, *, finished: bool = True, **changed: Any) -> Review:
    """A next version of a paper, in review or through it."""
    assert document is not None
    version = begin_version(document, person=town.writer, at=AT)
    facts = replace(FACTS, **({"title": "关于公示低保名单的通知（更正）"} | changed))
    written = Written("<p>经评议，新增低保户 13 户。</p>", facts)
    version = save_version(version, written, seen=1, person=town.writer, at=AT)
    review = submitted(town, version)
    return settled(town, review) if finished else review


def test_a_correction_takes_the_place_of_what_was_wrong_and_is_told(town: Town) -> None:
    item = public(town)
    review = newer(town, item.document, normative=True)
    assert public_text(Item.objects.get()) == "<p>经评议，新增低保户 12 户。</p>"
    viewer = town.viewer(town.writer)
    correct_item(item, review, "户数由 12 更正为 13", "统计有误", viewer=viewer, at=LATER)
    now = for_public(LATER.date()).get()
    assert (now.pk, now.number, now.published_on) == (item.pk, item.number, TODAY)
    assert (now.title, now.approval_id) == ("关于公示低保名单的通知（更正）", review.digest)
    assert public_text(now) == "<p>经评议，新增低保户 13 户。</p>"
    (told,) = corrections_of(now, CHINA)
    assert (told.on, told.what, told.why) == (LATER.date(), "户数由 12 更正为 13", "统计有误")
    assert counts_state().ok
    assert Document.objects.get().title == now.title


def test_sheets_elsewhere_become_tasks_until_a_withdrawal_outruns_them(town: Town) -> None:
    places = (*WEBSITE, Place(Channel.BOARD))
    item = publish_paper(settled(town), places, viewer=town.viewer(town.writer), at=AT)
    board = item.placements.get(channel=Channel.BOARD)
    report_placement(board, PlacementState.OUT, by="写手", at=AT)
    review = newer(town, item.document)
    correct_item(item, review, "户数", "有误", viewer=town.viewer(town.writer), at=LATER)
    bodies = type(town.village).objects.all()
    assert [task.kind for task in open_tasks(bodies)] == ["replace"]
    withdraw_item(item, on=LATER.date(), why="重复", by="写手", at=LATER)
    assert [task.kind for task in open_tasks(bodies)] == ["take_down"]


def test_what_cannot_correct_is_refused_and_changes_nothing(town: Town) -> None:
    item = public(town)
    other = public(town, title="另一件")
    review = newer(town, item.document)
    viewer = town.viewer(town.writer)
    unfinished = newer(town, other.document, finished=False)
    first = Review.objects.get(version=item.version)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"what": " "}, "更正了什么"),
        ({"why": ""}, "更正了什么"),
        ({"viewer": town.viewer(town.stranger)}, "不能更正"),
        ({"item": other}, "不是这条公开信息的文件"),
        ({"review": first}, "更新的版本"),
        ({"item": other, "review": unfinished}, "审查中"),
    ]
    before = (Act.objects.count(), list(Item.objects.order_by("pk").values()))
    for changed, told in wrong:
        said = {
            "item": item,
            "review": review,
            "what": "户数",
            "why": "有误",
            "viewer": viewer,
            "at": LATER,
        } | changed
        with pytest.raises(Refusal, match=told):
            correct_item(**said)
    assert before == (Act.objects.count(), list(Item.objects.order_by("pk").values()))
    stale = Item.objects.get(pk=item.pk)
    correct_item(item, review, "户数", "有误", viewer=viewer, at=LATER)
    third = newer(town, item.document, title="第三版")
    with pytest.raises(OvertakenError):
        correct_item(stale, third, "又改", "有误", viewer=viewer, at=LATER)
    item.refresh_from_db()
    withdraw_item(item, on=LATER.date(), why="重复", by="写手", at=LATER)
    with pytest.raises(Refusal, match="不能更正"):
        correct_item(item, third, "又改", "有误", viewer=viewer, at=LATER)
    assert Correction.objects.count() == 1


def test_an_item_of_a_past_ledger_is_corrected_by_its_first_version(town: Town) -> None:
    document = Document.objects.create(body=town.village, title="旧文件", formed_on=date(2018, 3, 1))
    item = Item.objects.create(
        body=town.village, number="旧-1", title="旧文件", document=document, published_on=date(2018, 3, 2)
    )
    item.placements.create(body=town.village, channel=Channel.WEBSITE, placed_on=date(2018, 3, 2))
    review = newer(town, document, formed_on=date(2018, 3, 1))
    done = correct_item(item, review, "全文", "有误", viewer=town.viewer(town.writer), at=LATER)
    assert done.old is None
    assert (item.version, item.published_on, item.published_at) == (review.version, date(2018, 3, 2), LATER)


def test_the_list_for_archive_and_library_holds_the_year(town: Town) -> None:
    item = public(town, number="东〔2026〕1号", issuer="东村村民委员会", topic="社会救助")
    review = newer(town, item.document, number="东〔2026〕1号", issuer="东村村民委员会", topic="社会救助")
    correct_item(item, review, "户数", "有误", viewer=town.viewer(town.writer), at=LATER)
    withdraw_item(item, on=LATER.date(), why="重复", by="写手", at=LATER)
    (row,) = hand_over_rows([town.village.pk], 2026, CHINA)
    assert dict(zip(HEADINGS, row, strict=True)) == {
        "索引号": item.number,
        "标题": "关于公示低保名单的通知（更正）",
        "文号": "东〔2026〕1号",
        "发布机构": "东村村民委员会",
        "主题分类": "社会救助",
        "成文日期": "2026-03-09",
        "公开日期": "2026-03-10",
        "有效性": "",
        "公开版本": 2,
        "审查对象摘要": review.digest,
        "更正": "2026-03-12 户数",
        "撤回日期": "2026-03-12",
        "撤回理由": "重复",
    }
    assert len(list(csv_lines(HEADINGS, [row]))) == 3
    assert list(hand_over_rows([town.village.pk], 2025, CHINA)) == []
    assert list(hand_over_rows([town.other.pk], 2026, CHINA)) == []
