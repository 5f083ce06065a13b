"""Whose report it is: another body's name, or words of another level, in what the report says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.forms.recognised import BodyName
from gongkai.rules.forms.wording import squeezed
from gongkai.rules.relations.finding import Finding, Severity
from gongkai.rules.relations.prose.characters import plain
from gongkai.rules.relations.prose.reading import Reading
from gongkai.rules.relations.prose.sentences import Sentence

_TIME = (
    r"(?:20\d\d年(?:度)?|全年|今年|年内|目前|本年度|近年来|一年来|截至[^，。；]{0,12}|下一步|今后)?，?"
    r"(?:在[^，。；]{2,30}下，)?"
)
_ABOVE = r"(?:[一-龥]{2,8}?(?:省|市|县|区|旗|州))?"
_TOWN = r"(?P<name>[一-龥]{1,5}?(?:镇|乡|街道))"
_COUNTY = r"(?P<name>[一-龥]{2,7}?(?:市|县|区|旗|州))"
_OFFICE = r"(?:人民政府|党委、政府|党委政府|政府|办事处|党工委|党政办公室|党政办|党委)"
_DOES = (
    r"(?:严格|认真|高度|积极|切实|始终|坚持|按照|根据|围绕|通过|主动|共|全年|收到|召开|举办|公开|将(?!军)|继续|进一步|以|把|结合|深入|"
    r"不断|充分|及时|未|没有|成立|建立|制定|完善|加强|加大|强化|创新|落实|紧紧|全面|大力|利用|依托|针对|政务公开|政府信息公开|信息公开)"
)
_SUBJECT = re.compile(
    rf"(?:^|(?<=[。；]))(?:[一二三四五六七八九十]是|（[一二三四五六七八九十]+）|\d+[.、])?{_TIME}{_ABOVE}{_TOWN}{_OFFICE}*{_DOES}"
)
_SELF_TOWN = re.compile(
    rf"(?:由|经|与|向){_ABOVE}{_TOWN}{_OFFICE}+(?:办公室)?[^，。；]{{0,6}}(?:编制|汇总|同意|联系|审定|批准|负责编写)"
)
_SELF_COUNTY = re.compile(
    rf"(?:由|经|与|向)(?:[一-龥]{{2,8}}?(?:省|自治区))?{_COUNTY}人民政府(?:办公室|办公厅)?[^，。；]{{0,6}}(?:编制|汇总|同意|联系|审定|批准)"
)
_SELF_DEPARTMENT = re.compile(
    r"(?:报告|年报)由(?P<area>[一-龥]{1,6}?[县市区旗州])(?P<rest>[一-龥]{1,14}?(?:局|委|办|中心|办公室))[^，。；]{0,6}编制"
)
_SHEET = re.compile(
    rf"^(?:附件?表?\d*：?)?{_ABOVE}{_TOWN}{_OFFICE}?(?:20\d\d年(?:度)?)?(?:政府信息|信息)公开"
)
_GENERIC = re.compile(
    r"^(?:全年|今年|当年|年内|目前|本年度?|年度|近年来|一年来|下一步|今后|各|全|我|本|该|两|每|有的|部分|城|小城|村|所辖|辖区|下辖|基层|试点|邻|兄弟|周边|外|特色小|所属|其他|个别|中心|重点|多数)*(?:个)?(?:镇|乡|街道)$"
)
_OTHERS = {
    "镇": "乡|街道",
    "乡": "镇|街道",
    "街道": "镇|乡",
}
_ABOVE_WORKS = re.compile(
    r"^20\d\d年(?:度)?，?(?P<word>我[省市县区州])(?:人民政府|政府)?(?:认真|严格|高度重视|切实|紧紧|深入)(?!学习|领会)"
)
"""How the overview of a county's own report begins."""
_SIGNED_LINES = 5
_SIGNED = re.compile(rf"^{_ABOVE}{_TOWN}{_OFFICE}(?:办公室)?$")
_DATE = re.compile(r"^(?:20\d\d|[一二][〇零一二三四五六七八九]{3})年")
_STATISTIC = re.compile(
    r"主动公开[^，。；]{0,12}\d|公开(?:政府|政务)信息[^，。；]{0,6}\d|[收接]到[^，。；]{0,16}申请[^，。；]{0,6}\d"
)


def check(reading: Reading) -> Iterator[Finding]:
    """Names and levels that are not this body's, where the report speaks of itself."""
    yield from _asked(reading)
    if reading.body is None:
        return
    body = reading.body
    for sentence in reading.sentences:
        if body.level == "town":
            yield from _other_town(sentence, body)
        elif body.level in ("county", "city"):
            yield from _other_county(sentence, body)
        elif body.level == "department" and body.county:
            yield from _other_department(sentence, body)
        yield from _first_person(sentence, body)
    if body.level == "town":
        yield from _sheet(reading, body)
        yield from _signature(reading, body)


def _asked(reading: Reading) -> Iterator[Finding]:
    if not reading.asked_body or reading.body is None:
        return
    asked, own = squeezed(reading.asked_body), reading.body.full
    bare = re.sub(r"(?:人民政府(?:办公室)?|办事处)$", "", asked)
    if bare not in own and own not in bare:
        yield Finding(
            "text.body",
            "error",
            f"标题里的机构是“{own}”，要求核对的是“{asked}”，两者不符。",
            where=reading.title_place,
            expected=asked,
            found=own,
        )


def _is_own(name: str, body: BodyName) -> bool:
    """Whether the name is the town's own, however much of its full name it carries."""
    own = body.town or body.full
    root = re.sub(r"(?:镇|乡|街道)$", "", own)
    return name in body.full or own in name or root in name


