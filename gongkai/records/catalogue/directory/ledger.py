"""The directory as a kind of ledger: its columns, and the loader that makes an edition of the rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db.models import Q

from gongkai.records.bodies.queries import find_body
from gongkai.records.catalogue.actions import take_back_unbegun
from gongkai.records.catalogue.directory.headings import BOX_HEADINGS, LEVEL_HEADINGS
from gongkai.records.catalogue.directory.layout import read_directory
from gongkai.records.catalogue.directory.rows import COMPARED, RowError, entry_values
from gongkai.records.catalogue.models import Edition, Entry, Field, Obligation
from gongkai.records.ledger.actions import record_act
from gongkai.records.ledger.intake.columns import code, text
from gongkai.records.ledger.intake.kind import Context, LedgerKind, Row
from gongkai.records.ledger.intake.outcome import Problem
from gongkai.records.ledger.intake.table import LedgerFile
from gongkai.rules.refusal import Refusal

Key = tuple[int, str]


class DirectoryLoader:
    """Loads the rows of one edition. An edition that made obligations is never changed: a change is a new edition."""

    def __init__(self, kind: LedgerKind, context: Context, *, name: str, since: date) -> None:
        if not context.scope:
            raise Refusal("请用 --body 写明这份目录属于哪个机构，如 --body 640381106。")
        self.kind, self.context, self.name, self.since = kind, context, name, since
        self.body = find_body(context.scope)
        self.fields = {field.name: field for field in Field.objects.all()}
        self.edition = Edition.objects.filter(body=self.body, since=since).first()
        if self.edition is not None and self.edition.name != name:
            raise Refusal(
                f"{self.body.name}已有 {since} 起施行的目录“{self.edition.name}”，与“{name}”不是同一版："
                "请核对施行日期，或用 --edition 写相同的名称。"
            )
        self.fresh = self.edition is None
        entries = self.edition.entries.all() if self.edition else Entry.objects.none()
        self.registered: dict[Key, Entry] = {(entry.field_id, entry.number): entry for entry in entries}
        self.registered_fields = {field for field, _ in self.registered}
        self.frozen = (
            Obligation.objects.filter(entry__edition=self.edition).exists() if self.edition else False
        )
        self.seen: dict[Key, str] = {}

    def resolve(self, rows: Sequence[Row]) -> list[Problem]:
        """Read every row as an entry; each cell that cannot be read is a problem of its own."""
        problems = []
        for row in rows:
            values, errors = entry_values(row, self.body, self.fields)
            row.found["entry"] = values
            problems += [self._problem(row, error) for error in errors]
        return problems

    def _problem(self, row: Row, error: RowError) -> Problem:
        return Problem(row.sheet, row.number, error.heading, error.reason)

    def body_code(self, row: Row) -> str:
        """The body whose directory it is."""
        del row
        return self.body.code

    def sort_out(self, rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
        """New entries, and those that stand twice or would change an edition that is registered."""
        new, problems = [], []
        for row in rows:
            values = row.found["entry"]
            key = (values["field"].pk, values["number"])
            if key in self.seen:
                problems.append(self._twice(row, self.seen[key]))
                continue
            self.seen[key] = f"工作表“{row.sheet}”第 {row.number} 行"
            reason = self._contradiction(key, values)
            if reason:
                problems.append(self._problem(row, RowError("序号", reason)))
            elif key not in self.registered:
                new.append(row)
        return new, problems

    def _twice(self, row: Row, first: str) -> Problem:
        return self._problem(row, RowError("序号", f"“{row.values['number']}”与{first}重复。"))

    def _contradiction(self, key: Key, values: Mapping[str, Any]) -> str:
        """Why a row cannot join the edition; empty when it can, or stands there already."""
        known = self.registered.get(key)
        if known is not None:
            return "" if all(getattr(known, name) == values[name] for name in COMPARED) else self._closed()
        if key[0] in self.registered_fields or (self.frozen and not self.fresh):
            return self._closed()
        return ""

    def _closed(self) -> str:
        return (
            f"与已登记的目录“{self.name}”（{self.since} 起施行）不同：目录版本不能改动，"
            "有变化请用新的施行日期（--since）导入新版本。"
        )

    def register(self, rows: Sequence[Row]) -> None:
        """Write the entries down, the edition before the first of them."""
        if not rows:
            return
        if self.edition is None:
            later = self._others().filter(since__gt=self.since).order_by("since").first()
            self.edition = Edition.objects.create(
                body=self.body,
                name=self.name,
                since=self.since,
                until=later.since - timedelta(days=1) if later else None,
                demonstration=self.body.demonstration,
            )
        Entry.objects.bulk_create([Entry(edition=self.edition, **row.found["entry"]) for row in rows])

    def _others(self) -> Any:
        return Edition.objects.filter(body=self.body)

    def finish(self) -> None:
        """A new edition ends the former one the day before. What has begun under the former stays owed under it."""
        if self.edition is None or not self.fresh:
            return
        former = (
            self._others()
            .filter(Q(until__isnull=True) | Q(until__gte=self.since), since__lt=self.since)
            .order_by("-since")
            .first()
        )
        taken_back = 0
        if former is not None:
            Edition.objects.filter(pk=former.pk).update(until=self.since - timedelta(days=1))
            later = Obligation.objects.filter(entry__edition=former, arose_on__gte=self.since)
            taken_back = take_back_unbegun(later, self.context.at.date())
        record_act(
            verb="open_edition",
            subject_kind="edition",
            subject_key=str(self.edition.pk),
            body_code=self.body.code,
            by=self.context.by,
            at=self.context.at,
            detail={
                "name": self.name,
                "since": self.since.isoformat(),
                "former": former.pk if former else None,
                "taken_back": taken_back,
            },
        )


def _prepare(kind: LedgerKind, file: LedgerFile, options: Mapping[str, str]) -> tuple[LedgerKind, LedgerFile]:
    """The kind for the edition that options and titles name, and the file as plain tables."""
    found = read_directory(file, name=options.get("edition", "").strip(), since=options.get("since", ""))
    loader = partial(DirectoryLoader, name=found.name, since=found.since)
    return replace(kind, loader=loader, prepare=None), found.file


def _blank(path: Path) -> None:
    """Write the template: the county's layout with the headings and nothing below."""
    from gongkai.records.catalogue.directory.writing import write_blank

    write_blank(path)


