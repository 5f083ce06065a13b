"""程序: transition tables of item, placement, application and major decision; steps of review, stages of a matter."""

from gongkai.rules.procedure.application import APPLICATION, WORK_STEPS, Standing, allowed, standing
from gongkai.rules.procedure.item import ITEM
from gongkai.rules.procedure.major import MAJOR_DECISION, check_comment_period, file_parts, missing_parts
from gongkai.rules.procedure.placement import forward
from gongkai.rules.procedure.stages import STAGES, earlier_stages, missing_stages
from gongkai.rules.procedure.steps import STEPS, checklist, chosen_steps, next_step, steps_for, unconfirmed
from gongkai.rules.procedure.table import Procedure, Transition

__all__ = [
    "APPLICATION",
    "ITEM",
    "MAJOR_DECISION",
    "STAGES",
    "STEPS",
    "WORK_STEPS",
    "Procedure",
    "Standing",
    "Transition",
    "allowed",
    "check_comment_period",
    "checklist",
    "chosen_steps",
    "earlier_stages",
    "file_parts",
    "forward",
    "missing_parts",
    "missing_stages",
    "next_step",
    "standing",
    "steps_for",
    "unconfirmed",
]
