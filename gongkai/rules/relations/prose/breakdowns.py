"""Totals with their stated parts: 744条，其中网站79条、微信133条; nested, in brackets, open or closed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.rules.relations.prose.labels import family
from gongkai.rules.relations.prose.parts import (
    BREAK,
    Breakdown,
    Counted,
    adds_up,
    depth_at,
    earlier_total,
    label_of,
    prefix_agrees,
)
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.sentences import OTHER, PART, PREVIOUS, SO_FAR, Sentence
from gongkai.rules.relations.prose.unmarked import unmarked

_MARKER = re.compile(
    r"(?P<among>其中主要|其中|具体为|具体是|具体如下)|(?P<include>主要包括|主要有|主要是|主要为|主要涉及|涉及(?=[一-龥]{1,10}\d)|(?<!适)用于|包括|包含|涵盖|含有?(?=[一-龥])|分为)|"
    r"(?P<respective>分别)|(?P<bracket>（)|(?P<colon>：)|(?P<within>中，)|"
    r"(?P<by>按(?:照)?[^，。；：\d]{1,12}(?:分|划分|统计|看|来看)(?:类)?(?:（[^（）]{0,40}）)?[，：]|"
    r"公开(?:政府|政务)?(?:信息)?的?(?:途径|渠道|形式|方式|类别|类型)[，：]|(?:从[^，。；：\d]{1,12}(?:看|分|来说)|"
    r"分[^，。；：\d]{1,6}来?看)[，：])"
)
_IN_BRACKETS = re.compile(r"（[^（）]*）")
_ABOUT_CONTENT = re.compile(
    r"(?:(?:主要|重点)*(?:公开|公布|发布)(?:的)?)?(?:政府|政务)?(?:信息)?(?:的)?(?:内容|类别|类型|范围)?(?:上|方面)?，?"
)
"""What a sentence begins with that only says what was published (公开内容主要包括……)."""
_ANOTHER = re.compile(r"其中|包括|包含|分别")
_OPEN = re.compile(
    r"等(?![级候待额于同次])|主要|重点|部分(?!公开)|(?:其余|剩余|其他)[^，。；\d]{0,10}(?:[，。；]|$)|例如|比如|诸如|尤其|特别是"
)
_BARE = re.compile(r"(?<=[一-龥])\d+(?=[，、；。])")
"""A part printed without its unit: the list has more in it than could be read."""
_ITS_SHARE = re.compile(r"[，（]?占[^，。；（]{0,10}?(\d+(?:\.\d+)?)%")
_REST = re.compile(r"其他|其它|其余|剩余|余下|另外?")
_COMPLETE = (
    ("专职", "兼职"),
    ("按时", "延期"),
    ("按期", "延期"),
    ("男", "女"),
    ("线上", "线下"),
    ("办结", "在办"),
    ("办结", "正在办理"),
)


_MOST_READ_TWICE, _MOST_INNER = 40, 4
"""A longer list is read one way only: nobody writes one, and the ways grow with every 其中."""


def breakdowns_in(sentence: Sentence, above: Sequence[Counted] = ()) -> Iterator[Breakdown]:
    """Every total with parts in the sentence; at most one for a total and a marker.

    ``above`` are the quantities of the chapter before it that are no parts of a list, the nearest sentence first.
    """
    seen: set[tuple[int, int]] = set()
    counts = [quantity for quantity in sentence.quantities if quantity.kind in ("count", "money")]
    for match in _MARKER.finditer(sentence.text):
        found = _breakdown(sentence, above, counts, match)
        if found is None:
            continue
        key = (found.total.start, found.parts[0].start)
        if key not in seen:
            seen.add(key)
            yield found
    yield from unmarked(sentence, above, counts, {start for _, start in seen})


def _breakdown(
    sentence: Sentence, above: Sequence[Counted], counts: list[Quantity], marker: re.Match[str]
) -> Breakdown | None:
    begin, end = marker.end(), _scope_end(sentence, counts, marker)
    depth = depth_at(sentence.text, begin)
    inside = [
        q
        for q in counts
        if begin <= q.start < end and depth_at(sentence.text, q.start) == depth and not q.delta
    ]
    total, whole = _total(sentence, counts, inside, marker), sentence
    if total is None:
        content = marker["include"] and _ABOUT_CONTENT.fullmatch(sentence.text[: marker.start()])
        earlier = earlier_total(above, inside) if (marker["by"] or content) and len(inside) >= 2 else None
        if earlier is None:
            return None
        whole, total = earlier
    same = [
        q
        for q in inside
        if q.unit == total.unit and (whole is not sentence or _of_its_time(sentence, q, total))
    ]
    if not same or (len(same) < 2 and marker[0] in ("用于", "涉及")):
        return None
    inner = [m.start() for m in re.finditer("其中", sentence.text[begin:end])]
    listed = same[: _list_length(sentence, same, begin)]
    readings = list(_readings(listed, [begin + at for at in inner]))
    best = next((outer for outer in readings if adds_up(total, outer)), None)
    parts = best or readings[0]
    body = sentence.text[begin : listed[-1].end + 8]
    head = sentence.text[max(0, marker.start() - 2) : begin]
    labels = tuple(label_of(sentence, part) for part in parts)
    mixed = any(q.unit != total.unit for q in inside if q.start < listed[-1].end)
    return Breakdown(
        sentence=sentence,
        whole=whole,
        total=total,
        parts=tuple(parts),
        labels=labels,
        nested=tuple(q for q in listed if q not in parts),
        open=bool(_OPEN.search(head + body) or _BARE.search(body))
        or (marker[0] == "涉及" and not _complete(labels))
        or mixed
        or any(part.vague for part in parts),
        firm="分别" in sentence.text[marker.start() : listed[0].start]
        or _complete(labels)
        or _whole_in_shares(sentence, parts),
        agrees=best is not None or prefix_agrees(sentence, total, same),
    )


def _of_its_time(sentence: Sentence, part: Quantity, total: Quantity) -> bool:
    """A part is of the total's year, or of some of its months (418条，其中第一季度86条)."""
    return sentence.same_time(part, total) or (
        sentence.scope(part) == PART and sentence.scope(total) not in (PREVIOUS, OTHER, SO_FAR)
    )


