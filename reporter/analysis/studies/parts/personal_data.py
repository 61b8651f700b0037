"""What tells who wrote an answer is masked: phones, numbers, plates, addresses, names.

Rules find what is usual, not everything: a report says that the quotations have to be read.
"""

from __future__ import annotations

import re
import unicodedata

from .persons import without_names

_ROAD = "(?:大道|大街|路|街|巷|弄|小区|花园|家园|公寓|新村|苑|村|庄|镇|胡同)"
_NUMBER = "(?:[0-9]+|[一二三四五六七八九十百]+)"
_PARTS = "(?:号楼|号院|号|栋|幢|单元|层|楼|室|户|弄|组|排)"
_HAN = "[\u4e00-\u9fff]"
_DIGIT = "(?<![0-9])"
_NUMBERED = "(?:户号|客户编号|用户编号|表号|电表号|工单号|保单号|卡号|账号)"
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLACE = f"(?:{_HAN}{{2,3}}[省市区县])*{_HAN}{{0,6}}{_ROAD}"
_REST = f"(?:[-0-9]*{_NUMBER}?{_PARTS})*[0-9-]*"
_SPOKEN = "[零〇一二三四五六七八九幺]"

_RULES: tuple[tuple[str, str], ...] = (
    (r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", "（邮箱）"),
    (r"(?:https?://|www\.)[A-Za-z0-9_./?=&%#-]+", "（网址）"),
    (
        r"((?:微信|威信|[Ww][Xx]|[Vv][Xx]|[Ww]e[Cc]hat|QQ|qq)号?码?[是为:：]?)"
        r"\s*(?=[A-Za-z0-9_-]{5})[A-Za-z_-]*[0-9_-][A-Za-z0-9_-]*",
        r"\1（账号）",
    ),
    (r"((?:微信号|QQ号|qq号)[是为:：]?)\s*[A-Za-z][A-Za-z0-9_-]{4,}", r"\1（账号）"),
    (f"{_DIGIT}[1-9][0-9]{{5}}(?:18|19|20)[0-9]{{2}}[0-9]{{7}}[0-9Xx](?![0-9])", "（证件号）"),
    (f"{_DIGIT}(?:\\+?86[- ]?)?1[3-9][0-9](?:[- .]?[0-9]{{4}}){{2}}(?![0-9])", "（电话）"),
    (f"{_DIGIT}0[1-9][0-9]{{1,2}}[- ]?[1-9][0-9]{{6,7}}(?![0-9])", "（电话）"),
    (f"({_NUMBERED}[是为:：]?)\\s*[A-Za-z0-9-]{{4,}}", r"\1（号码）"),
    (
        r"((?:工号|员工号|胸牌号?|工牌号?|尾号)[是为:：]?)\s*[A-Za-z]*[0-9][A-Za-z0-9-]*",
        r"\1（号码）",
    ),
    (r"[0-9]{2,}号(?=护士|医生|客服|技师|柜员|员工|工作人员|师傅)", "（号码）"),
    (f"[{_PROVINCES}][A-Za-z][· .-]?(?=[A-Za-z]*[0-9])[A-Za-z0-9]{{5,6}}", "（车牌）"),
    (f"{_DIGIT}[0-9]{{7,}}(?![0-9])", "（号码）"),
    (f"{_SPOKEN}{{7,}}", "（号码）"),
    (f"({_PLACE}){_NUMBER}{_PARTS}{_REST}", "（地址）"),
    (f"({_HAN}{{0,6}}(?:小区|花园|家园|公寓|新村|苑))[0-9]+(?:-[0-9]+)+", "（地址）"),
    (f"{_NUMBER}(?:号楼|栋|幢)(?:{_NUMBER}{_PARTS})*[0-9-]*", "（地址）"),
    (f"{_NUMBER}单元(?:[0-9]+室?)?", "（地址）"),
    (f"{_DIGIT}[0-9]{{3,4}}(?:室|病房|房间)", "（地址）"),
    (f"{_DIGIT}[0-9]+床", "某床"),
    (f"((?:我|本人|他|她)?(?<!百)姓)(?!名){_HAN}(?=[，。！？；、,.!?; 的]|$)", r"\1某"),
)
_COMPILED = tuple((re.compile(rule), put) for rule, put in _RULES)
_LEAD = re.compile(r"[^省市区县路街巷镇村]{0,6}(?:[在于到去从是往的住给]|我们?|本人|[他她]们?家?)")
_REPEATED = re.compile(r"(某(?!某)[\u4e00-\u9fff]{2,4})\1+")


def masked(text: str) -> str:
    """Return a text in which what tells a person is replaced by what it was: （电话）, 某先生."""
    text = "".join(_half(sign) for sign in text)
    for rule, put in _COMPILED:
        text = rule.sub(_address if put == "（地址）" else put, text)
    return _REPEATED.sub(r"\1", without_names(text))


def _address(found: re.Match[str]) -> str:
    """Return what stands for an address, after the words that lead to it: 住在（地址）."""
    lead = _LEAD.match(found[1]) if found.re.groups else None
    return f"{lead[0] if lead else ''}（地址）"


def _half(sign: str) -> str:
    """Return a letter or digit of full width as the usual one, any other sign as it is."""
    return (
        unicodedata.normalize("NFKC", sign)
        if "\uff10" <= sign <= "\uff5a" and sign.isalnum()
        else sign
    )
