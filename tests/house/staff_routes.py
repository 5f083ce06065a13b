"""The addresses of the workbench in the house's matrix: each with its guard.

Who gets what behind the guard, village by village, stands in ``tests/workbench/routes.py`` and is asked there.
"""

from __future__ import annotations

from tests.house.routes import Route
from tests.workbench.routes import ROUTES

STAFF_ROUTES: tuple[Route, ...] = tuple(
    Route(f"workbench/{route.pattern}", route.guard, f"/workbench/{route.sample}") for route in ROUTES
)
