"""What is planned is planned for a year to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import Sentence, year_in

_YEAR = r"(?P<year>20\d\d|[一二][〇零一二三四五六七八九]{3})年"
_ITEM = re.compile(r"^(?:（[一二三四五六七八九十]+）|\d+[.、]|[一二三四五六七八九十]+是)")
_LEADING = re.compile(rf"^(?:在)?{_YEAR}(?:度)?(?!以来|起|底|末|初|前|后|\d)(?P<rest>.*)")
_PLANS = re.compile(r"[^。；]{0,12}(?:将|要继续|计划)")
_SURELY_PLANS = re.compile(
    r"[^。；]{0,14}(?:将(?=进一步|继续|举办|召开|开展|组织|加强|加大|着力|着重|重点|认真|严格|不断|从|围绕|推进|推动|全面|深入|切实|力争|主动|大力|积极|"
    r"完善|强化|努力|坚持|采取|抓好|做好|按照|按)|力争|争取|计划(?!生育|总结|类|信息)|打算|拟(?=[于在举召开新])|要(?=继续|进一步|不断))"
)
_WILL_IN = re.compile(rf"(?:将|拟|计划|打算)(?:于|在){_YEAR}(?!前|以前|之前|底前)")


def check(reading: Reading) -> Iterator[Finding]:
    """A plan for the year of the report itself, or for one before it, was left over from last year's report."""
    if reading.year is None:
        return
    for sentence in reading.sentences:
        topics = sentence.passage.topics
        match = _LEADING.match(_ITEM.sub("", sentence.text))
        plans = _SURELY_PLANS if "problems" in topics or "plan" not in topics else _PLANS
        if match and "plan" in topics and plans.match(match["rest"]):
            yield from _late(sentence, year_in(match["year"]), reading.year)
            continue
        found = _WILL_IN.search(sentence.text)
        if found:
            yield from _late(sentence, year_in(found["year"]), reading.year)


def _late(sentence: Sentence, named: int, year: int) -> Iterator[Finding]:
    if year - 1 <= named <= year:
        behind = "就是本报告年度" if named == year else f"早于本报告年度{year}年"
        message = f"这里写的是{named}年将做什么，{named}年{behind}，应是{year + 1}年。"
        yield Finding(
            "text.plan-year", "warning", message, where=sentence.place(), expected=year + 1, found=named
        )
