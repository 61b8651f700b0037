"""From guessed columns to the draft of a project: items, indicators, segments, remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..errors import DataError, Place, Problem
from ..project.nearest import listing
from ..project.scales import SCALE_PRESETS
from .columns import ColumnGuess, fitting_presets, numbers, plain_answer, words
from .studies import DraftStudy, suggested

_ALL = "total"
_SCORE_LIKE = 10  # numbers above it, up to 100, are scores rather than options
_FEWEST_SCORES = 3  # one or two columns of numbers may be anything


@dataclass(frozen=True, slots=True)
class DraftOption:
    """An answer as it will stand in the project file."""

    label: str
    points: float
    aliases: tuple[str, ...]
    satisfied: bool
    dissatisfied: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An item, indicator, segment or open question."""

    id: str
    name: str
    column: str = ""
    group: str = _ALL
    scale: str = ""
    scored: bool = True
    role: str = "segment"
    levels: tuple[str, ...] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the template of the project file needs."""

    entry: Literal["answers", "scores"]
    respondent: str
    items: tuple[DraftRow, ...]
    indicators: tuple[DraftRow, ...]
    segments: tuple[DraftRow, ...]
    open_questions: tuple[DraftRow, ...]
    scales: Mapping[str, tuple[DraftOption, ...]]
    not_applicable: tuple[str, ...]
    missing: tuple[str, ...]
    ignore: tuple[str, ...]
    studies: tuple[DraftStudy, ...] = ()
    remarks: tuple[str, ...] = field(default=())


def draft(guesses: Sequence[ColumnGuess], file: str) -> Draft:
    """Return the draft of a project for an export.

    Raises:
        DataError: no column can be scored.
    """
    items = [guess for guess in guesses if guess.use == "item"]
    entry: Literal["answers", "scores"] = "answers"
    if not items:
        items, entry = [guess for guess in guesses if _is_score(guess)], "scores"
    if len(items) < (_FEWEST_SCORES if entry == "scores" else 1):
        raise DataError(_no_items(file, guesses))
    presets = _choose_presets(items) if entry == "answers" else {}
    rows, indicators = _tree(items, presets)
    segments = _rows("s", (g for g in guesses if g.use == "segment"))
    questions = _rows("o", (g for g in guesses if g.use == "open"))
    studies = suggested(guesses)
    used = {row.column for row in (*rows, *segments, *questions)}
    used |= {column for study in studies for column in study.columns}
    respondent = next((g.header for g in guesses if _is_id(g)), "")
    answers = Counter(plain_answer(text) for guess in items for text in guess.answers)
    return Draft(
        entry=entry,
        respondent=respondent,
        items=rows,
        indicators=indicators,
        segments=segments,
        open_questions=questions,
        scales={name: _options(name, items) for name in dict.fromkeys(presets.values())},
        not_applicable=tuple(word for word in words()["not_applicable"] if word in answers),
        missing=_missing(answers),
        ignore=tuple(g.header for g in guesses if g.header not in used | {respondent}),
        studies=studies,
        remarks=(
            *_remarks(guesses, rows, segments, questions, presets),
            *_told(guesses, studies, used),
        ),
    )


def _missing(answers: Mapping[str, int]) -> tuple[str, ...]:
    usual = ("", "(跳过)", "(空)")
    return (*usual, *(w for w in words()["missing"] if w in answers and w not in usual))


def _no_items(file: str, guesses: Sequence[ColumnGuess]) -> Problem:
    """Say what was found instead of items, and what to do about that."""
    codes = [g.name for g in guesses if g.use == "unknown" and numbers(g.answers)]
    kinds = {
        "分组": [g.name for g in guesses if g.use == "segment"],
        "多选题": [g.name for g in guesses if g.separator],
        "开放题": [g.name for g in guesses if g.use == "open"],
        "只有数字的": codes,
    }
    seen = "、".join(f"{kind}{len(names)}列" for kind, names in kinds.items() if names)
    what = "没有找到可以计分的题目：没有一列的答案全部属于已知的量表（如“非常满意”至“不满意”）。"
    if codes:
        hint = f"{listing(codes, 4)}只有选项序号，请在平台上选择“按选项文本”导出后再试；"
    else:
        hint = "满意度报告至少要有一道评价题。请核对导出时是否选全了题目；"
    hint += "答案用别的说法的，请用 reporter new 新建后改写量表；各单位得分表也是这样。"
    found = f"认出的有{seen}。" if seen else ""
    return Problem("scaffold.no_items", f"{what}{found}", hint, Place(file=file))


def _told(
    guesses: Sequence[ColumnGuess], studies: Sequence[DraftStudy], used: Container[str]
) -> Iterable[str]:
    if active := [f"{one.title}（{one.method}）" for one in studies if one.active]:
        yield f"另写成 [[studies]] 的有{len(active)}节：{'、'.join(active)}，不需要的请删去。"
    if asked := [one.title for one in studies if not one.active]:
        yield f"开放题可以归纳主题：{'、'.join(asked)}，写法见文件末尾以 # 开头的几行。"
    for guess in guesses:
        if guess.use == "unknown" and guess.header not in used:
            yield f"没有用到“{guess.header}”列（{guess.why}）。"


def _is_score(guess: ColumnGuess) -> bool:
    found = numbers(guess.answers)
    return (
        guess.use == "unknown"
        and bool(found)
        and min(found) >= 0
        and _SCORE_LIKE < max(found) <= 100
    )


def _is_id(guess: ColumnGuess) -> bool:
    is_unique = all(count == 1 for count in guess.answers.values())
    return guess.use == "meta" and guess.header in words()["respondent"] and is_unique


def _choose_presets(items: Sequence[ColumnGuess]) -> dict[str, str]:
    """Choose for each item the scale that fits most items: few answers fit many scales."""
    fits = {guess.header: fitting_presets(guess.answers) for guess in items}
    votes = Counter(name for names in fits.values() for name in names)
    return {header: max(names, key=lambda name: votes[name]) for header, names in fits.items()}


def _options(preset: str, items: Sequence[ColumnGuess]) -> tuple[DraftOption, ...]:
    written = sorted({text for guess in items for text in guess.answers})
    return tuple(
        DraftOption(
            option.label,
            option.points,
            tuple(
                dict.fromkeys(
                    text
                    for text in (*option.aliases, *written)
                    if text != option.label
                    and plain_answer(text) in (option.label, *option.aliases)
                )
            ),
            option.satisfied,
            option.dissatisfied,
        )
        for option in SCALE_PRESETS[preset].options
    )


def _tree(
    items: Sequence[ColumnGuess], presets: Mapping[str, str]
) -> tuple[tuple[DraftRow, ...], tuple[DraftRow, ...]]:
    """Group the rows of matrix questions under an indicator each."""
    sizes = Counter(guess.question for guess in items if guess.question)
    stems = {g.question: g.stem for g in reversed(items) if g.stem and sizes[g.question] > 1}
    overall = [g for g in items if _is_overall(g) and sizes[g.question] <= 1]
    overall = overall if len(overall) < len(items) else []
    groups = [q for q, n in sizes.items() if n > 1]
    loose = [g for g in items if g.question not in groups and g not in overall]
    if len(groups) + bool(loose) < 2:
        groups = []  # one group is the whole: no level between
    ids = {question: f"d{number}" for number, question in enumerate(groups, 1)}
    names = _Names()
    indicators = [DraftRow(ids[q], names.take(stems.get(q) or f"第{q}题")) for q in groups]
    if groups and loose:
        indicators.append(DraftRow(f"d{len(groups) + 1}", names.take("其他评价")))
    rest = indicators[-1].id if groups and loose else _ALL
    rows = []
    for number, guess in enumerate(items, 1):
        is_overall = guess in overall
        group = _ALL if is_overall else ids.get(guess.question, rest)
        scale = presets.get(guess.header, "")
        name = names.take(guess.name)
        rows.append(DraftRow(f"q{number}", name, guess.header, group, scale, not is_overall))
    return tuple(rows), tuple(indicators)


def _is_overall(guess: ColumnGuess) -> bool:
    return any(word in guess.header for word in words()["overall"])


def _rows(letter: str, guesses: Iterable[ColumnGuess]) -> tuple[DraftRow, ...]:
    names = _Names()
    return tuple(
        DraftRow(
            f"{letter}{number}",
            names.take(guess.name),
            guess.header,
            role="unit" if any(guess.name.endswith(w) for w in words()["unit"]) else "segment",
            levels=tuple(_lettered(guess).values()),
            aliases=_lettered(guess),
        )
        for number, guess in enumerate(guesses, 1)
    )


def _lettered(guess: ColumnGuess) -> dict[str, str]:
    """Return the answers with their names where a platform put letters before all of them."""
    found = {text: plain_answer(text) for text in sorted(guess.answers)}
    is_lettered = all(text != name for text, name in found.items())
    return found if is_lettered and len(set(found.values())) == len(found) else {}


class _Names:
    """Gives every row a name of its own."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def take(self, name: str) -> str:
        self._taken[name] += 1
        return name if self._taken[name] == 1 else f"{name}（{self._taken[name]}）"


def _remarks(
    guesses: Sequence[ColumnGuess],
    items: Sequence[DraftRow],
    segments: Sequence[DraftRow],
    questions: Sequence[DraftRow],
    presets: Mapping[str, str],
) -> Iterable[str]:
    yield f"认出题目 {len(items)} 个：{'、'.join(row.name for row in items)}。"
    for name in dict.fromkeys(presets.values()):
        yield f"按“{SCALE_PRESETS[name].label}”赋分，请核对 [[scales]]。"
    aside = [row.name for row in items if not row.scored]
    if aside:
        yield f"总体印象题单独报告，不计入总分：{'、'.join(aside)}。"
    if segments:
        shown = "、".join(
            f"{row.name}（{'被评价单位' if row.role == 'unit' else '分组'}）" for row in segments
        )
        yield f"认出分组 {len(segments)} 个：{shown}。"
    if questions:
        yield f"开放题 {len(questions)} 个：{'、'.join(row.name for row in questions)}。"
    meta = [g.header for g in guesses if g.use == "meta"]
    if meta:
        yield f"平台自带的列不进入报告：{'、'.join(meta)}。"
