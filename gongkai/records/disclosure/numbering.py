"""索引号: written by a body's own pattern, from a series that only grows.

No norm fixes the pattern (条例 2019 art 12 asks for 索引 alone). A number is taken in the transaction of what gets it:
what is rolled back has told nobody its number, and what is committed is never given again, withdrawn or not.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.records.bodies.codes import ancestors, stem
from gongkai.records.bodies.models import Body
from gongkai.records.disclosure.models import Item, NumberRule, NumberSeries
from gongkai.records.ledger.actions import record_act, take_turn
from gongkai.rules.articles import setting
from gongkai.rules.privacy.organisation import is_organisation_code
from gongkai.rules.refusal import Refusal

_SERIAL = re.compile(r"\{(N{3,8})\}")
_PARTS = re.compile(r"\{[^{}]*\}|[A-Za-z0-9/_.〔〕（）()\u4e00-\u9fff-]")
_KNOWN = {"{USCC}", "{CODE}", "{YYYY}", "{YYYYMM}"}


def take_number(body: Body, on: date) -> str:
    """The next number of a body, and taken: must run in the transaction of the item that gets it.

    A series belongs to what stands before the serial number, so that two bodies with one pattern share no number.
    """
    take_turn()
    beginning, digits, ending = _pieces(body, on)
    series, _ = NumberSeries.objects.get_or_create(
        beginning=beginning, defaults={"last": _highest(beginning, ending)}
    )
    last = series.last
    while True:
        last += 1
        number = f"{beginning}{last:0{digits}d}{ending}"
        if not Item.objects.filter(number=number).exists():
            break
    NumberSeries.objects.filter(pk=series.pk).update(last=last)
    return number


def propose_number(body: Body, on: date) -> str:
    """What :func:`take_number` would give now; it promises nothing."""
    beginning, digits, ending = _pieces(body, on)
    last = NumberSeries.objects.filter(beginning=beginning).values_list("last", flat=True).first()
    highest = max(last or 0, _highest(beginning, ending))
    return f"{beginning}{highest + 1:0{digits}d}{ending}"


@transaction.atomic
def set_number_rule(
    body: Body, template: str, organisation_code: str, *, since: date, by: str, at: datetime
) -> NumberRule:
    """Set the pattern from a day on; numbers that were given stay as they are.

    Raises Refusal for a pattern without exactly one serial number or with a part that there is not, for an
    organisation code that is none, and for a day in the past.
    """
    template, organisation_code = template.strip(), organisation_code.strip().upper()
    _check_template(template, organisation_code)
    if since < at.date():
        raise Refusal(f"施行日期 {since} 早于今天，已有的索引号不改，请改正。")
    try:
        with transaction.atomic():
            rule = NumberRule.objects.create(
                body=body, template=template, organisation_code=organisation_code, since=since, by=by
            )
    except IntegrityError as problem:
        raise Refusal(f"{body.name}在 {since} 已有索引号规则，请另选施行日期。") from problem
    record_act(
        verb="set_number_rule",
        subject_kind="body",
        subject_key=str(body.pk),
        body_code=body.code,
        by=by,
        at=at,
        article="tiaoli-2019:12",
        detail={"template": template, "since": since.isoformat()},
    )
    return rule


def number_rule(body: Body, on: date) -> tuple[str, str]:
    """Pattern and organisation code of a day: the body's own, or the pattern of the nearest body above it."""
    codes = [body.code, *ancestors(body.code)]
    newest: dict[str, NumberRule] = {}
    rules = NumberRule.objects.filter(body__code__in=codes, since__lte=on).select_related("body")
    for rule in rules.order_by("since"):
        newest[rule.body.code] = rule
    found = next((newest[code] for code in codes if code in newest), None)
    return (found.template, found.organisation_code) if found else (setting("index_template").default, "")


def _check_template(template: str, organisation_code: str) -> None:
    if "".join(_PARTS.findall(template)) != template or len(template) > 40:
        raise Refusal("索引号样式只能用字母、数字、汉字和“-/_.”等，最多 40 字，请改正。")
    parts = re.findall(r"\{[^{}]*\}", template)
    serials = [part for part in parts if _SERIAL.fullmatch(part)]
    if unknown := [part for part in parts if part not in _KNOWN and part not in serials]:
        raise Refusal(f"索引号样式里的“{unknown[0]}”不认识，可用 {'、'.join(sorted(_KNOWN))} 和 {{NNNNN}}。")
    if len(serials) != 1:
        raise Refusal("索引号样式里要有一个流水号，如 {NNNNN}。")
    if not {"{YYYY}", "{YYYYMM}"} & set(parts):
        raise Refusal("索引号样式里要有 {YYYY} 或 {YYYYMM}，流水号每年从头编。")
    if "{USCC}" in parts and not is_organisation_code(organisation_code):
        raise Refusal("统一社会信用代码不对，请核对 18 位代码。")


def _pieces(body: Body, on: date) -> tuple[str, int, str]:
    """What stands before the serial number, how many digits it has, and what stands behind it."""
    template, organisation_code = number_rule(body, on)
    written = (
        template.replace("{USCC}", organisation_code)
        .replace("{CODE}", stem(body.code))
        .replace("{YYYYMM}", f"{on:%Y%m}")
        .replace("{YYYY}", f"{on:%Y}")
    )
    found = _SERIAL.search(written)
    if found is None:
        raise ValueError(template)
    return written[: found.start()], len(found.group(1)), written[found.end() :]


def _highest(beginning: str, ending: str) -> int:
    """The highest serial number that stands already; the series goes on behind it."""
    numbers = Item.objects.filter(number__startswith=beginning).values_list("number", flat=True)
    pattern = re.compile(rf"(\d{{1,9}}){re.escape(ending)}")
    serials = [int(found[1]) for one in numbers if (found := pattern.fullmatch(one[len(beginning) :]))]
    return max(serials, default=0)
