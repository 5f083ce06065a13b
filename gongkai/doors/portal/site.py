"""Whose site it is: the names that 国办发〔2017〕47号 asks every page to carry, from settings with neutral defaults."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest

from gongkai.records.bodies.models import Body


@dataclass(frozen=True, slots=True)
class Site:
    """Values of the meta tags and the footer; what a town has not been given stays empty."""

    name: str
    domain: str
    id_code: str
    """网站标识码, ten characters."""
    record_number: str
    """ICP备案号."""


def site_of(request: HttpRequest, town: Body | None) -> Site:
    """The site as settings say, else as the town and the address say."""
    name = town.full_name or town.name if town else "政府信息公开"
    return Site(
        name=settings.SITE_NAME or name,
        domain=settings.SITE_DOMAIN or request.get_host().partition(":")[0],
        id_code=settings.SITE_ID_CODE,
        record_number=settings.SITE_RECORD_NUMBER,
    )


@dataclass(frozen=True, slots=True)
class Column:
    """A column (栏目) of the site, as its meta tags describe it."""

    name: str
    description: str
    keywords: str
    kind: str
    """One of the closed list of ColumnType."""


@dataclass(frozen=True, slots=True)
class Article:
    """A single text, as its meta tags describe it."""

    title: str
    published: str
    """``YYYY-MM-DD HH:MM``."""
    source: str
    """Who published it."""


HOME = Column(
    "首页", "本镇政府信息公开首页：查信息、要信息、问问题、看年报。", "政府信息公开,政务公开", "首页"
)
ITEMS = Column(
    "主动公开信息",
    "本镇和各村主动公开的全部信息，可按领域、村、渠道和年份查找。",
    "主动公开,信息公开目录",
    "信息公开目录",
)
ANNUAL = Column(
    "政府信息公开年报",
    "政府信息公开工作年度报告，每个数字都能打开它背后的记录。",
    "年度报告,统计表",
    "信息公开年报",
)
APPLY = Column("依申请公开", "怎样申请公开没有主动公开的信息。", "依申请公开,申请", "依申请公开")
ASK = Column("咨询与回应", "怎样向镇政府提问题，以及问过的问题怎样答复。", "咨询,回应关切", "咨询投诉")
VILLAGES = Column("村务公开", "各村、社区公开的信息和联系方式。", "村务公开,村,社区", "信息公开目录")
