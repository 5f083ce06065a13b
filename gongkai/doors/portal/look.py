"""大字 and 高对比: a reader's wish, kept in a cookie that plain links set. Nothing else is known of the reader."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

COOKIE = "look"
_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Look:
    """How pages are shown."""

    large: bool = False
    contrast: bool = False

    @property
    def classes(self) -> str:
        """Classes of the root element, which change tokens and nothing else."""
        return " ".join(name for name, on in (("large", self.large), ("contrast", self.contrast)) if on)


def look_of(request: HttpRequest) -> Look:
    """The look that the cookie asks for; whatever else stands in it is passed over."""
    wishes = request.COOKIES.get(COOKIE, "").split("-")
    return Look(large="large" in wishes, contrast="contrast" in wishes)


@dataclass(frozen=True, slots=True)
class Switch:
    """A link that turns one wish on or off."""

    label: str
    on: bool
    address: str


def switches(request: HttpRequest, look: Look) -> list[Switch]:
    """The links of the page's head; each leads back to the page it stands on."""
    here = request.get_full_path()

    def address(large: bool, contrast: bool) -> str:
        wish = {
            "size": "large" if large else "standard",
            "contrast": "high" if contrast else "standard",
            "next": here,
        }
        return f"{reverse('look')}?{urlencode(wish)}"

    return [
        Switch("大字", look.large, address(not look.large, look.contrast)),
        Switch("高对比", look.contrast, address(look.large, not look.contrast)),
    ]


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Keep the wish and go back to the page it was made on."""
    look = Look(request.GET.get("size") == "large", request.GET.get("contrast") == "high")
    back = request.GET.get("next", "/")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    response = HttpResponseRedirect(back, status=303)
    response.headers["Cache-Control"] = "no-store"
    if look.classes:
        response.set_cookie(
            COOKIE,
            look.classes.replace(" ", "-"),
            max_age=_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    else:
        response.delete_cookie(COOKIE, samesite="Lax")
    return response
