"""程序: the transition tables of item, placement and application, and named groups of their states."""

from gongkai.rules.procedure.application import APPLICATION, WORK_STEPS, Standing, allowed, standing
from gongkai.rules.procedure.item import ITEM
from gongkai.rules.procedure.placement import forward
from gongkai.rules.procedure.table import Procedure, Transition

__all__ = [
    "APPLICATION",
    "ITEM",
    "WORK_STEPS",
    "Procedure",
    "Standing",
    "Transition",
    "allowed",
    "forward",
    "standing",
]