def _whole_in_shares(sentence: Sentence, parts: Sequence[Quantity]) -> bool:
    """Whether each part is followed by its share and the shares make up one hundred."""
    found = [_ITS_SHARE.match(sentence.text, part.end) for part in parts]
    said = [match[1] for match in found if match]
    slack = sum((Decimal(1).scaleb(-len(text.partition(".")[2])) for text in said), Decimal(0))
    return len(said) == len(parts) > 1 and abs(sum(map(Decimal, said), Decimal(-100))) <= slack


def _scope_end(sentence: Sentence, counts: list[Quantity], marker: re.Match[str]) -> int:
    """Where the list can last: its bracket, or ``；`` unless the list itself is separated by ``；``."""
    text, begin = sentence.text, marker.end()
    if marker["bracket"]:
        level = 1
        for i in range(begin, len(text)):
            level += {"（": 1, "）": -1}.get(text[i], 0)
            if level == 0:
                return i
        return len(text)
    depth = depth_at(text, begin)
    if depth > 0:
        close = text.find("）", begin)
        return len(text) if close < 0 else close
    semicolon = text.find("；", begin)
    if semicolon < 0:
        return len(text)
    listed = [q for q in counts if begin <= q.start < semicolon and depth_at(text, q.start) == depth]
    listing = marker["colon"] or text[begin : begin + 1] == "：" or marker["by"]
    if len(listed) != 1 and not (listed and listing):
        return semicolon
    return _semicolon_list_end(text, counts, marker, semicolon)


def _semicolon_list_end(text: str, counts: list[Quantity], marker: re.Match[str], first: int) -> int:
    """其中：甲3条；乙5条、丙1条；丁2条 is one list; 其中甲3次；访谈12次 is a part and another statement.

    Without the colon it is a list only when each part has its share behind it, or when it adds up or nearly does.
    """
    depth = depth_at(text, marker.end())
    plain = text[marker.end() : marker.end() + 1] == "：" or bool(marker["colon"] or marker["by"])
    end = first
    parts = [q for q in counts if marker.end() <= q.start < first and depth_at(text, q.start) == depth]
    while parts and end < len(text):
        following = text.find("；", end + 1)
        following = len(text) if following < 0 else following
        inside = [q for q in counts if end < q.start < following and depth_at(text, q.start) == depth]
        strange = (
            not inside or any(q.unit != parts[0].unit for q in inside) or (len(inside) > 1 and not plain)
        )
        if strange or _ANOTHER.search(_IN_BRACKETS.sub("", text[end + 1 : following])):
            break
        parts, end = [*parts, *inside], following
    if not parts or plain or (len(parts) > 1 and all(_ITS_SHARE.match(text, part.end) for part in parts)):
        return end
    above = [q for q in counts if q.end <= marker.start() and q.unit == parts[0].unit]
    whole = sum((part.value for part in parts), Decimal(0))
    near = bool(above) and len(parts) >= 3 and abs(above[-1].value - whole) * 10 <= above[-1].value
    return end if near or (above and above[-1].value == whole) else first


