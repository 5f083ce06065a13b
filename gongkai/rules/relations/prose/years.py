"""The year of the report: in its title, its period, over its table, in its headings and in what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from gongkai.rules.relations.finding import Finding
from gongkai.rules.relations.prose.against import mentions
from gongkai.rules.relations.prose.characters import plain
from gongkai.rules.relations.prose.matching import Matched, rows_for
from gongkai.rules.relations.prose.numerals import spoken_integer
from gongkai.rules.relations.prose.passages import Passage, topics_of
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import Sentence, mask, year_in

_YEAR = r"(?P<year>20\d\d|[一二][〇零一二三四五六七八九]{3})年"
_PERIOD = re.compile(
    r"(?P<year>20\d\d)[年./-](?P<month>\d{1,2})[月./-](?P<day>\d{1,2})日?(?:起|开始)?(?:至|到|-|截至|截止|、|，)+"
    r"(?:(?P<last_year>20\d\d)[年./-])?(?P<last_month>\d{1,2})[月./-](?P<last_day>\d{1,2})日?"
)
_OF_DATA = re.compile(
    r"统计(?:数据)?的?(?:期限|时限|时间|期间|周期|范围|起止)|(?:所列|所涉|本报告|年报)[^，。；]{0,12}数据|"
    r"数据的?(?:统计|期限|时限|截止|起止|自|从)|报告期|统计数据"
)
_ITEM = re.compile(r"^(?:（[一二三四五六七八九十]+）|\d+[.、]|[一二三四五六七八九十]+是)")
_LEADING = re.compile(rf"^{_YEAR}(?:度)?(?!以来|起|底|末|初|前|后|\d)")
_DIRECT = re.compile(r"^，?(?:全年)?(?:共|累计|主动公开|公开|收到)")
_NO_CHANCE = 20
"""From this number on nobody takes it for chance that two years have the same."""
_UP_TO = re.compile(r"(?P<said>截[至止](?P<year>20\d\d)年(?:年?底|末|12月))")
_DATA_UP_TO = re.compile(
    r"(?:数据|统计|时限|期限)[^，。；]{0,8}(?P<said>截[至止]于?(?P<year>20\d\d)年(?:年?底|末|12月))"
)
_DATES = re.compile(r"(?:截[至止]于?|[至到-])20\d\d年(?:年?底|末|\d{1,2}月(?:\d{1,2}日|底)?)")
"""What names the year of the report in passing."""
_THIS_REPORT = re.compile(
    r"(?:公布|发布|编制|公开|由|是)[^，。；]{0,24}?(?P<said>(?P<year>20\d\d)年(?:度)?政府信息公开(?:工作)?(?:年度)?报告)"
    r"(?!编制|公布|报送|的通知|有关|工作)"
)
_AS_FOLLOWS = re.compile(
    r"现将[^，。；]{0,24}?(?P<said>(?P<year>20\d\d)年(?:度)?[^，。；]{0,6}(?:政府信息|政务|信息)公开[^，。；]{0,10})"
    r"(?:报告|公布|公告|汇报|总结|通报)如下"
)
_ITS_TITLE = re.compile(
    r"《[^《》]{0,20}?(?P<said>(?P<year>\d{4})年(?:度)?政府信息公开(?:工作)?(?:年度)?报告)》(?:已经|已|经|现予|予以)"
)
_COMPARES = re.compile(r"[比较]|同比|相比|今年|本年|以来|至今|此后|之后|截至|增长|下降|增加|减少|上升")
_WITH_EARLIER = re.compile(r"^(?!.*(?:今年|本年|以来|至今|此后|之后|截至)).*[比较](?:上一?年|去年|20\d\d)")
"""A comparison with the year before, such as a report makes of its own year."""
_OWN = re.compile(r"^[我本全](?:镇|乡|街道|县|市|区|省|州|局|委|办|厅|院|单位|机关)")
_HISTORY = re.compile(r"被|获|列为|列入|确定为|评为|启动|试点|开始|成立|承接|挂牌|撤|合并|改制")
"""What a report may tell of an earlier year without speaking of that year's work."""
_WORKED = re.compile(
    r"认真|严格|高度重视|按照|积极|公开|收到|受理|未|没有|深入|围绕|切实|坚持|扎实|召开|举办|办理|答复|发生|产生|引发"
)
_DID = re.compile(r"公开|发布|收到|受理|召开|举办|开展|办理|答复|印发|制发|接待")
_WILL = re.compile(r"将|要|计划|继续|拟|打算|争取|力争|下一步|进一步")
_SIGNED = re.compile(
    r"^(?P<year>20\d\d|[一二][〇零一二三四五六七八九]{3})年(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月"
)


