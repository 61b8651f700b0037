"""What the sections of methods call those who were asked: the last word of the survey's subject."""

from __future__ import annotations

_NOUNS = (
    "客户 用户 患者 病人 市民 居民 村民 群众 公众 业主 住户 租户 家长 学生 "
    "员工 职工 会员 读者 商户 农户 零售户 经营户 旅客 乘客 游客 顾客 消费者 "
    "投保人 参保人 纳税人 申请人 来电人 办事人 企业 单位 老人"
).split()
ANYBODY = "受访者"
_SHORT = 4


def people(subject: str) -> str:
    """Return 患者 for 门诊和住院患者; a short subject as it stands; else 受访者."""
    subject = subject.strip()
    known = max((one for one in _NOUNS if subject.endswith(one)), key=len, default="")
    if known:
        return known
    plain = subject.isalpha() and not subject.isascii() and len(subject) <= _SHORT
    return subject if plain else ANYBODY
