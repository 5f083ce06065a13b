"""五公开的先后: decision, execution, management, service, result; what a stage of a matter needs before it."""

from __future__ import annotations

from collections.abc import Collection

from gongkai.rules.refusal import Refusal

STAGES: dict[str, str] = {
    "decision": "决策",
    "execution": "执行",
    "management": "管理",
    "service": "服务",
    "result": "结果",
}
"""The five stages in their order (中办发〔2016〕8号)."""


def in_order(stages: Collection[str]) -> tuple[str, ...]:
    """Stages in the order of the five. Raises KeyError for one that there is not."""
    for stage in stages:
        STAGES[stage]
    return tuple(stage for stage in STAGES if stage in stages)


def earlier_stages(stage: str, required: Collection[str]) -> tuple[str, ...]:
    """What a directory may ask to be public before ``stage``.

    Raises Refusal when a required stage does not come before it.
    """
    place = list(STAGES).index(stage)
    wanted = in_order(required)
    if late := [one for one in wanted if list(STAGES).index(one) >= place]:
        raise Refusal(f"“{STAGES[late[0]]}”不在“{STAGES[stage]}”之前，不能作为它的前提环节。")
    return wanted


def missing_stages(required: Collection[str], public: Collection[str]) -> tuple[str, ...]:
    """The required stages of which nothing is public yet, in their order."""
    return tuple(stage for stage in in_order(required) if stage not in public)
