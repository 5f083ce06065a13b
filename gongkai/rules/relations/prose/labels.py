"""What the words before a number are about: a channel, a way of applying, an outcome, a kind of staff."""

from __future__ import annotations

import re

CHANNELS: tuple[tuple[str, str], ...] = (
    ("gazette", r"公报"),
    ("microblog", r"微博"),
    ("wechat", r"微信|公众号"),
    ("website", r"网站|门户网|官网|信息公开网|网页|政府网"),
    (
        "other",
        r"公开栏|公示栏|公告栏|宣传栏|公开墙|展板|电子屏|显示屏|触摸屏|大屏|广播|喇叭|电视|报纸|报刊|刊物|媒体|客户端|APP|头条|抖音|短信|"
        r"QQ|平台|发布会|明白卡|手册|简报|查阅点|档案馆|图书馆|宣传单|入户|会议|其他(?:方式|渠道|形式|途径)|线上|线下|张贴|纸质",
    ),
)
"""Channels of disclosure, by the row of the 2014 form that counts them; the first that matches names the channel."""

_FAMILIES: tuple[tuple[str, str], ...] = (
    (
        "way",
        r"当面|现场|窗口|网络|网上|在线|互联网|平台申请|信函|书信|邮寄|信件|传真|电子邮件|邮箱|电话|来访|来信|来电",
    ),
    ("staff", r"专职|兼职"),
    (
        "outcome",
        r"办结|办理|在办|答复|回复|受理|转办|结转|同意公开|予以公开|部分公开|不予公开|不同意|不存在|不属于|主动公开范围|补正|更正|补充|"
        r"其他途径|维持|纠错|撤销|驳回|采纳|解决|撤回|延期|按时|按期|无法提供|不予处理",
    ),
    ("applicant", r"公民|自然人|法人|企业|社会组织|个人|律师|群众|媒体记者"),
)


def channel(label: str) -> str | None:
    """The channel of disclosure that the label names, None for none."""
    for name, pattern in CHANNELS:
        if re.search(pattern, label, re.IGNORECASE):
            return name
    return None


def channels_named(text: str) -> int:
    """How many different channels the text names."""
    named = {name for name, pattern in CHANNELS[:-1] if re.search(pattern, text, re.IGNORECASE)}
    return len(named) + len(set(re.findall(CHANNELS[-1][1], text, re.IGNORECASE)))


def family(label: str) -> str | None:
    """The classification that the label belongs to; None for subjects and anything else."""
    for name, pattern in _FAMILIES:
        if re.search(pattern, label):
            return name
    return None
