"""Verdict words where nothing is inferred: a census, or answers that no chance drew.

Such answers have no sampling error, so no interval or p is printed and nothing is significant.
How much counts as a difference is still asked of the same tests, as a measure of size alone.
"""

from __future__ import annotations

from .comparison import CHANGE, COMPARISON, DEGREES, LEVEL_WITH_FIRST, UNCERTAIN, WITHIN_ERROR
from .process import FELL_AGAIN

ID = "described"
TITLE = "普查和非概率样本"
WORDS = {
    COMPARISON.above: "高于",
    COMPARISON.below: "低于",
    CHANGE.above: "提高",
    CHANGE.below: "下降",
    FELL_AGAIN: "关闭后下降",
    WITHIN_ERROR: "相差不大",
    UNCERTAIN: "变化不大",
    LEVEL_WITH_FIRST: "与首位相差不大",
    DEGREES[0]: "差异较大",
    DEGREES[2]: "差异不大",
}
DEFINITION = (
    "普查没有抽样误差，结果就是全体的实际情况；非概率样本（方便样本、配额等）不推断总体，结果仅就答卷而言。"
    "两者的各项方法都只描述答卷，不给出置信区间、p值和抽样误差，也不说显著与否。"
    "“高于”“低于”“提高”“下降”“相差不大”等判断，以同样大小的随机样本所能分辨的差别为尺度，"
    "只用来分清主次：说“相差不大”的，数值仍有高低，以表中的数为准。"
    "用本问卷以外数据文件的方法（工单、检查记录等），按各自数据的来源判断。"
)