def _other_town(sentence: Sentence, body: BodyName) -> Iterator[Finding]:
    kinds: tuple[tuple[re.Pattern[str], Severity], ...] = ((_SELF_TOWN, "error"), (_SUBJECT, "warning"))
    for pattern, severity in kinds:
        for match in pattern.finditer(sentence.text):
            name = match["name"]
            if _GENERIC.match(name) or "乡镇" in name or _is_own(name, body):
                continue
            yield Finding(
                "text.other-body",
                severity,
                f"本报告是{body.full}的，这里写的是“{name}”，像是从别处报告照搬，请核对。",
                where=sentence.passage.place(sentence.start + match.start("name")),
                expected=body.town or body.full,
                found=name,
            )


def _other_county(sentence: Sentence, body: BodyName) -> Iterator[Finding]:
    for match in _SELF_COUNTY.finditer(sentence.text):
        name = match["name"]
        parts = [part for part in (body.full, body.county, body.city, body.province) if part]
        if not any(name in part or part in name for part in parts) and not re.match(
            r"^[我本全省市县区]", name
        ):
            yield Finding(
                "text.other-body",
                "error",
                f"本报告是{body.full}的，这里写由“{name}人民政府”编制或联系，两者不符。",
                where=sentence.passage.place(sentence.start + match.start("name")),
                expected=body.full,
                found=name,
            )


def _other_department(sentence: Sentence, body: BodyName) -> Iterator[Finding]:
    """An office whose report says that an office of another county made it."""
    for match in _SELF_DEPARTMENT.finditer(sentence.text):
        area = match["area"]
        own = [part for part in (body.full, body.county, body.city, body.province) if part]
        if not any(area in part or part in area for part in own):
            yield Finding(
                "text.other-body",
                "error",
                f"本报告是{body.full}的，这里写由“{area}{match['rest']}”编制，两者不符。",
                where=sentence.passage.place(sentence.start + match.start("area")),
                expected=body.full,
                found=match["area"] + match["rest"],
            )


def _first_person(sentence: Sentence, body: BodyName) -> Iterator[Finding]:
    """我局 in a town's report; 全市 with the town's own statistic."""
    for match in re.finditer(_foreign_words(body), sentence.text):
        yield _level(sentence, body, match.start(), match[0])
    if body.level != "town":
        return
    opening = _ABOVE_WORKS.match(sentence.text)
    if opening:
        yield _level(sentence, body, opening.start("word"), opening["word"])
    for clause in re.finditer(r"[^，。；]+", sentence.text):
        above = re.search(r"^(?:20\d\d年(?:度)?)?([我本全][省市县区州])(?!统一)", clause[0])
        if above and _STATISTIC.search(clause[0]) and not _beside_itself(sentence, body, clause.start()):
            yield _level(sentence, body, clause.start(), above[1])


def _beside_itself(sentence: Sentence, body: BodyName, offset: int) -> bool:
    """全县公开18634条，我镇居第3位: the sentence tells its own body from the one above it."""
    others = sentence.text[:offset] + re.sub(r"^[^，。；]*", "", sentence.text[offset:])
    return bool(re.search(r"(?:我|本|全)(?:镇|乡|街道)", others)) or (body.town or body.full) in others


def _foreign_words(body: BodyName) -> str:
    """The words by which a body of another kind calls itself."""
    offices = {"局", "委", "厅", "院"}
    if body.level == "town":
        own = next((kind for kind in _OTHERS if (body.town or body.full).endswith(kind)), "镇")
        return rf"(?:我|本)(?:局|委(?!托|员|派|会|屈)|厅)(?!面|限|部)|(?:我|本|全)(?:{_OTHERS[own]})(?![（镇]|亲|村|土)"
    if body.level == "department":
        last = body.full.removesuffix("员会")[-1]
        towns = r"(?:我|本)(?:镇|乡|街道)(?![（镇]|亲|村|土)"
        others = "|".join(sorted(offices - {last}))
        return rf"(?:我|本)(?:{others})(?![托员派会屈面限部])|{towns}" if last in offices else towns
    return r"(?:我|本)(?:局|镇|乡|街道)(?![（镇面限部]|亲|村|土)"


def _level(sentence: Sentence, body: BodyName, offset: int, word: str) -> Finding:
    return Finding(
        "text.other-level",
        "warning",
        f"本报告是{body.full}的，这里自称“{word}”，像是从别的机关的报告照搬，请核对。",
        where=sentence.passage.place(sentence.start + offset),
        expected=body.full,
        found=word,
    )


def _signature(reading: Reading, body: BodyName) -> Iterator[Finding]:
    """A town's name alone on one of the last lines is whose report it is; over a date it is the signature."""
    last = reading.lines[-_SIGNED_LINES:]
    for line, below in zip(last, [*last[1:], None], strict=True):
        match = _SIGNED.match(plain(line.text).text)
        if match is None or _GENERIC.match(match["name"]) or _is_own(match["name"], body):
            continue
        dated = below is not None and bool(_DATE.match(plain(below.text).text))
        yield Finding(
            "text.other-body",
            "error" if dated else "warning",
            f"落款写的是“{match['name']}”，报告是{body.full}的，两者不符。",
            where=line.place,
            expected=body.town or body.full,
            found=match["name"],
        )


def _sheet(reading: Reading, body: BodyName) -> Iterator[Finding]:
    for line in reading.table_titles:
        match = _SHEET.match(plain(line.text).text)
        if match and not _GENERIC.match(match["name"]) and not _is_own(match["name"], body):
            message = f"统计表的标题写的是“{match['name']}”，报告是{body.full}的，两者不符。"
            yield Finding(
                "text.other-body",
                "error",
                message,
                where=line.place,
                expected=body.town or body.full,
                found=match["name"],
            )
