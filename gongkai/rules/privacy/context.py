"""The words around a number: they turn a suspicion into a certainty, or explain it away."""

from __future__ import annotations

import re
from dataclasses import dataclass

_REACH = 18
"""Characters looked back for a label: 「公民身份号码（必填）：」 is the longest seen."""

SERIAL = re.compile(
    "编号|编码|流水号|单号|订单|文号|案号|索引号|批次|序列号|条码|凭证号|票号|合同号|项目代码|信用代码|机构代码|"
    "税号|纳税人识别号|注册号|许可证号|执照|备案号|设备号|档案号|地块|面积|金额|序号"
)
RESIDENT = re.compile(
    "身份证|身份号|公民身份|证件号|居民身份|身份信息|残疾证|残疾人证|学籍号|ID ?card", re.IGNORECASE
)
BANK = re.compile("银行|卡号|账号|帐号|账户|帐户|一卡通|一折通|存折|开户|收款|社保卡|市民卡")
TELEPHONE = re.compile("电话|手机|联系方式|传真|致电|拨打|热线|座机|Tel|Fax|Mobile|Phone", re.IGNORECASE)
TRAVEL = re.compile("护照|通行证|往来港澳|回乡证|台胞证|证件号|passport", re.IGNORECASE)
HOME = re.compile("住址|家庭地址|户籍|户口所在|居住地|居住地址|家住|现住|住在|家庭所在|通讯地址|收件地址")
PRIVATE_TELEPHONE = re.compile("家庭电话|住宅电话|家里电话|本人电话|户主电话")
OFFICE = re.compile("人民政府|村民委员会|村委会|居委会|合作社|有限公司|财政|对公|收款单位|委员会|管理局|中心")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands before and after a number, and the heading of its column when it stands in a table."""

    before: str
    after: str
    heading: str = ""

    def labelled(self, words: re.Pattern[str]) -> bool:
        """Does the heading, or a label just before, say what the number is?"""
        return bool(words.search(self.heading) or words.search(self.before))


def around(flat: str, start: int, end: int, heading: str = "", reach: int = _REACH) -> Surroundings:
    """The surroundings of ``flat[start:end]``; a label does not reach over a full stop or an empty line."""
    before = flat[max(0, start - reach) : start]
    for stop in ("。", "；", ";", "\n\n"):
        before = before[before.rfind(stop) + 1 :] if stop in before else before
    return Surroundings(before, flat[end : end + 8], heading)
