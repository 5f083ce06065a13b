"""One row of a directory to the values of an entry: limits, boxes, audience, method, levels, stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from gongkai.records.bodies.models import Body, BodyKind
from gongkai.records.catalogue.directory.boxes import (
    OPTIONAL_MARKS,
    REQUIRED_MARKS,
    BoxError,
    Boxes,
    read_boxes,
)
from gongkai.records.catalogue.directory.headings import BOX_HEADINGS, LEVEL_HEADINGS, levels_named
from gongkai.records.catalogue.models import Field, Method
from gongkai.records.ledger.intake.kind import Row
from gongkai.rules.limits import read_limits
from gongkai.rules.refusal import Refusal

OTHER_WORDS = "其他载体"
"""Key of an entry's remarks that holds what stands behind the box 其他."""
EVERYBODY, SPECIAL = "全社会", "特定群体"
STAGES = {"决策": "decision", "执行": "execution", "管理": "management", "服务": "service", "结果": "result"}
COMPARED = (
    "level1",
    "level2",
    "level3",
    "elements",
    "basis",
    "limit_text",
    "publishers",
    "required_carriers",
    "optional_carriers",
    "everyone",
    "special_audience",
    "method",
    "at_county",
    "at_town",
    "at_village",
    "stage",
    "remarks",
)
"""What makes two rows the same entry; the limits follow from their text."""
_TICKS = frozenset("√✓✔☑■●") | {"是", "有", "1", "v", "V", "对"}
_BLANKS = frozenset({"", "否", "×", "✗", "-", "—", "/", "无", "0"})


class RowError(NamedTuple):
    """What is wrong in one column of a row."""

    heading: str
    reason: str


def entry_values(row: Row, body: Body, fields: Mapping[str, Field]) -> tuple[dict[str, Any], list[RowError]]:
    """The values of the row's entry, and everything that is wrong with it; with errors the values are not whole."""
    reader = _Reader(row, body)
    said = {name: row.values.get(name) or "" for name in ("level1", "level2", "level3", "elements", "basis")}
    values: dict[str, Any] = said | {
        "number": row.values["number"],
        "field": reader.field(fields),
        "limit_text": row.values["limit"],
        "limits": reader.limits(),
        "publishers": row.values["publishers"],
    }
    values |= reader.carriers() | reader.audience() | reader.method() | reader.levels() | reader.stage()
    values["remarks"] = row.remarks | reader.remarks
    return values, reader.errors


