"""``gongkai verify``: silent about what holds, exact about what does not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from gongkai.doors.cli.main import main
from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.disclosure.models import DisclosureCount
from gongkai.records.documents.models import Document, Version
from gongkai.records.documents.queries import text_digest
from gongkai.records.ledger.actions import record_act
from gongkai.records.ledger.models import Act

pytestmark = pytest.mark.django_db
AT = datetime(2018, 3, 1, tzinfo=UTC)


@pytest.fixture
def town() -> Body:
    return Body.objects.create(code="640381106000", name="演示镇", kind=BodyKind.TOWN, demonstration=True)


def verified(capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    status = main(["verify"])
    return status, capsys.readouterr().out.splitlines()


def some_acts() -> list[int]:
    made = []
    for number in range(3):
        with transaction.atomic():
            made.append(
                record_act(
                    verb="登记", subject_kind="item", subject_key=str(number), body_code="x", by="甲", at=AT
                ).pk
            )
    return made


def test_an_untouched_database_holds(capsys: pytest.CaptureFixture[str]) -> None:
    some_acts()
    status, lines = verified(capsys)
    assert status == 0
    assert lines[0] == "相符 留痕链：3 条，逐条相接"
    assert lines[-1] == "全部相符。"


def test_an_act_altered_in_the_database_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    acts = some_acts()
    Act.objects.filter(pk=acts[1]).update(actor="乙")
    status, lines = verified(capsys)
    assert status == 1
    assert lines[0].startswith(f"不符 留痕链：在第 {acts[1]} 号处断开（按顺序是第 2 条）")
    assert lines[-1].startswith("有 1 处不符")


def test_a_counter_that_no_placement_explains_is_named(
    town: Body, capsys: pytest.CaptureFixture[str]
) -> None:
    DisclosureCount.objects.create(
        body=town, year=2018, month=3, channels=1, normative=False, items=5, placements=6
    )
    status, lines = verified(capsys)
    assert status == 1
    (wrong,) = [line for line in lines if line.startswith("不符")]
    assert "机构 640381106000 2018 年 3 月" in wrong
    assert "计为 5 条 6 次投放，按投放记录应为 0 条 0 次" in wrong


def test_a_text_altered_behind_its_digest_is_named(town: Body, capsys: pytest.CaptureFixture[str]) -> None:
    document = Document.objects.create(body=town, title="低保办法", formed_on=date(2018, 3, 1))
    kept = {"document": document, "made_at": AT, "made_by": "甲"}
    Version.objects.create(number=1, text="原文", digest=text_digest("原文"), **kept)
    altered = Version.objects.create(number=2, text="新文", digest=text_digest("旧文"), **kept)
    status, lines = verified(capsys)
    assert status == 1
    assert f"不符 文件版本：低保办法 第2版（编号 {altered.pk}）的正文与摘要不符，正文被改动过" in lines
