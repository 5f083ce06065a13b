"""依申请公开申请: where an application stands, computed from the chain of its actions and never stored.

登记、审核、办理、答复、归档 are the five steps of 2019 art 45.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from gongkai.rules.articles import cite
from gongkai.rules.procedure.table import Procedure, Transition
from gongkai.rules.refusal import Refusal

_OURS = ("registered", "in_hand")
_OPEN = (*_OURS, "awaiting_correction", "consulting", "awaiting_payment")
_CLOSED = ("replied", "settled", "withdrawn", "abandoned")
_NEW_LAW = ("2019",)

APPLICATION = Procedure(
    name="申请",
    states={
        "registered": "已登记",
        "in_hand": "办理中",
        "awaiting_correction": "待补正",
        "consulting": "征求意见中",
        "awaiting_payment": "待缴费",
        "replied": "已答复",
        "settled": "已当场说明",
        "withdrawn": "申请人已撤回",
        "abandoned": "视为放弃",
        "archived": "已归档",
    },
    start="registered",
    transitions=(
        Transition(
            "confirmed",
            "与申请人确认",
            ("registered",),
            "registered",
            "tiaoli-2019:31",
            "gongkaiban-2015-207",
        ),
        Transition("correction_asked", "告知补正", _OURS, "awaiting_correction", "tiaoli-2019:30"),
        Transition("corrected", "收到补正", ("awaiting_correction",), "in_hand", "tiaoli-2019:30"),
        Transition(
            "third_party_asked",
            "征求第三方意见",
            (*_OURS, "consulting"),
            "consulting",
            "tiaoli-2019:32",
            "tiaoli-2007:23",
        ),
        Transition(
            "third_party_answered",
            "第三方答复",
            ("consulting",),
            "in_hand",
            "tiaoli-2019:32",
            "tiaoli-2007:23",
        ),
        Transition(
            "other_organ_asked",
            "征求其他机关意见",
            (*_OURS, "consulting"),
            "consulting",
            "tiaoli-2019:34",
            laws=_NEW_LAW,
        ),
        Transition(
            "other_organ_answered",
            "其他机关答复",
            ("consulting",),
            "in_hand",
            "tiaoli-2019:34",
            laws=_NEW_LAW,
        ),
        Transition("extended", "延期", (*_OURS, "consulting"), "in_hand", "tiaoli-2019:33", "tiaoli-2007:24"),
        Transition(
            "fee_asked", "通知缴费", _OURS, "awaiting_payment", "guobanhan-2020-109:notice", laws=_NEW_LAW
        ),
        Transition(
            "fee_paid",
            "收到缴费",
            ("awaiting_payment",),
            "in_hand",
            "guobanhan-2020-109:notice",
            laws=_NEW_LAW,
        ),
        Transition(
            "replied",
            "答复",
            (*_OURS, "consulting"),
            "replied",
            "tiaoli-2019:36",
            "guobanfa-2014-32:3.3",
        ),
        Transition(
            "settled",
            "当场说明，申请人不再要求书面答复",
            _OURS,
            "settled",
            "tiaoli-2019:33",
            "tiaoli-2007:24",
        ),
        Transition("withdrawn", "申请人撤回", _OPEN, "withdrawn"),
        Transition(
            "abandoned",
            "视为放弃",
            ("awaiting_correction", "awaiting_payment"),
            "abandoned",
            "tiaoli-2019:30",
            laws=_NEW_LAW,
        ),
        Transition("archived", "归档", _CLOSED, "archived", "tiaoli-2019:45"),
    ),
    groups={
        "open": frozenset(_OPEN),
        "ours": frozenset(_OURS),
        "waiting": frozenset(_OPEN) - frozenset(_OURS),
        "closed": frozenset((*_CLOSED, "archived")),
    },
)
"""``ours``: the next move is the organ's. ``waiting``: somebody else's. ``closed``: nothing more is owed."""

WORK_STEPS: dict[str, str] = {
    "registered": "登记",
    "awaiting_correction": "审核",
    "in_hand": "办理",
    "consulting": "办理",
    "awaiting_payment": "办理",
    "replied": "答复",
    "settled": "答复",
    "withdrawn": "答复",
    "abandoned": "答复",
    "archived": "归档",
}
"""Which of the five steps of art 45 a state belongs to."""

_CONSULTATIONS = {
    "third_party_asked": "third_party_answered",
    "other_organ_asked": "other_organ_answered",
}
_ONCE: dict[str, tuple[str, ...]] = {"extended": ("2007", "2019"), "correction_asked": _NEW_LAW}
"""Steps that may be taken once, and under which laws: an extension, and a correction notice since 2019."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an application stands: its state, and what of its history the next step depends on."""

    state: str
    unanswered: tuple[str, ...] = ()
    """The answers still owed by third parties and other organs, one for each letter sent."""
    taken: frozenset[str] = frozenset()
    """The steps that were taken and may not be taken again."""


def standing(verbs: Iterable[str], law: str) -> Standing:
    """Where the chain of ``verbs``, in their order, has led an application under ``law`` (2007 or 2019).

    Raises Refusal at the first step that cannot follow: one that is not allowed from there, a second extension,
    an answer to a letter that was not sent.
    """
    now = Standing(APPLICATION.start)
    for verb in verbs:
        now = _after(now, verb, law)
    return now


def allowed(now: Standing, law: str) -> tuple[Transition, ...]:
    """The steps that may follow: what a page offers as buttons."""
    return tuple(
        step
        for step in APPLICATION.allowed(now.state, law)
        if step.verb not in now.taken
        and (step.verb not in _CONSULTATIONS.values() or step.verb in now.unanswered)
    )


def _after(now: Standing, verb: str, law: str) -> Standing:
    step = APPLICATION.step(now.state, verb, law)
    if verb in now.taken:
        basis = step.basis(law)
        raise Refusal(f"“{step.label}”只能有一次，已经办过了{f'（{cite(basis)}）' if basis else ''}。")
    if verb in _CONSULTATIONS.values() and verb not in now.unanswered:
        raise Refusal(f"没有尚未答复的征求意见，不能登记“{step.label}”，请先登记征求意见。")
    unanswered = list(now.unanswered)
    if verb in _CONSULTATIONS:
        unanswered.append(_CONSULTATIONS[verb])
    elif verb in _CONSULTATIONS.values():
        unanswered.remove(verb)
    state = "consulting" if unanswered and step.to == "in_hand" else step.to
    once = verb in _ONCE and law in _ONCE[verb]
    taken = now.taken | {verb} if once else now.taken
    return replace(now, state=state, unanswered=tuple(unanswered), taken=taken)
