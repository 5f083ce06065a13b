"""A total against the parts stated for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.labels import channel
from gongkai.rules.relations.prose.numerals import shown
from gongkai.rules.relations.prose.parts import Breakdown, depth_at
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import PART, Sentence

_SUBJECTS = re.compile(r"涉及(?!国家秘密|商业秘密|个人隐私)|领域|方面|类|同时")
_ABOVE = ("以上", "上述")
_CLOSING = re.compile(
    r"(?:以上|上述)?(?:各类|各项)?(?:信息|内容)?(?:合计|总计|共计|(?<!公)共)(?:有|为|是|达|：)*$"
)


def check(reading: Reading) -> Iterator[Finding]:
    """Totals whose parts do not add up, before or behind them."""
    for breakdown in reading.breakdowns:
        found = judged(breakdown)
        if found is not None:
            yield found
    for sentence in reading.sentences:
        yield from _closing_totals(sentence)


def judged(breakdown: Breakdown) -> Finding | None:
    """What is wrong with a total and its parts, None when nothing is.

    A part larger than its total cannot be right. Parts that sum to more cannot be right either, unless one item may
    be counted under several of them (channels of disclosure, subjects). Parts that sum to less are wrong only
    where the list says that it is complete; a plain 其中 that names nearly everything is worth a look.
    """
    total, parts = breakdown.total, breakdown.parts
    if not total.exact or any(part.each for part in parts):
        return None
    larger = next((part for part in parts if part.value > total.value and not part.vague), None)
    if larger is not None:
        return _larger(breakdown, larger)
    if breakdown.agrees or len(parts) < 2:
        return None
    if breakdown.sum > total.value:
        if _over_channels(breakdown):
            return None
        doubtful = (
            breakdown.whole is not breakdown.sentence
            or any(_SUBJECTS.search(label) for label in breakdown.labels)
            or any(part.vague for part in parts)
        )
        return _mismatch(breakdown, "warning" if doubtful else "error")
    if breakdown.sum == total.value or breakdown.open:
        return None
    if breakdown.firm:
        return _mismatch(breakdown, "error" if breakdown.whole is breakdown.sentence else "warning")
    return _mismatch(breakdown, "warning") if _nearly_all(breakdown) else None


def _larger(breakdown: Breakdown, part: Quantity) -> Finding:
    """One concern may be answered several times over (2014 form, 二、), so an answer's count may pass the concerns'."""
    total = breakdown.total
    answers = "回应" in breakdown.whole.near(total) and channel(breakdown.named(part)) is not None
    sure = breakdown.whole is breakdown.sentence and not answers
    whole = ""
    if len(breakdown.parts) > 1:
        terms = "+".join(shown(one.value) for one in breakdown.parts)
        whole = f"（各部分相加是{shown(breakdown.sum)}{total.unit}：{terms}）"
    return Finding(
        rule="text.part-of-total",
        severity="error" if sure else "warning",
        message=f"“{part.printed}”是“{total.printed}”的其中一部分，{part.shown}却大于总数{total.shown}{whole}，请核对这两个数。",
        where=breakdown.sentence.place(part),
        expected=f"≤{shown(total.value)}",
        found=_number(part.value),
    )


def _mismatch(breakdown: Breakdown, severity: str) -> Finding:
    total, whole = breakdown.total, breakdown.sum
    terms = "+".join(shown(part.value) for part in breakdown.parts)
    difference = abs(whole - total.value)
    more = "多" if whole > total.value else "少"
    hint = "；如果没有列全，请写“等”或“主要包括”" if severity == "warning" and more == "少" else ""
    return Finding(
        rule="text.sum-of-parts",
        severity="error" if severity == "error" else "warning",
        message=(
            f"总数写作“{total.printed}”，列出的各部分相加是{shown(whole)}{total.unit}（{terms}），"
            f"{more}{shown(difference)}{total.unit}，两者不符{hint}。"
        ),
        where=breakdown.whole.place(total),
        expected=_number(whole),
        found=_number(total.value),
    )


def _over_channels(breakdown: Breakdown) -> bool:
    """One item may go out on several channels, so channel counts may exceed the items; ways of applying may not."""
    if breakdown.total.kind == "money":
        return False
    near = breakdown.whole.near(breakdown.total) + breakdown.whole.tail(breakdown.total)
    if "申请" in near.replace("依申请公开", ""):
        return False
    return sum(1 for label in breakdown.labels if channel(label)) >= 2


def _nearly_all(breakdown: Breakdown) -> bool:
    """A plain 其中 list that leaves out little, or misses its total by one digit, was probably meant to be complete."""
    gap = breakdown.total.value - breakdown.sum
    if len(breakdown.parts) == 2:
        return gap * 5 <= breakdown.total.value
    return gap * 2 <= breakdown.total.value or _one_digit(breakdown, gap)


def _one_digit(breakdown: Breakdown, gap: Decimal) -> bool:
    """Whether changing one digit of one number would make the list add up."""
    if breakdown.total.value < 100:
        return False
    for number, aim in [
        (breakdown.total.value, breakdown.sum),
        *((p.value, p.value + gap) for p in breakdown.parts),
    ]:
        one, two = shown(number), shown(aim)
        if len(one) == len(two) and sum(a != b for a, b in zip(one, two, strict=True)) == 1:
            return True
    return False


def _closing_totals(sentence: Sentence) -> Iterator[Finding]:
    """网站79条、微信133条，共计212条: the total stands behind its parts."""
    for index, total in enumerate(sentence.quantities):
        near = sentence.near(total)
        if total.kind not in ("count", "money") or not total.exact or not _CLOSING.fullmatch(near):
            continue
        named = _of_these(sentence, index)
        begin = 0 if named or near.startswith(_ABOVE) else sentence.segment(total)[0]
        depth = depth_at(sentence.text, total.start)
        parts = [
            quantity
            for quantity in sentence.quantities[:index]
            if quantity.start >= begin
            and quantity.unit == total.unit
            and not quantity.delta
            and depth_at(sentence.text, quantity.start) == depth
            and sentence.scope(quantity) in (sentence.scope(total), PART)
        ]
        if named is not None:
            parts = parts[-named:] if len(parts) >= named else []
        if len(parts) < 2 or _restated(parts, total) or not all(part.exact for part in parts):
            continue
        yield from _closing_total(sentence, total, parts, near)


def _of_these(sentence: Sentence, index: int) -> int | None:
    """How many parts the total says that it is of: 以上四项合计253条."""
    if not index:
        return None
    before, total = sentence.quantities[index - 1], sentence.quantities[index]
    adjacent = _CLOSING.fullmatch(sentence.text[before.end : total.start])
    return (
        int(before.value) if adjacent and before.unit in ("项", "类", "种") and before.value <= 20 else None
    )


def _restated(parts: list[Quantity], total: Quantity) -> bool:
    """Whether the total repeats an earlier one or any run of numbers before it adds up to it."""
    if any(part.value == total.value for part in parts):
        return True
    running = Decimal(0)
    for part in reversed(parts):
        running += part.value
        if running == total.value:
            return True
    return False


def _closing_total(
    sentence: Sentence, total: Quantity, parts: list[Quantity], near: str
) -> Iterator[Finding]:
    head = sentence.text[: parts[0].start]
    between = sentence.text[parts[0].end : total.start]
    stated = r"(?<!公)共(?![享建青同产治资])|合计|总计|累计"
    said = re.search(stated, sentence.near(parts[0])) or re.search(
        rf"(?:{stated})[^，。；\d]{{0,8}}\d+(?:\.\d+)?{re.escape(total.unit)}", head
    )
    if said or "其中" in between or ("全年" in head and near.endswith("共")):
        return
    whole = sum((part.value for part in parts), Decimal(0))
    if _of_all_units(sentence, parts[0], total):
        return
    once = whole > total.value and sum(1 for part in parts if channel(sentence.near(part))) >= 2
    arithmetic = near.startswith(("合计", "总计", "共计"))
    if once and not arithmetic:
        return
    certain = arithmetic and not once
    yield Finding(
        rule="text.sum-of-parts",
        severity="error" if certain else "warning",
        message=(
            f"“{near}{total.printed}”与前面列出的各数不符："
            f"{'+'.join(shown(part.value) for part in parts)}={shown(whole)}{total.unit}，写的是{total.shown}。"
        ),
        where=sentence.place(total),
        expected=_number(whole),
        found=_number(total.value),
    )


def _of_all_units(sentence: Sentence, first: Quantity, total: Quantity) -> bool:
    """320人次、156人次、24条，合计500人次（条）: the total is of all that was counted, whatever its unit."""
    counted = [
        q.value
        for q in sentence.quantities
        if q.kind == "count" and first.start <= q.start < total.start and not q.delta
    ]
    return sum(counted, Decimal(0)) == total.value


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