def check(reading: Reading) -> Iterator[Finding]:
    """Years that do not agree with the year of the report."""
    yield from _named_years(reading)
    yield from _period(reading)
    if reading.year is None:
        return
    yield from _headings(reading, reading.year)
    told = {one.codes for one in mentions(reading)}
    for sentence in reading.sentences:
        yield from _statement(reading, sentence, reading.year, told)
        yield from _mentions(sentence, reading.year)
    yield from _signature(reading, reading.year)


def _named_years(reading: Reading) -> Iterator[Finding]:
    """Title, table and period name one year, and it is the one asked for."""
    names = {"title": "标题", "table": "统计表表头", "period": "统计期限"}
    for mention in reading.years:
        if reading.year is None or mention.year == reading.year or mention.source == "period":
            continue
        agreed = "、".join(names[other.source] for other in reading.years if other.year == reading.year)
        yield Finding(
            "text.year",
            "error",
            f"{names[mention.source]}写的是{mention.year}年，{agreed or '报告'}是{reading.year}年，两者不符。",
            where=mention.place,
            expected=reading.year,
            found=mention.year,
        )
    if reading.asked_year is not None and reading.year is not None and reading.asked_year != reading.year:
        yield Finding(
            "text.year",
            "error",
            f"报告是{reading.year}年度的，要求核对的是{reading.asked_year}年度，两者不符。",
            where=reading.title_place,
            expected=reading.asked_year,
            found=reading.year,
        )


def _period(reading: Reading) -> Iterator[Finding]:
    """所列数据的统计期限 is the whole year of the report (annual report: 条例 2007 art 31, 2019 art 49)."""
    for passage in reading.passages:
        for match in _PERIOD.finditer(passage.text):
            around = passage.text[max(0, match.start() - 30) : match.end() + 12]
            if _OF_DATA.search(around):
                yield from _one_period(reading, passage, match)
                return


def _one_period(reading: Reading, passage: Passage, match: re.Match[str]) -> Iterator[Finding]:
    first, last = int(match["year"]), int(match["last_year"] or match["year"])
    place, said = passage.place(match.start()), match[0]
    if reading.year is not None and (first != reading.year or last != reading.year):
        wrong = first if first != reading.year else last
        yield Finding(
            "text.period",
            "error",
            f"统计期限写作“{said}”，报告是{reading.year}年度的，应为{reading.year}年1月1日至12月31日。",
            where=place,
            expected=reading.year,
            found=wrong,
        )
        return
    begins = (int(match["month"]), int(match["day"])) == (1, 1)
    ends = (int(match["last_month"]), int(match["last_day"])) == (12, 31)
    if not (begins and ends):
        whole = f"{first}年1月1日至12月31日"
        yield Finding(
            "text.period",
            "warning",
            f"统计期限写作“{said}”，不是全年（{whole}）。",
            where=place,
            expected=whole,
            found=said,
        )


def _headings(reading: Reading, year: int) -> Iterator[Finding]:
    for chapter in reading.chapters:
        title = plain(chapter.title).text
        if chapter.number is None:
            continue
        topics = topics_of(title)
        allowed = {year, year + 1} if "plan" in topics else {year}
        if topics & {"plan", "problems"} == {"plan"}:
            allowed = {year + 1, year + 2}
        for match in re.finditer(_YEAR, mask(title)):
            named = year_in(match["year"])
            if named not in allowed:
                about = "下一年的计划" if allowed == {year + 1, year + 2} else "本报告"
                yield Finding(
                    "text.heading-year",
                    "warning",
                    f"标题“{chapter.title.strip()}”写的是{named}年，{about}应是{min(allowed)}年，可能是往年报告的遗留。",
                    where=chapter.place,
                    expected=min(allowed),
                    found=named,
                )


def _statement(
    reading: Reading, sentence: Sentence, year: int, told: Set[tuple[str, ...]]
) -> Iterator[Finding]:
    """A sentence that begins with another year and speaks of this body was probably carried over."""
    text, itself = _without_subject(reading, _ITEM.sub("", sentence.text))
    match = _LEADING.match(text)
    if match is None:
        return
    named, rest = year_in(match["year"]), text[match.end() :]
    _, spoken = _without_subject(reading, rest.lstrip("，"))
    if named == year or "plan" in sentence.passage.topics or _beside_this_year(reading, sentence, year):
        return
    only_here = _only_here(reading, sentence, told)
    if not (itself or spoken or _DIRECT.match(rest) or only_here):
        return
    if named == year + 1:
        if _WILL.search(rest) or not _DID.search(rest) or not sentence.quantities:
            return
    elif (
        named > year
        or f"{year}年" in _DATES.sub("", rest)
        or (_COMPARES.search(rest) and not (only_here and _WITH_EARLIER.search(rest)))
        or (not only_here and (not _WORKED.search(rest) or _HISTORY.search(rest)))
    ):
        return
    yield _left_over(reading, sentence, year, named)


