"""理由: closed lists of reply kinds and refusal grounds under both laws, and the cross-walk between them."""

from gongkai.rules.grounds.replies import (
    ATTRIBUTES,
    GROUPS,
    TELLS,
    Reply,
    grounds_to_withhold,
    newer,
    older,
    replies,
    reply,
    review_comes_first,
    rows,
)

__all__ = [
    "ATTRIBUTES",
    "GROUPS",
    "TELLS",
    "Reply",
    "grounds_to_withhold",
    "newer",
    "older",
    "replies",
    "reply",
    "review_comes_first",
    "rows",
]
