"""Names of persons in what people write: a surname before a title, after a post, in thanks.

A sentence is cut into words first, so that no part of a word is taken for a name: 谢 in 感谢 is
none, nor is 方 in 方便. What stands before a title and could be a surname is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛"
    "郝龚邵万钱严覃武戴莫孔向汤温康施牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳"
    "甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶常"
    "解查麦卓文洪邬瞿芦尤巫储艾窦宫阳佟敖卜"
)
_DOUBLE = frozenset(
    ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯")
)
_OWN_WORDS = frozenset(
    "谢高方白黄金万任安常程于向成单包钱严温段毛路施季毕凌康田石江尚甘宁童游管房盛曲涂苗谷关马牛龙"
    "雷余许孔叶林史文解查易左武祝顾章华蓝阳艾洪麦"
)  # surnames that are words of their own too
_NOT_GIVEN = frozenset(
    "某的是了有不很太也都和与及或在来去说让给把被要会能可没就才还又再从对向跟请叫问看做打等找到电压费价"
    "务服客户管着过得地吗呢吧啊真好差多少大小上下里外中前后这那个件次天年月日时床票纸单表卡图片"
)
_TITLES = (
    "护士长|主任医师|主治医师|主治医生|住院医师|副主任|副院长|副经理|总经理|客户经理|台区经理|项目经理|"
    "工作人员|服务员|收费员|抄表员|管理员|护理员|快递员|专管员|营业员|维修工|电工|水工|"
    "先生|女士|小姐|太太|师傅|老师|经理|主任|队长|科长|处长|局长|所长|站长|班长|组长|店长|院长|校长|"
    "部长|厅长|市长|镇长|乡长|村长|主管|总监|书记|医生|大夫|医师|护士|药师|技师|护工|教授|警官|律师|会计|"
    "专员|客服|管家|保安|保洁|司机|同志|同学|阿姨|大爷|大妈|大娘|大姐|大哥|大叔|大婶|大嫂|奶奶|爷爷|"
    "叔叔|伯伯"
)
_POSTS = re.compile(f"(?:{_TITLES}|员|窗口|柜台|[0-9]号)[：:是为叫]{{0,2}}")
_SHORT_TITLES = frozenset("姐哥叔姨婶嫂工总局队")
_GRATITUDE = re.compile("(感谢|谢谢|多谢|致谢|答谢|道谢)")
_THANKS = re.compile(
    f"{_GRATITUDE.pattern}|表扬|点赞|投诉|举报|名叫|叫做|叫|找|(?:联系人?|姓名)[是为:：]{{0,2}}"
)
_PRAISED = re.compile(
    "[，。！？；、,.!?;：:（）() ]|$|很|非常|特别|十分|真|态度|服务|工作|最|同志|等"
)
_CLAUSE = re.compile("(?:^|[，。！？；、,.!?;：:（）() ])")
_AND = re.compile("[、，,和与及跟]")
_SKILL = re.compile("(?:水平|技术|素质|效率|质量|医术|能力|收费|价格|要求|[很太最不较更])$")
_TELL = re.compile(
    "[^，。！？；,.!?;]{0,4}(?:反映|投诉|咨询|询问|请教|报告|提|说|要|学习|表示|求助|了解)"
)
_COUNTED = re.compile("[0-9零一二两三四五六七八九十百千几]$")
_WORDS = frozenset(
    "谢谢 张罗 张望 严格 安保 白衣 孔雀 高兴 康复 方便 关心 黄金 江湖 和平 任何".split()
)
_PLACE = frozenset("河路山江湖镇县市区村桥街院园馆")
_COUNT_OF = re.compile("[一两几半每这那某]$")
_NO_PERSON = frozenset(("小于", "小路", "小康", "小龙", "老路", "老成"))


@dataclass(frozen=True, slots=True)
class _Words:
    """A text with the places where its words begin: place -> (end, tag)."""

    text: str
    at: dict[int, tuple[int, str]]

    def token(self, start: int) -> tuple[str, str]:
        """Return the word that begins at a place, and its tag; "" where none begins."""
        end, tag = self.at.get(start, (start, ""))
        return self.text[start:end], tag


@cache
def _cutter() -> Any:
    import rjieba

    return rjieba.Jieba()


def _words(text: str) -> _Words:
    at, place = {}, 0
    for i, piece in enumerate(_GRATITUDE.split(text)):
        # Thanks are cut out first: 谢 is a surname, and 谢谢医生 is no Dr 谢谢.
        for word, tag in ((piece, "v"),) if i % 2 else _cutter().tag(piece, False):
            at[place] = (place + len(word), tag)
            place += len(word)
    return _Words(text, at)


def without_names(text: str) -> str:
    """Return a text with 某 or 某某 in the place of names: 某主任, 小某, 客户经理某某."""
    words = _words(text)
    spans: list[tuple[int, int, str]] = []
    for span in (*_before_titles(text), *_short(words), *_nicknames(words), *_bare(words)):
        if all(span[1] <= start or end <= span[0] for start, end, _ in spans):
            spans.append(span)
    for start, end, put in sorted(spans, reverse=True):
        text = text[:start] + put + text[end:]
    return text


def _before_titles(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield names that stand before a title: 王主任, 张伟医生."""
    for found in re.finditer(_TITLES, text):
        end = found.start()
        before = _words(text[:end])
        for size in (4, 3, 2, 1):
            start = end - size
            if start in before.at and _is_name(before, start, text[found.end() :]):
                yield start, end, "某"
                break


