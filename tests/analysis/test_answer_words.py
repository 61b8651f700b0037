"""Words of open answers: what must not be cut, what is denied, what says nothing."""

from __future__ import annotations

import pytest

from reporter.analysis.studies.parts.answer_words import Reader, dictionary, normal, trades
from reporter.analysis.studies.parts.personal_data import masked

READER = Reader(dictionary("power"))


def judged(text: str) -> set[str]:
    return {sign for clause in READER.clauses(text) for sign in clause.judged}


def themes(text: str) -> list[str]:
    return [name for clause in READER.clauses(text) for name in READER.themes(clause.words)]


@pytest.mark.parametrize(
    "text",
    [
        "不满意", "不太满意", "非常不满意", "没有解决", "没有人解决", "不够及时", "服务不是很好",
        "态度不怎么好", "处理得不及时", "无法解决", "ＡＰＰ不好用", "太慢", "好慢", "不耐烦",
    ],
)  # fmt: skip
def test_denied_praise_is_blame(text: str) -> None:
    assert judged(text) == {"negative"}


@pytest.mark.parametrize("text", ["满意", "不错！！！", "没问题", "都挺好的", "又快又方便"])
def test_praise(text: str) -> None:
    assert judged(text) == {"positive"}


@pytest.mark.parametrize("text", ["还可以", "服务还可以", "一般", "还行"])
def test_neither(text: str) -> None:
    assert judged(text) == {"neutral"}


@pytest.mark.parametrize(
    "text", ["没有不满意的地方", "希望抢修更及时", "不锈钢表箱", "建议加快抢修", "不难", "停电三次"]
)
def test_what_states_nothing(text: str) -> None:
    assert judged(text) == set()


def test_words_of_the_trade_are_not_cut_up() -> None:
    words = [word for clause in READER.clauses("打95598问业扩报装") for word in clause.words]
    assert {"95598", "业扩报装"} <= set(words)
    assert themes("９５５９８打不通") == ["热线与咨询"]
    own = Reader(dictionary("", {"班组": ["三诚班组"]}))
    assert own.themes(own.clauses("三诚班组很好")[0].words) == ["班组"]


def test_a_judgement_belongs_to_its_clause() -> None:
    first, second = READER.clauses("停电太频繁，师傅态度很好")
    assert (READER.themes(first.words), set(first.judged)) == (["停电与供电可靠"], {"negative"})
    assert (READER.themes(second.words), set(second.judged)) == (["窗口与人员"], {"positive"})


def test_width_case_and_emoji() -> None:
    assert normal("ＡＰＰ　好用👍🏻！！！") == "app 好用!"
    assert normal("👍") == ""


@pytest.mark.parametrize("text", ["无", "没有。", "暂无", "没有意见！", "👍", "……", "N/A"])
def test_what_is_no_answer(text: str) -> None:
    assert READER.is_empty(text)
    assert not READER.is_empty("没有通知停电")


@pytest.mark.parametrize("trade", trades())
def test_every_trade_has_themes_and_words_of_its_own(trade: str) -> None:
    known = dictionary(trade)
    assert len(known.themes) >= 6
    assert all(len(words) >= 4 for words in known.themes.values())
    assert not known.positive & known.negative
    assert not known.neutral & (known.positive | known.negative)


def test_own_words_of_judgement_go_before_ours() -> None:
    reader = Reader(dictionary("power", judged={"negative": ["还可以"]}))
    assert set(reader.clauses("还可以")[0].judged) == {"negative"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我电话13812345678请回电", "我电话（电话）请回电"),
        ("138-1234-5678打不通", "（电话）打不通"),
        ("座机0571-88886666", "座机（电话）"),
        ("身份证11010119900307123X", "身份证（证件号）"),
        ("户号1234567890停电", "户号（号码）停电"),
        ("张先生态度很好", "某先生态度很好"),
        ("王小明师傅来修的", "某师傅来修的"),
        ("欧阳女士", "某女士"),
        ("找台区经理王强", "找台区经理某某"),
        ("我叫张三丰，住幸福路12号3单元502室", "我叫某某，住（地址）"),
        ("杭州市西湖区文三路100号停电", "（地址）停电"),
        ("阳光小区3号楼2单元停电", "（地址）停电"),
        ("粤A12345占道", "（车牌）占道"),
        ("写信到a.b@c.com", "写信到（邮箱）"),
    ],
)
def test_persons_are_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "打95598三次",
        "9月1号停电了3次",
        "等了2个小时",
        "服务周到的经理",
        "客户经理不来",
        "交了1200元",
    ],
)
def test_what_tells_nobody_stays(text: str) -> None:
    assert masked(text) == text
