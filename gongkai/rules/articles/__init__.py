"""条文: which norm says what, since when, and how sure we are. Every other rule cites an id from here."""

from gongkai.rules.articles.registry import (
    KINDS,
    Article,
    Mark,
    Norm,
    NotLawError,
    UnknownArticleError,
    article,
    articles_of,
    cite,
    in_force,
    label,
    norm,
    norms,
)
from gongkai.rules.articles.settings import Setting, setting, settings

__all__ = [
    "KINDS",
    "Article",
    "Mark",
    "Norm",
    "NotLawError",
    "Setting",
    "UnknownArticleError",
    "article",
    "articles_of",
    "cite",
    "in_force",
    "label",
    "norm",
    "norms",
    "setting",
    "settings",
]
