"""姓名: only a hint. A name with village and amount is what a roster is published for; it is noted, never barred."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.rules.privacy.spans import Span

_SINGLE = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘蒋蔡余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐"
    "易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴"
    "蒙鲍华喻祁蒲房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师"
    "和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位"
    "厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母"
    "裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
_DOUBLE = frozenset(
    re.findall("..", "欧阳上官皇甫令狐诸葛司徒司马申屠夏侯贺兰完颜慕容尉迟长孙东方公孙独孤端木呼延南宫拓跋")
)
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}")
_DOTTED = re.compile(r"[\u3400-\u9fff]{1,8}(?:[·•・][\u3400-\u9fff]{1,8}){1,3}")
_LABEL = re.compile(
    r"(?:姓名|户主|申请人|联系人|举报人|投诉人|受助人|领取人|户名)[ ]{0,2}[:：][ ]{0,2}"
    r"(?P<name>[\u3400-\u9fff][ ]?[\u3400-\u9fff·]{1,7})(?![\u3400-\u9fff])"
)


def is_name(text: str) -> bool:
    """Could ``text`` (a whole cell) be a Chinese person's name: a known surname and one to three characters?"""
    name = text.replace(" ", "").replace("\u3000", "")
    if _DOTTED.fullmatch(name):
        return True
    return bool(_HAN.fullmatch(name)) and (name[:2] in _DOUBLE or (name[0] in _SINGLE and len(name) < 4))


def masked(name: str) -> str:
    """``张**``: the surname stays."""
    bare = name.replace(" ", "").replace("\u3000", "")
    kept = 2 if bare[:2] in _DOUBLE else 1
    return bare[:kept] + "*" * (len(bare) - kept)


def find_names(flat: str) -> Iterator[Span]:
    """Names that a label announces."""
    for match in _LABEL.finditer(flat):
        name = match.group("name")
        if is_name(name):
            yield Span("name", match.start("name"), match.end("name"), masked(name), "info")
