"""Addresses of the public pages. Body codes may be short (640381106) or full; both mean the same body."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from gongkai.doors.portal import (
    annual,
    apply,
    ask,
    figure,
    health,
    home,
    item,
    items,
    look,
    report,
    search,
    villages,
)
from gongkai.readings.annual.render.files import FORMATS


class BodyCode:
    """A body's code as an address holds it."""

    regex = r"[0-9]{2,12}(?:-[0-9A-Z]{1,7})?"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class ReportSuffix(BodyCode):
    """A file that a report can become."""

    regex = "|".join(FORMATS)


register_converter(BodyCode, "body")
register_converter(ReportSuffix, "suffix")

urlpatterns: list[URLPattern] = [
    path("", home.page, name="home"),
    path("items/", items.listing, name="items"),
    path("items/<int:key>/", item.page, name="item"),
    path("search/", search.page, name="search"),
    path("villages/<body:code>/", villages.page, name="village"),
    path("annual/", annual.listing, name="annual"),
    path("annual/<body:code>/<int:year>/", report.page, name="report"),
    path("annual/<body:code>/<int:year>/report.<suffix:suffix>", report.file, name="report-file"),
    path("annual/<body:code>/<int:year>/<path:figure>/", figure.page, name="figure"),
    path("apply/", apply.page, name="apply"),
    path("concerns/", ask.page, name="ask"),
    path("look/", look.choose, name="look"),
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
]
