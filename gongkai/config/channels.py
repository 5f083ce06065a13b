"""渠道接线: which adapter answers for which channel. A channel without a machine is put up by hand."""

from __future__ import annotations

BY_HAND = "gongkai.channels.adapters.manual.adapter.ManualChannel"
CHANNEL_ADAPTERS: dict[str, str] = {
    "gazette": BY_HAND,
    "website": BY_HAND,
    "weibo": BY_HAND,
    "wechat": BY_HAND,
    "board": BY_HAND,
    "screen": BY_HAND,
    "loudspeaker": BY_HAND,
    "card": BY_HAND,
    "briefing": BY_HAND,
    "roadshow": BY_HAND,
    "household": BY_HAND,
    "other": BY_HAND,
}
