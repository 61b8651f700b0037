"""开放题主题: what answers in one's own words are about, and what they say of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from ...facts.fact import Fact
from ...project.model import Model
from ..study import Study
from .parts.questions import distinct
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, weights
from .parts.stated import bounds, stated

ID = "themes"
TITLE = "开放题主题分析"
DEFINITION = (
    "空白和“无”“没有意见”之类没有内容的回答不计入。"
    "全角半角统一，表情符号去掉，按行业词典分词（词典中的词不再切开，否定词与其后的词合在一起判断，"
    "如“不满意”“没有解决”为不满）。"
    "一条回答提到某主题的任一词，计入该主题一次；一条回答可涉及多个主题，各主题比重之和可大于100%。"
    "比重以有内容的回答条数为基数，区间为 Wilson 区间；没有归入任何主题的另行列出。"
    "褒贬只看明确的评价词，在同一分句内判断；“还可以”“一般”为中性，“希望更快”之类的愿望不算肯定。"
    "摘录的原话按规则隐去可识别的姓名（有称呼或出现在人名位置的）、电话、证件号、户号、工号、账号、车牌和地址，"
    "规则不能保证没有遗漏，发布前须人工核对；所在分组不足所定人数的不注明分组。"
    "有权数的，比重加权，区间用有效样本量，条数不加权。"
    "词典和规则不能读懂反话和上下文，结果用于了解方向，不代替逐条阅读。"
)
PLACE = "analysis"
_MOST_QUOTES = 6
_SHORT, _LONG, _BEST = 8, 60, 24  # characters of a quotation
_MOST_WORDS, _LEAST = 8, 3


class Options(Model):
    """Options of the themes of an open question."""

    column: str = Field(min_length=1, description="开放题的列名")
    trade: Literal[
        "", "power", "tobacco", "insurance", "property", "hospital", "hotline"
    ] = Field(
        "",
        description="行业词典：power 供电，tobacco 烟草，insurance 保险，property 物业，"
        "hospital 医院，hotline 政务热线",
    )  # fmt: skip
    themes: dict[str, tuple[str, ...]] = Field(
        default_factory=dict, description="主题 = 词；补充行业词典的主题，或另立主题"
    )
    words: tuple[str, ...] = Field((), description="不可切开的词，如 业扩报装、95598")
    positive: tuple[str, ...] = Field((), description="补充的肯定词")
    negative: tuple[str, ...] = Field((), description="补充的不满词")
    neutral: tuple[str, ...] = Field((), description="补充的中性词")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)
    quotes: int = Field(3, ge=0, le=_MOST_QUOTES, description="摘录原话的条数，0 为不摘录")
    group: tuple[str, ...] = Field((), description="摘录注明的分组列，如 供电区域、用电类别")


def lacks(study: Study) -> str | None:
    """There must be themes, and answers with content."""
    options: Options = study.options
    if not options.trade and not options.themes:
        return "没有选行业词典 trade，也没有写主题 themes，未做开放题主题分析。"
    if options.column in study.table.columns and not any(study.table.texts(options.column)):
        return f"没有人回答开放题（{options.column}），未做主题分析。"
    return None


@dataclass(frozen=True, slots=True)
class _Answer:
    """An answer with content: where it stands, its themes, its judgements, all and by theme."""

    row: int
    themes: tuple[str, ...]
    judged: frozenset[str]
    by_theme: dict[str, frozenset[str]]
    words: tuple[str, ...]
    weight: float


def run(study: Study) -> Iterator[Fact]:
    """Return themes by the answers that touch them, judgements, and masked quotations."""
    from .parts.answer_words import Reader, dictionary

    options: Options = study.options
    judged = {name: getattr(options, name) for name in ("positive", "negative", "neutral")}
    reader = Reader(dictionary(options.trade, options.themes, options.words, judged))
    distinct(study, options.group, "分组列")
    study.table.require(options.group)
    texts = study.table.texts(options.column)
    written = [i for i, text in enumerate(texts) if text]
    weight = weights(study, options.weight)
    w = each(study, weight).tolist()
    told = [i for i in written if not reader.is_empty(texts[i])]
    answers = [_read(reader, i, texts[i], w[i]) for i in told]
    n = len(answers)
    about: dict[str, Any] = {"unit": "count", "counter": "条", "columns": [options.column]}
    yield study.fact("rows", len(texts), unit="count", counter="份")
    yield study.fact("n", n, **about)
    yield study.fact("empty", len(written) - n, **about)
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    assigned = sum(bool(one.themes) for one in answers)
    yield study.fact("assigned", assigned, **about)
    yield study.fact("unassigned", n - assigned, **about)
    share = _share([not one.themes for one in answers], answers)[0] if n else None
    nothing = "没有内容可归类的回答。"
    yield stated(study, "unassigned_share", share, unit="share", n=n, why=nothing)
    yield from about_weights(study, weight)
    yield from _judgements(study, answers)
    counts = Counter(name for one in answers for name in one.themes)
    places = {name: k for k, name in enumerate(reader.known.themes)}
    sums = {
        name: round(sum(one.weight for one in answers if name in one.by_theme), 9)
        for name in counts
    }
    order = sorted(counts, key=lambda name: (-sums[name], places[name]))
    yield stated(study, "first", order[0] if order else None, unit="text", n=n, why=nothing)
    for name in order:
        yield from _theme(study, name, answers)
    yield from _frequent(study, answers, reader.known.says_no_theme)
    yield from _quotes(study, order, answers)


def _share(said: Sequence[bool], answers: Sequence[_Answer]) -> tuple[float, float]:
    """Return the weighted share of answers, and their effective number."""
    import numpy as np

    from ...stats.linear import weighted_share

    return weighted_share(np.array(said), np.array([one.weight for one in answers]))


def _read(reader: Any, row: int, text: str, weight: float) -> _Answer:
    found: dict[str, set[str]] = {}
    judged: set[str] = set()
    words: list[str] = []
    for clause in reader.clauses(text):
        judged |= clause.judged
        words += clause.words
        for name in reader.themes(clause.words):
            found.setdefault(name, set()).update(clause.judged)
    by_theme = {name: frozenset(signs) for name, signs in found.items()}
    return _Answer(row, tuple(by_theme), frozenset(judged), by_theme, tuple(words), weight)


def _judgements(study: Study, answers: Sequence[_Answer]) -> Iterator[Fact]:
    """Yield how many answers blame, praise, do both, or say neither."""
    found = [
        (
            "mixed"
            if {"positive", "negative"} <= one.judged
            else next((k for k in ("negative", "positive", "neutral") if k in one.judged), "none")
        )
        for one in answers
    ]
    kinds = Counter(found)
    for kind in ("negative", "positive", "mixed", "neutral", "none"):
        yield study.fact(f"{kind}_count", kinds[kind], unit="count", counter="条")
        share = _share([one == kind for one in found], answers)[0] if answers else None
        about: dict[str, Any] = {"unit": "share", "n": len(answers)}
        yield stated(study, f"{kind}_share", share, why="没有内容可归类的回答。", **about)


def _theme(study: Study, name: str, answers: Sequence[_Answer]) -> Iterator[Fact]:
    from ...stats.intervals import wilson

    row, n = study.row("theme", name), len(answers)
    own = [one.by_theme[name] for one in answers if name in one.by_theme]
    yield study.fact("count", len(own), row, unit="count", counter="条")
    share = _share([name in one.by_theme for one in answers], answers)
    ci = wilson(*share, study.confidence)
    about: dict[str, Any] = {"unit": "share", "n": n}
    rule = "提到该主题的回答÷有内容的回答，Wilson 区间"
    yield study.fact("share", share[0], row, ci=ci, rule=rule, **about)
    yield from bounds(study, "share", ci, row, **about)
    for sign in ("negative", "positive"):
        count = sum(sign in signs for signs in own)
        yield study.fact(sign, count, row, unit="count", counter="条")


def _frequent(study: Study, answers: Sequence[_Answer], stop: frozenset[str]) -> Iterator[Fact]:
    """Yield the words that many answers without a theme share: what the dictionary lacks."""
    left = [one for one in answers if not one.themes]
    counts = Counter(word for one in left for word in set(one.words))
    common = sorted(
        (
            word
            for word, count in counts.items()
            if count >= 3 and word not in stop and _tells(word)
        ),
        key=lambda word: (-counts[word], word),
    )
    for word in common[:_MOST_WORDS]:
        yield study.fact(
            "word_count", counts[word], study.row("word", word), unit="count", counter="条"
        )


def _tells(word: str) -> bool:
    from .parts.personal_data import masked

    known = len(word) > 1 and not word.isdigit()
    return known and masked(word) == word


def _quotes(study: Study, order: Sequence[str], answers: Sequence[_Answer]) -> Iterator[Fact]:
    """Yield one masked quotation of each of the first themes: about it alone, neither long nor cut.

    Nothing is quoted where there are fewer answers than may be published.
    """
    from .parts.personal_data import masked

    options: Options = study.options
    texts = study.table.texts(options.column)
    used: set[str] = set()
    for name in order[: options.quotes] if len(answers) >= study.hide_base else ():
        found = []
        for one in answers:
            text = " ".join(texts[one.row].split())
            shown = masked(text)
            if name in one.themes and _SHORT <= len(shown) <= _LONG and shown not in used:
                plain = "neutral" in one.judged or not one.by_theme[name]
                cost = (shown != text, len(one.themes), plain, abs(len(shown) - _BEST))
                found.append((cost, one.row, shown))
        if not found:
            continue
        _, at, shown = min(found)
        used.add(shown)
        row = study.row("quote", name)
        yield study.fact("quote", shown, row, unit="text", columns=[options.column])
        yield study.fact("who", _who(study, at), row, unit="text", columns=options.group)


def _who(study: Study, at: int) -> str:
    """Return the group of a row, without the groups that too few belong to."""
    options: Options = study.options
    columns = [study.table.texts(name) for name in options.group]
    for count in range(len(columns), 0, -1):
        own = [column[at] for column in columns[:count]]
        alike = sum(
            all(column[i] == text for column, text in zip(columns, own, strict=False))
            for i in range(len(study.table))
        )
        if all(own) and alike >= study.small_base:
            return "、".join(own)
    return "一位受访者"
