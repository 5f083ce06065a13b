"""The Jinja2 environment of every page: undefined names are errors, never silent blanks."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined


def environment(**options: Any) -> Environment:
    """The environment, with ``static`` and ``url`` as Django's pages know them."""
    options.update(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    options.pop("autoescape", None)
    made = Environment(autoescape=True, **options)
    made.globals.update(static=static, url=reverse)
    return made
