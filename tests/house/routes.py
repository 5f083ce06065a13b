"""Every address of the house: its guard, and what each kind of viewer gets there. An address that is not here fails.

The guard is the decorator that the view carries. ``public`` pages answer everybody alike, whoever is signed in, and
only to readers (GET, HEAD). A page for staff lists every viewer that does not get ``others``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongkai.records.bodies.models import Role

ANONYMOUS = "anonymous"
STRANGER = "stranger"
"""Signed in, but without a post."""
VIEWERS: tuple[str, ...] = (ANONYMOUS, STRANGER, *Role.values)

READERS_ONLY = {"public", "require_safe"}
"""Guards of pages for anybody: they answer no method that changes anything."""


@dataclass(frozen=True)
class Route:
    """One address: its pattern as Django has it, the view's guard, a sample, and the statuses it answers with."""

    pattern: str
    guard: str
    sample: str
    others: int = 200
    statuses: Mapping[str, int] = field(default_factory=dict)

    def expected(self, viewer: str) -> int:
        """The status for a viewer."""
        return self.statuses.get(viewer, self.others)


ROUTES: tuple[Route, ...] = (
    Route("", "public", "/"),
    Route("items/", "public", "/items/"),
    Route("items/<int:key>/", "public", "/items/{item}/"),
    Route("items/<int:key>/", "public", "/items/{withdrawn}/", others=410),
    Route("items/<int:key>/", "public", "/items/{future}/", others=404),
    Route("items/<int:key>/", "public", "/items/999999/", others=404),
    Route("search/", "public", "/search/?q=低保"),
    Route("villages/<body:code>/", "public", "/villages/640381106201/"),
    Route("villages/<body:code>/", "public", "/villages/640381999/", others=404),
    Route("annual/", "public", "/annual/"),
    Route("annual/<body:code>/<int:year>/", "public", "/annual/640381106/2018/"),
    Route("annual/<body:code>/<int:year>/", "public", "/annual/640381106/2017/", others=404),
    Route(
        "annual/<body:code>/<int:year>/report.<suffix:suffix>",
        "public",
        "/annual/640381106/2018/report.json",
    ),
    Route("annual/<body:code>/<int:year>/<path:figure>/", "public", "/annual/640381106/2018/s1_1/"),
    Route("annual/<body:code>/<int:year>/<path:figure>/", "public", "/annual/640381106/2018/no/", others=404),
    Route("apply/", "public", "/apply/"),
    Route("concerns/", "public", "/concerns/"),
    Route("look/", "require_safe", "/look/?size=large&next=/items/", others=303),
    Route("look/", "require_safe", "/look/?next=https://elsewhere.example/", others=303),
    Route("healthz", "require_safe", "/healthz"),
    Route("readyz", "require_safe", "/readyz"),
)
