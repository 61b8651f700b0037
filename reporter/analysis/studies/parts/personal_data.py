"""What tells who wrote an answer is masked: phones, numbers, names with a title, addresses.

Masking too much is harmless, too little is not; but only what is certain is taken for a name.
"""

from __future__ import annotations

import re

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝"
    "龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳"
    "甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶"
)
_DOUBLE = "欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯"
_TITLES = (
    "先生|女士|小姐|太太|师傅|老师|经理|主任|队长|科长|处长|局长|所长|站长|班长|主管|医生|大夫"
)
_SURNAME = f"(?:{_DOUBLE}|[{_SURNAMES}])"
_NO_NAME = "的是了有不很太也都和在来说让给电压费价务服客户管"
_ROAD = "(?:大道|大街|路|街|巷|弄|小区|花园|家园|公寓|新村|苑|村|庄|镇|胡同)"
_NUMBER = "(?:[0-9]+|[一二三四五六七八九十百]+)"
_PARTS = "(?:号楼|号院|号|栋|幢|单元|层|楼|室|户|弄|组|排)"
_HAN = "[\u4e00-\u9fff]"
_DIGIT = "(?<![0-9])"
_NUMBERED = "(?:户号|客户编号|用户编号|表号|电表号|工单号|保单号|卡号|账号)"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLACE = f"(?:{_HAN}{{2,3}}[省市区县])*{_HAN}{{0,6}}{_ROAD}"
_REST = f"(?:[-0-9]*{_NUMBER}?{_PARTS})*[0-9-]*"
_BEFORE_NAME = "我叫|本人叫|姓名[是为:：]?|联系人[是为:：]?"

_RULES: tuple[tuple[str, str], ...] = (
    (r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", "（邮箱）"),
    (r"(?:https?://|www\.)[A-Za-z0-9_./?=&%#-]+", "（网址）"),
    (r"(微信号?|QQ号?|qq号?)[是为:：]?\s*[A-Za-z0-9][A-Za-z0-9_-]{4,}", r"\1（账号）"),
    (f"{_DIGIT}[1-9][0-9]{{5}}(?:18|19|20)[0-9]{{2}}[0-9]{{7}}[0-9Xx](?![0-9])", "（证件号）"),
    (f"{_DIGIT}(?:\\+?86[- ]?)?1[3-9][0-9](?:[- ]?[0-9]{{4}}){{2}}(?![0-9])", "（电话）"),
    (f"{_DIGIT}0[1-9][0-9]{{1,2}}[- ]?[1-9][0-9]{{6,7}}(?![0-9])", "（电话）"),
    (f"({_NUMBERED}[是为:：]?)\\s*[A-Za-z0-9-]{{4,}}", r"\1（号码）"),
    (f"[{_PROVINCES}][A-Z][A-Z0-9]{{5,6}}", "（车牌）"),
    (f"{_DIGIT}[0-9]{{7,}}(?![0-9])", "（号码）"),
    (f"{_PLACE}{_NUMBER}{_PARTS}{_REST}", "（地址）"),
    (f"{_HAN}{{0,4}}(?:小区|花园|家园|公寓|新村|苑)[0-9]+(?:-[0-9]+)+", "（地址）"),
    (f"{_NUMBER}(?:号楼|栋|幢)(?:{_NUMBER}{_PARTS})*[0-9-]*", "（地址）"),
    (f"{_NUMBER}单元(?:[0-9]+室?)?", "（地址）"),
    (f"({_BEFORE_NAME}){_SURNAME}{_HAN}{{1,2}}(?!{_HAN})", r"\1某某"),
    (f"((?:我|本人|他|她)?姓){_SURNAME}", r"\1某"),
    (f"{_SURNAME}(?:(?![{_NO_NAME}]){_HAN}){{0,2}}({_TITLES})", r"某\1"),
    (f"({_TITLES}){_SURNAME}{_HAN}{{1,2}}(?=[，。！？；、,.!?; ]|$)", r"\1某某"),
    (f"(某(?:{_TITLES}))(?:某\\1)*", r"\1"),
)  # fmt: skip
_COMPILED = tuple((re.compile(rule), put) for rule, put in _RULES)


def masked(text: str) -> str:
    """Return a text in which what tells a person is replaced by what it was: （电话）, 某先生."""
    for rule, put in _COMPILED:
        text = rule.sub(put, text)
    return text
