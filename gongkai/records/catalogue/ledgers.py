"""The ledger of fields: which there are, and which of them are the town's 重点领域; the directory stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from gongkai.records.bodies.entries import measured
from gongkai.records.bodies.plain import PlainLoader
from gongkai.records.bodies.shelf import RecordShelf
from gongkai.records.catalogue.directory.ledger import DIRECTORY
from gongkai.records.catalogue.models import Field
from gongkai.records.ledger.intake.columns import code, count, text, yes_no
from gongkai.records.ledger.intake.kind import LedgerKind, Row
from gongkai.records.ledger.intake.outcome import Problem


class FieldLoader(PlainLoader):
    """Loads fields; neither a code nor a name stands twice."""

    def sort_out(self, rows: Sequence[Row]) -> tuple[list[Row], list[Problem]]:
        """As every plain row, and a new code does not take a name that another has."""
        new, problems = super().sort_out(rows)
        names = dict(
            Field.objects.filter(name__in={row.values["name"] for row in new}).values_list("name", "code")
        )
        fresh = []
        for row in new:
            name, code_ = row.values["name"], row.values["code"]
            if names.setdefault(name, code_) == code_:
                fresh.append(row)
            else:
                problems.append(self.problem(row, f"领域“{name}”已用代码“{names[name]}”，请核对。"))
        return fresh, problems


FIELDS = LedgerKind(
    "fields",
    "公开领域台账",
    "标准目录的领域。重点领域按上级确定的试点领域填写。",
    tuple(
        measured(column, Field)
        for column in (
            code("code", "领域代码", required=True, example="10", width=12),
            text("name", "领域", required=True, example="社会救助", also=("领域名称",)),
            yes_no("key", "重点领域", example="是"),
            count("order", "次序", note="页面上的排列次序，小的在前。", example=10),
        )
    ),
    partial(FieldLoader, Field),
    number=("code",),
    shelf=RecordShelf(Field, body=""),
)
KINDS = (FIELDS, DIRECTORY)
