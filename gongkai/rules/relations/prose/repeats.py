"""The same number said twice in the text, differently."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.against import mentions
from gongkai.rules.relations.prose.matching import Matched
from gongkai.rules.relations.prose.quantities import Quantity
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import THIS, Sentence

_VERBS = re.compile(
    r"^.*(?:办理|办结|发放|公开|发布|公布|收到|受理|召开|举办|开展|组织|印发|推送|答复|完成|参加|接收|接待|解决|共|计|了|为|有)"
)
_GENERIC = re.compile(
    r"^(?:各类|有关|相关|政府|政务|主动|信息|建议|意见|会议|培训|活动|文件|资料|事项|提案|申请|稿件|材料|业务|工作|问题|群众|人员|内容|"
    r"网站|微信|微博|公众号|公开栏|宣传|政策)*$"
)
_STOCK = re.compile(r"试点领域|(?P<village>行政村|建制村|村民委员会|村委会)")
_WHOLE_BODY = re.compile(r"(?:下?辖|汇总|共有|现有|全[镇乡县区])[^，。；]{0,6}$")
_WHOLE_YEAR = re.compile(r"全年|年内|年度|(?<!公)共(?![享建青同产治资])|累计|总计|20\d\d年")
_ELSEWHERE = re.compile(
    r"[一-龥](?:村(?![级务民里干])|社区|办公室|科室|小组|部门|[站所]所|局(?!部))|其中|其余|另外?"
)


def check(reading: Reading) -> Iterator[Finding]:
    """A row of the form where no table decides, and any other thing counted for the whole year."""
    by_row: dict[tuple[str, ...], list[Matched]] = defaultdict(list)
    for found in mentions(reading):
        by_row[found.codes].append(found)
    for group in by_row.values():
        if group[0].cell(reading) is None:
            yield from _rows(group)
    mapped = {(id(one.sentence), one.quantity.start) for group in by_row.values() for one in group}
    yield from _things(reading, mapped)


def _rows(group: list[Matched]) -> Iterator[Finding]:
    first = next((one for one in group if one.sure), group[0])
    for other in group:
        if other.value != first.value and other.sentence is not first.sentence:
            sure = first.sure and other.sure
            yield _finding(other.sentence, first.row.label, first.quantity, other.quantity, sure=sure)


def _things(reading: Reading, mapped: set[tuple[int, int]]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], tuple[Sentence, Quantity]] = {}
    for sentence in reading.sentences:
        if "plan" in sentence.passage.topics:
            continue
        for quantity in sentence.quantities:
            thing = _stock(sentence, quantity) or _thing(sentence, quantity)
            if thing is None or (id(sentence), quantity.start) in mapped:
                continue
            first = seen.setdefault((thing, quantity.unit), (sentence, quantity))
            if first[0] is not sentence and first[1].value != quantity.value:
                yield _finding(sentence, thing, first[1], quantity, sure=False)


def _stock(sentence: Sentence, quantity: Quantity) -> str | None:
    """What a body has for good: its villages, the fields of its pilot."""
    if quantity.unit != "个" or not quantity.exact:
        return None
    match = _STOCK.match(sentence.text[quantity.end :])
    if match is None or (match["village"] and not _WHOLE_BODY.search(sentence.near(quantity))):
        return None
    return match[0]


def _thing(sentence: Sentence, quantity: Quantity) -> str | None:
    """What is counted, when the words name one particular thing for the whole year of the whole body."""
    if quantity.kind != "count" or not quantity.exact or sentence.scope(quantity) not in (THIS, None):
        return None
    begin, _ = sentence.segment(quantity)
    before = sentence.text[begin : quantity.start]
    if not _WHOLE_YEAR.search(before) or _ELSEWHERE.search(before):
        return None
    thing = _VERBS.sub("", sentence.near(quantity))
    return thing if len(thing) >= 3 and not _GENERIC.match(thing) else None


def _finding(sentence: Sentence, label: str, first: Quantity, other: Quantity, *, sure: bool) -> Finding:
    return Finding(
        rule="text.said-twice",
        severity="error" if sure else "warning",
        message=f"同一个数前后说法不一：{label}前面写{first.printed}，这里写{other.printed}。",
        where=sentence.place(other),
        expected=float(first.value) if first.value % 1 else int(first.value),
        found=float(other.value) if other.value % 1 else int(other.value),
    )
