"""The small county for every test of the workbench."""

from tests.workbench.town import town

__all__ = ["town"]
