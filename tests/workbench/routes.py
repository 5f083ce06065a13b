"""Every address of the workbench: who gets what when asking, and whether it takes a form."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.workbench.town import PEOPLE

ANONYMOUS, IDLE = "", "idle"
VIEWERS = (ANONYMOUS, IDLE, *PEOPLE)
READERS = ("clerk", "liaison", "other", "reviewer", "leader", "auditor")
TO_LOG_IN = 303


@dataclass(frozen=True)
class Route:
    """One address under ``/workbench/``: its pattern, a sample and the status for each viewer.

    ``sample`` is about the liaison's village. Who is not named gets ``others``; nobody signed in is sent to log in
    unless ``anonymous`` says otherwise. ``post`` says whether it takes a form; ``get`` whether it can be read.
    """

    pattern: str
    sample: str
    others: int
    statuses: dict[str, int] = field(default_factory=dict)
    anonymous: int = TO_LOG_IN
    get: bool = True
    post: bool = False
    guard: str = "staff"

    def expected(self, viewer: str) -> int:
        """The status of a GET."""
        if viewer == ANONYMOUS:
            return self.anonymous
        return self.statuses.get(viewer, self.others)


def _each(viewers: tuple[str, ...], status: int) -> dict[str, int]:
    return dict.fromkeys(viewers, status)


def content(pattern: str, sample: str, **more: bool) -> Route:
    """A page of content that every reader may open; the manager and who has no post may not."""
    return Route(pattern, sample, 403, _each(READERS, 200), **more)


def of_village(pattern: str, sample: str) -> Route:
    """A page about the liaison's village: the neighbour's liaison finds nothing there."""
    return Route(pattern, sample, 403, _each(READERS, 200) | {"other": 404})


def by_writers(pattern: str, sample: str, other: int = 404) -> Route:
    """A form about the village for who writes for it; the rest of the town may read, and is refused in words."""
    return Route(pattern, sample, 403, {"clerk": 200, "liaison": 200, "other": other}, post=True)


def by_manager(pattern: str, sample: str, status: int = 200, **more: bool) -> Route:
    """A page of people: the manager alone."""
    return Route(pattern, sample, 403, {"manager": status}, **more)


ROUTES = (
    Route("", "", 200, {IDLE: 403, "manager": 303}),
    Route("log-in/", "log-in/", 303, anonymous=200, post=True, guard="require_http_methods"),
    Route("log-out/", "log-out/", 405, anonymous=405, get=False, post=True, guard="require_POST"),
    Route("password/", "password/", 200, post=True),
    Route("password/again/", "password/again/", 200, post=True),
    Route("second-factor/", "second-factor/", 303, post=True),
    Route("second-factor/new/", "second-factor/new/", 200, post=True),
    # The page before has made a device that waits to be scanned.
    Route("second-factor/new/code.svg", "second-factor/new/code.svg", 200),
    Route("second-factor/recovery/", "second-factor/recovery/", 405, get=False, post=True),
    Route("self/", "self/", 200),
    Route("help/", "help/", 200),
    Route("views/", "views/", 405, get=False, post=True),
    Route("views/<int:key>/drop/", "views/1/drop/", 405, get=False, post=True),
    content("obligations/", "obligations/"),
    of_village("obligations/<int:key>/", "obligations/{late}/"),
    by_writers("obligations/<int:key>/meet/", "obligations/{late}/meet/"),
    by_writers("obligations/<int:key>/publish/", "obligations/{late}/publish/"),
    Route(
        "obligations/<int:key>/excuse/",
        "obligations/{late}/excuse/",
        403,
        {"clerk": 200, "leader": 200, "other": 404},
        post=True,
    ),
    content("calendar/", "calendar/"),
    Route("calendar/address/", "calendar/address/", 405, get=False, post=True),
    Route("calendar/<str:token>.ics", "calendar/nobody.ics", 404, anonymous=404, guard="require_safe"),
    content("directory/", "directory/"),
    content("directory/<int:key>/", "directory/{by_event}/"),
    by_writers("directory/<int:key>/event/", "directory/{by_event}/event/", other=200),
    Route(
        "directory/fields/<str:code>/",
        "directory/fields/640381106/",
        403,
        _each(READERS, 200) | {"liaison": 404, "other": 404},
        post=True,
    ),
    Route("directory/<int:key>/scope/", "directory/{quarterly}/scope/", 403, {"clerk": 404}, post=True),
    Route(
        "directory/editions/<int:key>/raise/",
        "directory/editions/{edition}/raise/",
        403,
        {"clerk": 200},
        post=True,
    ),
    content("coverage/", "coverage/"),
    content("ledgers/", "ledgers/"),
    content("ledgers/files/", "ledgers/files/"),
    Route("ledgers/uploads/<str:token>/", "ledgers/uploads/nobody/", 403, _each(READERS, 404), post=True),
    content("ledgers/<str:key>/", "ledgers/items/"),
    content("ledgers/<str:key>/template.xlsx", "ledgers/items/template.xlsx"),
    by_writers("ledgers/<str:key>/upload/", "ledgers/items/upload/", other=200),
    by_writers("ledgers/<str:key>/new/", "ledgers/meetings/new/", other=200),
    by_manager("people/", "people/"),
    by_manager("people/new/", "people/new/", 303, post=True),
    by_manager("people/<int:key>/", "people/{liaison}/"),
    by_manager("people/<int:key>/address/", "people/{liaison}/address/", post=True),
    by_manager("people/<int:key>/post/", "people/{liaison}/post/", 303, post=True),
    by_manager(
        "people/<int:key>/posts/<int:post>/end/", "people/{liaison}/posts/{post}/end/", 303, post=True
    ),
    by_manager(
        "people/<int:key>/hand-over/<int:body>/", "people/{liaison}/hand-over/{village}/", 303, post=True
    ),
    by_manager("people/<int:key>/password/", "people/{liaison}/password/", 303, post=True),
    by_manager("people/<int:key>/second-factor/", "people/{liaison}/second-factor/", 303, post=True),
    by_manager("people/<int:key>/unlock/", "people/{liaison}/unlock/", 303, post=True),
    by_manager("people/<int:key>/retire/", "people/{liaison}/retire/", 303, post=True),
    by_manager("people/<int:key>/back/", "people/{liaison}/back/", 303, post=True),
    Route(
        "history/<str:kind>/<str:key>/",
        "history/obligation/{late}/",
        404,
        _each(READERS, 200) | {"other": 404},
    ),
)