def _unprepared(kind: LedgerKind, context: Context) -> DirectoryLoader:
    return DirectoryLoader(kind, context, name="", since=date.min)


DIRECTORY = LedgerKind(
    "directory",
    "公开目录",
    "基层政务公开标准目录的一个版本，按县里下发的表格导入：两行表头，一个领域一张表，或有“领域”列。"
    "版本名称和施行日期写在表题里，或者导入时另外写明。新版本从施行之日起代替旧版本，已产生的义务不变。",
    (
        code("number", "序号", required=True, example="1", longest=20, width=8),
        text("field", "领域", required=True, example="社会救助", longest=40),
        text("level1", "一级事项", required=True, example="最低生活保障", longest=120),
        text("level2", "二级事项", example="审批信息", longest=120),
        text("level3", "三级事项", longest=120),
        text("elements", "公开内容（要素）", required=True, example="低保对象名单及相关信息"),
        text("basis", "公开依据"),
        text("limit", "公开时限", required=True, example="信息形成之日起20个工作日内", longest=300),
        text("publishers", "公开主体", required=True, example="镇人民政府", longest=200),
        text("carriers", "公开渠道和载体", example="■政府网站\n□公开查阅点"),
        *(text(f"box_{carrier.value}", heading) for heading, carrier in BOX_HEADINGS.items()),
        text("audience", "公开对象"),
        text("everyone", "全社会"),
        text("special", "特定群体", longest=120),
        text("method", "公开方式"),
        text("proactive", "主动"),
        text("on_request", "依申请"),
        text("levels", "公开层级"),
        *(text(f"level_{'_'.join(levels)}", heading) for heading, levels in LEVEL_HEADINGS.items()),
        text("stage", "五公开"),
    ),
    _unprepared,
    number=("field", "number"),
    article="guobanfa-2019-54:catalogue",
    prepare=_prepare,
    blank=_blank,
)
