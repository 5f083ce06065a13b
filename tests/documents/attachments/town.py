"""A body with people and a draft, for the tests of attachments."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings

from gongkai.records.bodies.models import Body, BodyKind, Person
from gongkai.records.documents.actions import attach
from gongkai.records.documents.models import Attachment, Document, Version
from gongkai.records.documents.queries import text_digest
from tests.documents.attachments.numbers import NUMBER, holds
from tests.documents.extraction.makers import book, rows

AT = datetime(2026, 11, 24, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
ROSTER = book(
    {
        "名单": rows(
            {"A1": "姓名", "B1": "村", "C1": "身份证号", "D1": "一卡通账号", "E1": "金额"},
            {"A2": "王小明", "B2": "东村", "C2": NUMBER, "D2": "6217" + "0000" + "1234" + "5678", "E2": 1200},
            {"A3": "李小红", "B3": "西村", "C3": NUMBER, "D3": "6217" + "0000" + "1234" + "5679", "E3": 800},
        )
    }
)
"""A subsidy roster as offices keep it; the people are invented (演示数据)."""


@dataclass(frozen=True)
class Desk:
    """Two people and a draft."""

    version: Version
    clerk: Person
    other: Person

    def attach(self, content: bytes, name: str) -> Attachment:
        return attach(self.version, io.BytesIO(content), name, by=self.clerk, at=AT)


def make_desk() -> Desk:
    """A draft of a village notice in the database."""
    body = Body.objects.create(code="640999001201", name="东村", kind=BodyKind.VILLAGE)
    document = Document.objects.create(body=body, title="补贴公示", formed_on=date(2026, 11, 20))
    version = Version.objects.create(
        document=document, number=1, text="正文", digest=text_digest("正文"), made_at=AT, made_by="经办人"
    )
    clerk = Person.objects.create(login="clerk", name="测试经办人")
    other = Person.objects.create(login="other", name="测试复核人")
    return Desk(version, clerk, other)


def stored(which: str) -> list[Path]:
    """The files of one store."""
    folder = Path(settings.MEDIA_ROOT) / which
    return [path for path in folder.rglob("*") if path.is_file()] if folder.exists() else []


def public_holds(number: str = NUMBER) -> bool:
    """Does any byte of the public store hold the number?"""
    return any(holds(path.read_bytes(), number) for path in stored("public"))
