"""The town: bodies, log-ins, fields, papers, the places where information is put up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.records.ledger.intake.columns import Cell

Row = dict[str, Cell]

COUNTY, TOWN = "640381", "640381106"
VILLAGES = {
    f"640381106{number}": name
    for number, name in enumerate(
        (
            "邵岗村",
            "邵南村",
            "东渠村",
            "西渠村",
            "新桥村",
            "柳湾村",
            "沙坪村",
            "双井村",
            "丰收村",
            "和平村",
            "团结村",
            "永兴村",
            "青苗村",
            "新民村",
            "向阳村",
        ),
        201,
    )
}
"""Invented but for 邵岗村; the codes of villages are not officially known and were made up, too."""
COMMUNITY = {"640381106001": "邵岗社区"}
UNITS = VILLAGES | COMMUNITY
PASSWORD = "yanshi-shaogang-2018"  # noqa: S105 - printed for everybody who tries the demonstration
LOGINS = (
    ("jingban", "演示经办员", "clerk", TOWN),
    ("lianluo", "演示联络员", "liaison", "640381106201"),
    ("shencha", "演示审查员", "reviewer", TOWN),
    ("lingdao", "演示分管领导", "leader", TOWN),
    ("shenji", "演示审计员", "auditor", TOWN),
    ("guanli", "演示管理员", "manager", TOWN),
)
KEY_FIELDS = (
    "财政预决算",
    "安全生产",
    "征地补偿",
    "农村危房改造",
    "环境保护",
    "公共文化服务",
    "公共法律服务",
    "扶贫救灾",
    "就业创业",
    "社会保险",
    "社会救助",
    "养老服务",
    "户籍管理",
    "涉农补贴",
    "医疗卫生",
)
"""Fifteen of the 25 fields of 国办发〔2017〕42号; which fifteen the county chose is not known."""
OTHER_FIELDS = ("村务公开", "工作动态", "政策文件", "公告公示", "机构职能")
SINCE = date(2018, 1, 1)
PLATFORM, WECHAT, WEIBO = "政务公开智能管理平台", "“和美邵岗”微信公众号", "邵岗镇政务微博"


def fields() -> Iterator[Row]:
    """Fifteen key fields, five others, and the ten of the pilot that the town does not work in."""
    from gongkai.records.catalogue.standard import field_lists

    absent = [name for name in field_lists()["2017"].names if name not in KEY_FIELDS]
    for order, name in enumerate((*KEY_FIELDS, *OTHER_FIELDS, *absent), 1):
        yield {"code": f"{order:02d}", "name": name, "key": name in KEY_FIELDS, "order": order}


def bodies() -> Iterator[Row]:
    """County, town, fifteen villages and a community."""
    yield {
        "code": COUNTY,
        "name": "青铜峡市",
        "full_name": "青铜峡市人民政府",
        "kind": "县级政府",
        "demonstration": True,
    }
    yield {
        "code": TOWN,
        "name": "邵岗镇",
        "full_name": "青铜峡市邵岗镇人民政府",
        "kind": "乡镇",
        "address": "青铜峡市邵岗镇邵岗街",
        "postcode": "751605",
        "telephone": "0953-3700018",
        "fax": "0953-3700018",
        "demonstration": True,
    }
    for code, name in UNITS.items():
        committee = "居民委员会" if code in COMMUNITY else "村民委员会"
        yield {
            "code": code,
            "name": name,
            "full_name": f"青铜峡市邵岗镇{name}{committee}",
            "kind": "社区" if code in COMMUNITY else "行政村",
            "address": f"青铜峡市邵岗镇{name}{'居委会' if code in COMMUNITY else '村部'}（演示地址）",
            "telephone": f"0953-0000{code[-3:]}（演示号码）",
            "demonstration": True,
        }


def people() -> Iterator[Row]:
    """Six log-ins, one for every role, and a liaison in every village who has none yet."""
    roles = {
        "clerk": "公开办经办人",
        "liaison": "政务公开联络员",
        "reviewer": "保密审查员",
        "leader": "分管领导",
        "auditor": "审计监督员",
        "manager": "系统管理员",
    }
    for login, name, role, code in LOGINS:
        yield {"login": login, "name": name, "body": code, "role": roles[role], "since": SINCE}
    for code, name in list(UNITS.items())[1:]:
        yield {
            "login": f"lianluo{code[-3:]}",
            "name": f"{name}联络员",
            "body": code,
            "role": roles["liaison"],
            "since": SINCE,
        }


NORMATIVE = (
    ("青政发（演示）〔2017〕31号", "青铜峡市村务公开监督管理办法（演示）", date(2017, 9, 12), False),
    ("青政办发（演示）〔2017〕88号", "青铜峡市农村危房改造补助实施办法（演示）", date(2017, 11, 20), False),
    ("青政发（演示）〔2018〕7号", "青铜峡市临时救助工作实施细则（演示）", date(2018, 1, 22), False),
    ("青政办发（演示）〔2018〕15号", "青铜峡市农村生活垃圾治理管理办法（演示）", date(2018, 3, 13), False),
    ("青政办发（演示）〔2018〕46号", "青铜峡市高龄津贴发放管理办法（演示）", date(2018, 7, 9), False),
    ("邵政发（演示）〔2018〕12号", "邵岗镇村级公开栏管理办法（演示）", date(2018, 4, 9), True),
)
"""Six normative documents that were made public; one was made by the town, in 2018."""


def documents() -> Iterator[Row]:
    """The normative documents, and two plain papers of the town."""
    for number, title, formed_on, made_here in NORMATIVE:
        yield {
            "body": TOWN,
            "title": title,
            "number": number,
            "formed_on": formed_on,
            "normative": True,
            "made_here": made_here,
            "openness": "主动公开",
            "validity": "有效",
        }
    for number, title, formed_on in (
        ("邵政发（演示）〔2018〕3号", "邵岗镇2018年政务公开工作要点（演示）", date(2018, 2, 8)),
        ("邵政发（演示）〔2018〕21号", "邵岗镇政务公开工作考核细则（演示）", date(2018, 6, 14)),
    ):
        yield {
            "body": TOWN,
            "title": title,
            "number": number,
            "formed_on": formed_on,
            "normative": False,
            "made_here": True,
            "openness": "主动公开",
            "validity": "有效",
        }


def boards(name: str) -> tuple[str, str]:
    """The two boards of a village."""
    return f"{name}村部公开栏", f"{name}文化广场公开栏"


def targets() -> Iterator[Row]:
    """Platform, accounts and screen of the town; two boards and a loudspeaker in every village."""
    for channel, name, place in (
        ("政府网站", PLATFORM, "青铜峡市"),
        ("政务微信", WECHAT, ""),
        ("政务微博", WEIBO, ""),
        ("电子屏", "镇便民服务大厅电子屏", "镇便民服务大厅"),
    ):
        yield {"body": TOWN, "channel": channel, "name": name, "place": place, "since": SINCE}
    for code, name in UNITS.items():
        for board, place in zip(boards(name), ("村部门前", "文化广场"), strict=True):
            yield {"body": code, "channel": "公开栏", "name": board, "place": place, "since": SINCE}
        yield {
            "body": code,
            "channel": "农村大喇叭",
            "name": f"{name}大喇叭",
            "place": "村部",
            "since": SINCE,
        }