class _Reader:
    """Reads the cells of one row and gathers what is wrong."""

    def __init__(self, row: Row, body: Body) -> None:
        self.row, self.body = row, body
        self.errors: list[RowError] = []
        self.remarks: dict[str, str] = {}

    def _wrong(self, heading: str, reason: str) -> None:
        self.errors.append(RowError(heading, reason))

    def _has(self, key: str) -> bool:
        return key in self.row.values

    def _words(self, key: str) -> str:
        return str(self.row.values.get(key) or "").strip()

    def _ticked(self, key: str, heading: str) -> bool:
        words = self._words(key)
        if words not in _TICKS and words not in _BLANKS:
            self._wrong(heading, f"“{words[:20]}”看不懂：适用的填“√”，不适用的留空。")
        return words in _TICKS

    def field(self, fields: Mapping[str, Field]) -> Field | None:
        name = self._words("field").removesuffix("领域")
        found = fields.get(self._words("field")) or fields.get(name)
        if found is None:
            self._wrong("领域", f"没有领域“{name}”：请核对名称，或先导入公开领域台账（fields）。")
        return found

    def limits(self) -> list[dict[str, Any]]:
        try:
            return [limit.as_json() for limit in read_limits(self.row.values["limit"])]
        except Refusal as refusal:
            self._wrong("公开时限", str(refusal))
            return []

    def carriers(self) -> dict[str, Any]:
        boxes = self._boxes_by_column() if not self._has("carriers") else Boxes()
        if self._has("carriers"):
            try:
                boxes = read_boxes(self._words("carriers"))
            except BoxError as error:
                self._wrong("公开渠道和载体", str(error))
        if boxes.other:
            self.remarks[OTHER_WORDS] = boxes.other
        return {"required_carriers": boxes.required, "optional_carriers": boxes.optional}

    def _boxes_by_column(self) -> Boxes:
        required = optional = 0
        first = ""
        for heading, carrier in BOX_HEADINGS.items():
            key = f"box_{carrier.value}"
            if not self._has(key):
                continue
            first = first or heading
            words = self._words(key)
            if words in REQUIRED_MARKS or words in {"必选", "是"}:
                required |= carrier.bit
            elif words in OPTIONAL_MARKS or words == "可选":
                optional |= carrier.bit
            elif words not in _BLANKS:
                self._wrong(heading, f"“{words[:20]}”看不懂：必选填“■”，可选填“□”，不用的留空。")
        if not required | optional and not any(error.heading in BOX_HEADINGS for error in self.errors):
            self._wrong(first, "没有选任何渠道和载体：必选填“■”，可选填“□”。")
        return Boxes(required, optional)

    def audience(self) -> dict[str, Any]:
        if self._has("everyone") or self._has("special"):
            everyone = self._ticked("everyone", EVERYBODY)
            special = self._words("special")
            special = SPECIAL if special in _TICKS else "" if special in _BLANKS else special
        else:
            words = self._words("audience")
            everyone = not words or EVERYBODY in words
            special = words.replace(EVERYBODY, "").strip("、，,;； \n")
        if not everyone and not special:
            where = EVERYBODY if self._has("everyone") else "公开对象"
            self._wrong(where, "公开对象一个也没有勾：请勾“全社会”，或写明特定群体。")
        if len(special) > 120:
            self._wrong("公开对象", f"特定群体有 {len(special)} 个字，最多 120 个字。")
        return {"everyone": everyone, "special_audience": special}

    def method(self) -> dict[str, Any]:
        if self._has("proactive") or self._has("on_request"):
            proactive = self._ticked("proactive", "主动")
            on_request = self._ticked("on_request", "依申请")
        else:
            words = self._words("method")
            proactive, on_request = not words or "主动" in words, "依申请" in words
        if proactive == on_request:
            where = next((name for key, name in _METHODS if self._has(key)), "公开方式")
            self._wrong(where, "“主动”和“依申请”应勾一项，只勾一项。")
        return {"method": Method.ON_REQUEST if on_request else Method.PROACTIVE}

    def levels(self) -> dict[str, Any]:
        found: set[str] = set()
        there = [
            (f"level_{'_'.join(levels)}", heading, levels)
            for heading, levels in LEVEL_HEADINGS.items()
            if self._has(f"level_{'_'.join(levels)}")
        ]
        for key, heading, levels in there:
            if self._ticked(key, heading):
                found.update(levels)
        if self._has("levels"):
            found = set(levels_named(self._words("levels")))
            if not found:
                told = (
                    f"不认识公开层级“{self._words('levels')[:20]}”"
                    if self._words("levels")
                    else "没有填公开层级"
                )
                self._wrong("公开层级", f"{told}，可写：县级、乡级、村级。")
        elif not there:
            found = {"county" if self.body.kind == BodyKind.COUNTY else "town"}
        elif not found and not any(error.heading in LEVEL_HEADINGS for error in self.errors):
            self._wrong(there[0][1], "公开层级一个也没有勾。")
        return {f"at_{level}": level in found for level in ("county", "town", "village")}

    def stage(self) -> dict[str, Any]:
        words = self._words("stage").removesuffix("公开")
        if words and words not in STAGES:
            self._wrong("五公开", f"“{words[:20]}”不是五公开的一项，可写：{'、'.join(STAGES)}。")
        return {"stage": STAGES.get(words, "")}


_METHODS = (("proactive", "主动"), ("on_request", "依申请"))
