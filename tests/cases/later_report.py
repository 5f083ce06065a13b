"""A town's reports in the forms of 2019 and 2021, invented whole (演示数据): right in every table and sentence."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.rules.forms.edition import edition
from gongkai.rules.forms.paper import Line, Paper, Place, Table
from gongkai.rules.forms.recognised import Number
from tests.rules.forms.layouts import table_of
from tests.rules.forms.two_way_layouts import grids

SENTENCES: tuple[str, ...] = (
    "河西县东川镇人民政府{year}年政府信息公开工作年度报告",
    "根据《中华人民共和国政府信息公开条例》第五十条规定，编制本报告。本报告数据统计期限为{year}年1月1日至{year}年12月31日。",
    "一、总体情况",
    "{year}年，东川镇认真贯彻落实《条例》，现将有关情况报告如下：",
    "（一）主动公开情况。通过县政府网站公开政府信息320条，微信公众号“东川发布”推送信息186条。制发行政规范性文件2件，废止行政规范性文件1件，现行有效行政规范"
    "性文件9件。",
    "（二）依申请公开情况。{year}年共收到政府信息公开申请12件，上年结转1件，其中自然人申请10件、商业企业申请2件；办理答复12件，其中予以公开7件，部分公"
    "开1件，不予公开2件，无法提供2件；结转下年度继续办理1件。在20个工作日内答复率100%。",
    "（三）政府信息管理。严格落实“三审三校”，全年审核信息506条。",
    "（四）平台建设。维护政务公开专区1个，村级公开栏15个。",
    "（五）监督保障。召开政务公开专题会议2次，培训1次，参训人员45人次，社会评议满意率98.6%，未发生责任追究情形。",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "{year}年，我镇政府信息公开工作还存在一些问题：一是公开内容不够丰富；二是业务能力有待提高。{next}年，将从以下方面改进：一是举办培训3次；二是力争公开"
    "信息400条。",
    "六、其他需要报告的事项",
    "本年度未收取信息处理费。",
)
"""The report, line by line; the three tables stand under 二、三、四."""
APPLICATIONS: dict[str, Number] = {
    "t3_r1_np": 10,
    "t3_r1_biz": 2,
    "t3_r1_tot": 12,
    "t3_r2_np": 1,
    "t3_r2_tot": 1,
    "t3_r3_1_np": 6,
    "t3_r3_1_biz": 1,
    "t3_r3_1_tot": 7,
    "t3_r3_2_np": 1,
    "t3_r3_2_tot": 1,
    "t3_r3_3_4_np": 2,
    "t3_r3_3_4_tot": 2,
    "t3_r3_4_1_np": 1,
    "t3_r3_4_1_biz": 1,
    "t3_r3_4_1_tot": 2,
    "t3_r3_7_np": 10,
    "t3_r3_7_biz": 2,
    "t3_r3_7_tot": 12,
    "t3_r4_np": 1,
    "t3_r4_tot": 1,
    "t4_rev_keep": 1,
    "t4_rev_tot": 1,
    "t4_dir_keep": 1,
    "t4_dir_tot": 1,
}
DOCUMENTS: dict[str, dict[str, Number]] = {
    "2019": {"t2_1_doc_made": 2, "t2_1_doc_disclosed": 2, "t2_1_doc_public": 9},
    "2021": {"t2_1_doc_made": 2, "t2_1_doc_repealed": 1, "t2_1_doc_valid": 9},
}


def cells_of(form: str) -> dict[str, Number]:
    """Every cell of the right report; what is not named is 0."""
    nothing: dict[str, Number] = {field.code: 0 for field in edition(form).fields if field.numeric}
    return {**nothing, **APPLICATIONS, **DOCUMENTS[form]}


def paper_in_form(form: str, year: int, cells: Mapping[str, Number] | None = None, text: str = "") -> Paper:
    """The report on that year as a Word file: ``cells`` and ``text`` replace the right ones."""
    tables = grids(form, cells or cells_of(form))
    under = {"二、": tables["t2"], "三、": tables["t3"], "四、": tables["t4"]}
    lines = (text or "\n".join(SENTENCES)).format(year=year, next=year + 1).split("\n")
    blocks: list[Line | Table] = []
    for number, line in enumerate(lines, 1):
        blocks.append(Line(line, Place(line=number)))
        if line[:2] in under:
            blocks.append(table_of(under[line[:2]]))
    return Paper("report.docx", "docx", tuple(blocks))