def _is_name(before: _Words, start: int, after: str) -> bool:
    """Tell whether a text, cut before a title, ends with a name that begins at a place."""
    name = before.text[start:]
    surname = 2 if name[:2] in _DOUBLE else 1
    if (surname == 1 and name[0] not in _SURNAMES) or len(name) - surname > 2:
        return False
    word, tag = before.token(start)
    if word == name:
        return (
            _is_surname(before.text[:start], name, after) if len(name) == surname else tag == "nr"
        )
    given = name[surname:]
    if word != name[:surname] or any(sign in _NOT_GIVEN for sign in given):
        return False
    own = name[0] in _OWN_WORDS and surname == 1
    pieces = [before.token(i)[0] for i in range(start + surname, len(before.text))]
    return not (own and (given[0] in _SURNAMES or any(len(piece) > 1 for piece in pieces)))


def _is_surname(before: str, name: str, after: str) -> bool:
    """Tell whether a character alone before a title is a surname, and not a word of its own."""
    if name == "高":
        return not _SKILL.search(before)
    if name == "向":
        return not _TELL.match(after)
    return not (name in "万单包段" and _COUNTED.search(before))


def _short(words: _Words) -> Iterator[tuple[int, int, str]]:
    """Yield surnames before a title of one character: 王姐, 张工."""
    for start in words.at:
        pair, tag = words.text[start : start + 2], words.token(start)[1]
        if len(pair) < 2 or pair[0] not in _SURNAMES or pair[1] not in _SHORT_TITLES:
            continue
        word, next_word = words.token(start)[0], words.token(start + 1)[0]
        cut = word == pair[0] and next_word == pair[1] and pair not in ("常总", "成总", "包工")
        if cut or (word == pair and tag == "nr"):
            yield start, start + 1, "某"


def _nicknames(words: _Words) -> Iterator[tuple[int, int, str]]:
    """Yield surnames after 小, 老 or 阿: 小王, 老李."""
    for start in words.at:
        pair = words.text[start : start + 2]
        if len(pair) < 2 or pair[0] not in "小老阿" or pair[1] not in _SURNAMES:
            continue
        word, follows = words.token(start)[0], words.text[start + 2 : start + 3]
        cut = word == pair or (word == pair[0] and words.token(start + 1)[0] == pair[1])
        counted = _COUNT_OF.search(words.text[:start]) or (pair == "老高" and follows == "了")
        if cut and pair not in _NO_PERSON and not counted:
            yield start + 1, start + 2, "某"


def _bare(words: _Words) -> Iterator[tuple[int, int, str]]:
    """Yield names without a title: after a post or thanks, before praise, one after another."""
    text = words.text
    for place in (found.end() for found in _POSTS.finditer(text)):
        yield from _row(words, _name_at(words, place, loose=True))
    for place in (found.end() for found in _THANKS.finditer(text)):
        yield from _row(words, _name_at(words, place))
    for place in (found.end() for found in _CLAUSE.finditer(text)):
        row = list(_row(words, _name_at(words, place)))
        if row and _PRAISED.match(text, row[-1][1]) and text[row[-1][1] :]:
            yield from row
    for start, (end, tag) in words.at.items():
        if tag == "nr" and end - start == 3 and text[start] in _SURNAMES:
            yield from _row(words, _name_at(words, start))


def _row(words: _Words, found: tuple[int, int] | None) -> Iterator[tuple[int, int, str]]:
    """Yield a name and those that follow it after 、 or 和."""
    while found is not None:
        yield (*found, "某某")
        end = found[1]
        found = _name_at(words, end + 1) if _AND.match(words.text[end : end + 1]) else None


def _name_at(words: _Words, start: int, *, loose: bool = False) -> tuple[int, int] | None:
    """Return where a name begins and ends that has a given name; None where there is none.

    ``loose``: a word may be the given name, 明亮 in 李明亮.
    """
    word, tag = words.token(start)
    if not word or re.match(_TITLES, words.text[start + 1 :]):
        return None
    end = start + len(word)
    longest = 4 if word[:2] in _DOUBLE else 3 if word[0] in _SURNAMES else 0
    if 2 <= len(word) <= longest and tag == "nr":
        other = word in _WORDS or word[-1] in _PLACE or re.search(f"(?:{_TITLES})$", word)
        return None if other or _is_own_word(words, start, end) else (start, end)
    if word not in _SURNAMES and word not in _DOUBLE:
        return None
    end = _given(words, end, loose=loose)
    if end == start + len(word):
        return None
    return None if _is_own_word(words, start, end) else (start, end)


def _is_own_word(words: _Words, start: int, end: int) -> bool:
    """Tell whether what could be a name is rather a word: nothing after it speaks of a person."""
    text = words.text
    return text[start] in _OWN_WORDS and not _PRAISED.match(text[end:])


def _given(words: _Words, start: int, *, loose: bool) -> int:
    """Return where a given name of one or two characters ends; ``start`` where there is none."""
    end = start
    for _ in range(2):
        word, tag = words.token(end)
        if loose and end == start and len(word) == 2 and _PRAISED.match(words.text[end + 2 :]):
            return end + 2 if tag[:1] != "v" else start
        if len(word) != 1 or not _is_han(word) or word in _NOT_GIVEN:
            break
        end += 1
    return end


def _is_han(text: Sequence[str]) -> bool:
    return all("\u4e00" <= sign <= "\u9fff" for sign in text)
