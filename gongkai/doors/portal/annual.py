"""看年报: every published report, newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from gongkai.doors import clock
from gongkai.doors.portal.page import public, show
from gongkai.doors.portal.site import ANNUAL
from gongkai.readings.annual.public import published_reports
from gongkai.records.bodies.codes import stem


@public
def listing(request: HttpRequest) -> HttpResponse:
    """All reports that the public may read."""
    reports = [(report, stem(report.body.code)) for report in published_reports(clock.today())]
    return show(request, "portal/annual.html", {"reports": reports}, column=ANNUAL)