def _beside_this_year(reading: Reading, sentence: Sentence, year: int) -> bool:
    """2017年收到申请5件。2018年收到申请12件。: told for comparison."""
    units = {quantity.unit for quantity in sentence.quantities}
    for other in (reading.above.get(id(sentence)), reading.below.get(id(sentence))):
        begins = other is not None and re.match(rf"[^，。；]{{0,8}}(?:{year}年|今年|本年)", other.text)
        if other is not None and begins and units & {quantity.unit for quantity in other.quantities}:
            return True
    return False


def _only_here(reading: Reading, sentence: Sentence, told: Set[tuple[str, ...]]) -> bool:
    """Whether a number of this year's table stands in the sentence and its row nowhere else in the text."""
    found = _this_year_s(reading, sentence)
    return found is not None and found.codes not in told


def _this_year_s(reading: Reading, sentence: Sentence) -> Matched | None:
    for quantity in sentence.quantities:
        for found in rows_for(reading, sentence, quantity, any_time=True):
            if found.value and found.cell(reading) == found.value:
                return found
    return None


def _without_subject(reading: Reading, text: str) -> tuple[str, bool]:
    """The text behind 我镇 or the body's own name, and whether it began with one."""
    for name in (reading.body.full, reading.body.town) if reading.body else ():
        if name and text.startswith(name):
            return text[len(name) :], True
    match = _OWN.match(text)
    return (text[match.end() :], True) if match else (text, False)


def _mentions(sentence: Sentence, year: int) -> Iterator[Finding]:
    """截至2017年底, 现公布2017年度报告: what this report says of itself with the year of another."""
    own = "报告自己的年度"
    for pattern, words in (
        (_UP_TO, "截至的日期"),
        (_DATA_UP_TO, "数据截止的日期"),
        (_THIS_REPORT, own),
        (_ITS_TITLE, own),
        (_AS_FOLLOWS, own),
    ):
        match = pattern.search(sentence.printed)
        if match is None or (f"{year}年" in sentence.printed and pattern is not _DATA_UP_TO):
            continue
        named = int(match["year"])
        if named == year - 1 or (pattern is not _UP_TO and named != year):
            if pattern is _UP_TO and _DATA_UP_TO.search(sentence.printed):
                continue
            yield Finding(
                "text.year-of-statement",
                "warning",
                f"{words}写作“{match['said']}”，本报告是{year}年度的，可能是往年报告的遗留，请核对年份。",
                where=sentence.passage.place(sentence.start + match.start("said")),
                expected=year,
                found=named,
            )


def _left_over(reading: Reading, sentence: Sentence, year: int, named: int) -> Finding:
    """A number of this year's table under another year is a wrong year; a small one may be the same in both."""
    found = _this_year_s(reading, sentence)
    if found is None:
        message = f"这一句说的是{named}年，本报告是{year}年度的，可能是往年报告的遗留，请核对年份。"
    else:
        said = found.quantity.printed
        message = f"这一句说的是{named}年，但“{said}”正是{year}年统计表的数，年份应为{year}年。"
    return Finding(
        "text.year-of-statement",
        "error" if found is not None and found.value >= _NO_CHANCE else "warning",
        message,
        where=sentence.place(),
        expected=year,
        found=named,
    )


def _signature(reading: Reading, year: int) -> Iterator[Finding]:
    """A report on a year cannot be signed before the year is nearly over."""
    for line in reading.lines[-4:]:
        match = _SIGNED.match(plain(line.text).text)
        if match is None or len(plain(line.text).text) > 14:
            continue
        named = match["month"]
        month = int(named) if named.isdigit() else spoken_integer(named) or 12
        signed = (year_in(match["year"]), month)
        if signed < (year, 12):
            said = plain(line.text).text
            message = f"落款日期“{said}”早于{year}年年底，{year}年度的报告不会在这之前编成，请核对。"
            yield Finding(
                "text.signature-date",
                "warning",
                message,
                where=line.place,
                expected=f"{year + 1}年",
                found=said,
            )
