"""Reading the column 公开时限: from a county's words to structured limits, or a refusal that says what is missing."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import replace

from gongkai.rules.limits.limit import Limit
from gongkai.rules.refusal import Refusal

_DIGITS = {**{c: n for n, c in enumerate("零一二三四五六七八九")}, "两": 2, "〇": 0}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")
_NUMBER = r"(?P<number>\d{1,3}|[一二三四五六七八九十两]{1,3})"
_UNIT = r"\s*个?(?P<unit>工作日|自然日|日|天)"
_DISPLAY = re.compile(rf"(?:公示|公告|展示)(?:期限?|时间)?(?:为|不少于|不得少于|满)?\s*{_NUMBER}{_UNIT}")
_AFTER = re.compile(rf"(?<![月\d]){_NUMBER}{_UNIT}(?!前)")
"""A span of days; 10日前 and 1月20日 are days of a calendar, not spans."""
_RHYTHM = re.compile(r"每(?:个)?(?P<rhythm>月|季度?|半年|年)")
_DAY = re.compile(rf"{_NUMBER}\s*[日号]")
_LAST_DAY = ("最后一天", "最后一日", "月底", "月末")
_DAY_OF_YEAR = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})?[日号]?")
_NTH_MONTH = re.compile(rf"第{_NUMBER}个月")
_RHYTHMS = {
    "月": "monthly",
    "季": "quarterly",
    "季度": "quarterly",
    "半年": "half_yearly",
    "年": "yearly",
}
_LENGTHS = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
_TRIGGERS = (
    ("approved", ("批准", "批复", "审议通过")),
    ("decided", ("决定作出", "决策作出", "作出行政", "作出决定", "作出之日", "决定之日")),
    ("result_fixed", ("结果确定", "确定后", "确定之日", "结果产生")),
    ("obtained", ("获取", "制定")),
    ("formed", ("形成", "变更")),
    ("major", ("重大",)),
)
_BEGINNING = re.compile(r"应?自|在|信息?形成|形成|制作|制定|获取|作出")
_PROMPT = ("及时", "随时", "即时", "实时", "立即")
_LASTING = ("长期", "永久", "常年", "长期有效")
_NO_LIMIT_OF_ITS_OWN = ("另有规定", "从其规定", "依照其规定")
_LEAP = 2020
"""A year with a 29 February."""
_WHOLE = ("信息", "公开事项", "公开信息", "该信息", "")


def read_limits(text: str) -> list[Limit]:
    """The limits of one cell, in the order written.

    Raises Refusal for a cell that says nothing this platform can hold a duty to, and for a rhythm without a day:
    a duty that nobody can date is a duty that nobody keeps.
    """
    written = re.sub(r"\s+", "", text.translate(_FULL_WIDTH))
    if not written:
        raise Refusal("公开时限是空的：请写明期限，如“信息形成或变更之日起20个工作日内”。")
    limits: list[Limit] = []
    for clause in _clauses(written):
        limits += _read_clause(clause)
    if not limits:
        raise Refusal(
            f"看不懂公开时限“{text.strip()}”：请写“…之日起20个工作日内”“每季度首个月20日”“及时公开”等。"
        )
    return _dated(limits, text.strip())


def _clauses(written: str) -> list[str]:
    """Clauses in order; what stands in brackets is a clause of its own, save the （变更） of 形成（变更）."""
    unfolded = re.sub(r"形成[（(]变更[）)]", "形成或变更", written)
    unfolded = re.sub(r"[（(]([^（()）]*)[）)]", r"；\1；", unfolded)
    return [clause for clause in re.split(r"[；;。/]", unfolded) if clause]


def _read_clause(clause: str) -> list[Limit]:
    if any(words in clause for words in _NO_LIMIT_OF_ITS_OWN):
        return []
    rhythm = _RHYTHM.search(clause)
    if rhythm is not None:
        said, *parts = re.split(r"[，,]", clause[rhythm.start() :])
        others = [part for part in parts if _is_of_its_own(part)]
        said = "，".join([said, *(part for part in parts if part not in others)])
        whole = clause[: rhythm.start()] + said
        return [*_rhythms(whole, rhythm), *(limit for part in others for limit in _read_clause(part))]
    found: list[Limit] = []
    rest = clause
    for part in re.split(r"[，,](?=.*\d|.*[一二三四五六七八九十]个)", clause):
        display = _DISPLAY.search(part)
        if display is not None:
            found.append(Limit("display", number=_number(display["number"]), unit=_unit(display["unit"])))
            rest = rest.replace(part, "")
            continue
        after = _AFTER.search(part)
        if after is not None:
            found.append(_after(part, after))
            rest = rest.replace(part, "")
    if any(word in rest for word in _PROMPT):
        found.append(Limit("prompt", trigger=_trigger(rest)))
    elif any(word in rest for word in _LASTING):
        found.append(Limit("lasting"))
    return found


def _is_of_its_own(part: str) -> bool:
    """Whether words behind a rhythm say a limit beside it: 公示7个工作日, 重大事项随时公布."""
    return any(word in part for word in _PROMPT) or bool(_DISPLAY.search(part) or _AFTER.search(part))


def _after(part: str, match: re.Match[str]) -> Limit:
    before = part[: match.start()]
    trigger = _trigger(before)
    return Limit(
        "after",
        number=_number(match["number"]),
        unit=_unit(match["unit"]),
        trigger=trigger,
        scope=_scope(before),
    )


def _scope(before: str) -> str:
    """The words before 自…/在…/应自…/形成… that narrow the limit: 其中，行政许可、行政处罚事项."""
    head = _BEGINNING.split(before.removeprefix("其中").lstrip("，,"), maxsplit=1)[0]
    head = re.sub(r"[，,：:]$", "", head)
    return "" if head in _WHOLE or len(head) < 4 or head.endswith(("后", "之日起")) else head


def _rhythms(clause: str, match: re.Match[str]) -> list[Limit]:
    """The rhythm of a clause; several days of a year (每年3月31日前、9月30日前) are as many limits."""
    name = _RHYTHMS[match["rhythm"]]
    rest = clause[match.end() :]
    before = re.sub(r"[，,的应]*$", "", clause[: match.start()].split("，", maxsplit=1)[0])
    limit = Limit("rhythm", rhythm=name, month=1, scope=before if len(before) >= 4 else "")
    if name == "yearly" and (days := list(_DAY_OF_YEAR.finditer(rest))):
        return [replace(limit, month=int(day["month"]), day=int(day["day"] or 0)) for day in days]
    nth = _NTH_MONTH.search(rest)
    if nth is not None:
        limit = replace(limit, month=_number(nth["number"]))
        rest = rest.replace(nth[0], "")
    elif "末月" in rest or "最后一个月" in rest:
        limit = replace(limit, month=_LENGTHS[name])
    day = _DAY.search(rest)
    last = 31 if any(words in rest for words in _LAST_DAY) else 0
    return [
        replace(
            limit, month=0 if name == "monthly" else limit.month, day=_number(day["number"]) if day else last
        )
    ]


def _dated(limits: list[Limit], text: str) -> list[Limit]:
    """A rhythm of a narrower scope may borrow the day of another; a rhythm that has none anywhere is refused."""
    day = next((limit.day for limit in limits if limit.kind == "rhythm" and limit.day), 0)
    whole = []
    for limit in limits:
        if limit.kind == "rhythm":
            if not (limit.day or day):
                raise Refusal(
                    f"公开时限“{text}”没有写明是哪一天：请写成“每季度首个月20日”“每月10日”这样的日期。"
                )
            if not _there_is(limit, limit.day or day):
                raise Refusal(f"公开时限“{text}”的日期不对：没有这一天或这个月。")
            limit = replace(limit, day=limit.day or day)  # noqa: PLW2901
        elif limit.kind in {"after", "display"} and not limit.number:
            raise Refusal(f"公开时限“{text}”的天数是 0：请写明几个工作日。")
        if limit not in whole:
            whole.append(limit)
    return whole


def _there_is(limit: Limit, day: int) -> bool:
    """A month that the rhythm has, and a day that the month has; the months of a quarter have 31 at most."""
    if limit.rhythm != "yearly":
        return 1 <= day <= 31 and limit.month <= _LENGTHS[limit.rhythm]
    return 1 <= limit.month <= 12 and 1 <= day <= monthrange(_LEAP, limit.month)[1]


def _trigger(words: str) -> str:
    for trigger, marks in _TRIGGERS:
        if any(mark in words for mark in marks):
            return trigger
    return "formed"


def _unit(written: str) -> str:
    return "workday" if written == "工作日" else "day"


def _number(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[sign]) for sign in written))
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS[ones] if ones else 0)