def _total(
    sentence: Sentence, counts: list[Quantity], inside: list[Quantity], marker: re.Match[str]
) -> Quantity | None:
    """The quantity that the list behind the marker breaks down."""
    text = sentence.text
    if not inside:
        return None
    depth = depth_at(text, marker.start())
    above = [
        q
        for q in counts
        if q.end <= marker.start() and depth_at(text, q.start) == depth and not q.delta and not q.each
    ]
    if not above:
        return None
    nearest = above[-1]
    between = _ITS_SHARE.sub("", text[nearest.end : marker.start()])
    if marker["bracket"]:
        return (
            nearest
            if len(inside) >= 2 and not re.search(r"[，。；：）]", between) and len(between) <= 10
            else None
        )
    if marker["colon"] or marker["within"]:
        wanted = len(inside) >= 2 and not re.search(r"[，。；：]", between) and len(between) <= 12
        return nearest if wanted else None
    if marker["respective"]:
        if not re.search("其中", between) and not re.search(r"共|总|合计|全年", sentence.near(nearest)):
            return None
        return nearest if len(inside) >= 2 else None
    if marker["include"] and re.search(r"[。；]", between):
        return None
    same = [q for q in reversed(above) if q.unit == inside[0].unit]
    own = [q for q in same if "结转" not in sentence.near(q) + sentence.tail(q)]
    if len(same) > 1 and same[0] not in own and own:
        # 收到12件，上年结转1件，其中……: the list is of what came, not of what was carried over in passing.
        same = own
    if not same or "。" not in between:
        return same[0] if same else None
    return _main_total(same, [q for q in inside if q.unit == inside[0].unit])


def _main_total(candidates: list[Quantity], parts: list[Quantity]) -> Quantity:
    """A sentence that begins with 其中 may go back past a number in passing (包括上年结转30件) to the main one."""
    whole = sum((part.value for part in parts), Decimal(0))
    largest = max(part.value for part in parts)
    exact = next((q for q in candidates if q.value == whole), None)
    return exact or next((q for q in candidates if q.value >= largest), candidates[0])


def _list_length(sentence: Sentence, same: list[Quantity], begin: int) -> int:
    """How many of the quantities belong to one list: until a clause turns to something else."""
    first, opening = family(label_of(sentence, same[0])), sentence.text[begin : same[0].start]
    for i, quantity in enumerate(same[1:], 1):
        turn = BREAK.search(sentence.text, same[i - 1].end, quantity.start)
        if (turn and turn[0] not in opening) or quantity.each:
            return i
        here = family(label_of(sentence, quantity))
        if first and here and here != first:
            return i
    return len(same)


def _readings(listed: list[Quantity], inner: list[int]) -> Iterator[list[Quantity]]:
    """Ways to tell the first level from what a second 其中 breaks down, as lists of the first level.

    What a second 其中 breaks down must fit into the part before it; it may also be a second classification of
    the whole, or no list of its own.
    """
    at = next((p for p in inner if listed[0].end <= p), None)
    split = (
        None
        if at is None or len(listed) > _MOST_READ_TWICE or len(inner) > _MOST_INNER
        else next((i for i, q in enumerate(listed) if q.start > at), None)
    )
    if split is None:
        yield listed
        return
    parent = listed[split - 1]
    for stop in range(len(listed), split, -1):
        nested = listed[split:stop]
        if sum((q.value for q in nested), Decimal(0)) <= parent.value:
            for rest in _readings(listed[stop:], inner) if stop < len(listed) else [[]]:
                yield listed[:split] + rest
    yield listed[:split]
    yield listed


def _complete(labels: tuple[str, ...]) -> bool:
    if len(labels) >= 2 and _REST.match(labels[-1]):
        return True
    return len(labels) == 2 and any(one in labels[0] and two in labels[1] for one, two in _COMPLETE)
