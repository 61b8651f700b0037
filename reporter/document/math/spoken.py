"""A formula in Chinese words, for alternative texts and for outputs without layout."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml import etree

from .mathml import LEAVES, name_of

_SIGNS = {
    "=": "等于", "+": "加", "−": "减", "×": "乘", "·": "乘", "÷": "除以", "/": "除以",
    "±": "加减", "∓": "减加", "≤": "小于或等于", "≥": "大于或等于", "<": "小于", ">": "大于",
    "≠": "不等于", "≈": "约等于", "≡": "恒等于", "∼": "相当于", "~": "相当于", "∝": "正比于",
    "≪": "远小于", "≫": "远大于", "∈": "属于", "∉": "不属于", "∪": "并", "∩": "交",
    "→": "趋于", "∞": "无穷大", "∂": "偏", "⋯": "……", "…": "……", "%": "%",
    "(": "（", ")": "）", "[": "［", "]": "］", "|": "｜", "∣": "｜", ",": "，", ";": "；",
    ":": "比", "′": "撇", "∑": "求和", "∏": "连乘", "∫": "积分",
}  # fmt: skip
_LOOSE = re.compile("(?<=[\u2e80-\uffef]) | (?=[\u2e80-\uffef])")  # blanks beside Chinese
_ACCENTS = {"¯": "的均值", "^": "的估计", "~": "波浪", "→": "向量", "˙": "加点"}
_POWERS = {"2": "的平方", "3": "的立方", "′": "撇"}
_LARGE = {"∑": "求和", "∏": "连乘", "∫": "积分"}


def spoken(mathml: str) -> str:
    """Return the words of a formula in plain form: 得分等于分数，分子为…，分母为…。"""
    said = "".join(_say(child) for child in etree.fromstring(mathml))
    return _LOOSE.sub("", " ".join(said.split())).strip("，")


def _say(node: etree._Element) -> str:
    name = name_of(node)
    if name in LEAVES:
        text = node.text or ""
        return _SIGNS.get(text, text)
    if name == "mspace":
        return " "
    if name in _SAY:
        return _SAY[name](list(node))
    return "".join(_say(child) for child in node)


def _fraction(parts: Sequence[etree._Element]) -> str:
    above, below = map(_say, parts)
    return f"分数，分子为{above}，分母为{below}，分数完"


def _low(parts: Sequence[etree._Element]) -> str:
    base, below = parts
    if (base.text or "") in _LARGE:
        return f"对{_say(below)}{_say(base)}，"
    return f"{_say(base)}下标{_say(below)} "  # else the next letter would be read with it


def _high(parts: Sequence[etree._Element]) -> str:
    base, above = parts
    return _say(base) + _POWERS.get(above.text or "", f"的{_say(above)}次方")


def _both(parts: Sequence[etree._Element]) -> str:
    base, below, above = parts
    if (base.text or "") in _LARGE:
        return f"从{_say(below)}到{_say(above)}{_say(base)}，"
    return f"{_say(base)}下标{_say(below)} " + _POWERS.get(above.text or "", f"上标{_say(above)}")


def _over(parts: Sequence[etree._Element]) -> str:
    base, above = parts
    return _say(base) + _ACCENTS.get(above.text or "", f"上方{_say(above)}")


def _root(parts: Sequence[etree._Element]) -> str:
    degree = f"{_say(parts[1])}次" if len(parts) > 1 else ""
    return f"{degree}根号下{_say(parts[0])}，根号完"


_SAY = {
    "mfrac": _fraction, "msub": _low, "munder": _low, "msup": _high, "mover": _over,
    "msubsup": _both, "munderover": _both, "msqrt": _root, "mroot": _root,
}  # fmt: skip
