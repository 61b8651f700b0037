"""What a user is told of a new project: what was found, and what is to be looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ..errors import Place, Problem
from ..project.nearest import listing
from ..project.scales import SCALE_PRESETS
from .codes import NAMELESS, CodedGroup
from .columns import ColumnGuess, numbers, words
from .draft_rows import DraftRow
from .draft_study import DraftStudy

_NUMBERED = re.compile(r"第\d+题")
_TEXT_EXPORT = (
    "请在平台上改用带文字的方式导出后再试（问卷星选“按选项文本”，"
    "问卷网用 All_Data_Readable，LimeSurvey 选完整的题目和答案）；"
)


def no_items(file: str, guesses: Sequence[ColumnGuess]) -> Problem:
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
    found = f"认出的有{seen}。" if seen else ""
    place = Place(file=file)
    if times := _times(guesses):
        hint = (
            f"这像是工单表（{listing(times)}列是时间）：请用 reporter new 新建项目后，"
            f'加一段 [[studies]]，写 method = "service_time"、file = "{file}"、'
            f'opened = "{times[0]}"、closed = "{times[1]}" 和时限 limit。'
        )
        return Problem("scaffold.no_items", f"{what}{found}", hint, place)
    if codes:
        nameless = all(NAMELESS.fullmatch(name) for name in codes)
        why = (
            "题目也没有文字，认不出问的是什么"
            if nameless
            else "其中没有像评价题的（列名有“满意”“评价”“评分”，或是矩阵题）"
        )
        hint = f"{listing(codes, 4)}只有序号或代码，{why}。{_TEXT_EXPORT}"
    else:
        hint = "满意度报告至少要有一道评价题。请核对导出时是否选全了题目；"
    hint += "答案用别的说法的，请用 reporter new 新建后改写量表；各单位得分表也是这样。"
    return Problem("scaffold.no_items", f"{what}{found}", hint, place)


def _times(guesses: Sequence[ColumnGuess]) -> list[str]:
    """Return two columns of times, when a ticket came and when it was closed, or []."""
    opened = [g.header for g in guesses if any(word in g.header for word in words()["opened"])]
    closed = [g.header for g in guesses if any(word in g.header for word in words()["closed"])]
    return [opened[0], closed[0]] if opened and closed else []


def remarks(
    guesses: Sequence[ColumnGuess],
    rows: tuple[Sequence[DraftRow], Sequence[DraftRow], Sequence[DraftRow]],
    studies: Sequence[DraftStudy],
    groups: Sequence[CodedGroup],
    presets: Mapping[str, str],
) -> Iterator[str]:
    """Yield what is said of a draft, most urgent first.

    Args:
        guesses: of all columns.
        rows: items, groups, open questions.
        studies: written out or shown.
        groups: columns of option numbers whose classes have no names yet.
        presets: header -> scale of the items; empty where they are scores.
    """
    items, segments, questions = rows
    if groups or any(g.use == "unknown" and g.header in presets for g in guesses):
        yield (
            "数据里只有选项序号，看不出1是最好还是最差：请对照问卷，在 [[scales]] 中核对选项，"
            '把 codes = "unconfirmed" 改成 "best_first" 或 "worst_first"；改好以前不能生成报告。'
        )
    yield from _of_rows(items, segments, questions, presets)
    if groups:
        yield f"分组的类别只有序号，写明名称后才能用：{'、'.join(one.name for one in groups)}。"
    if meta := [g.header for g in guesses if g.use == "meta"]:
        yield f"平台自带的列不进入报告：{'、'.join(meta)}。"
    if unnamed := [one.title for one in studies if _NUMBERED.fullmatch(one.title)]:
        yield f"导出文件里没有题目的文字，暂以题号为名，请改：{'、'.join(unnamed)}。"
    if active := [f"{one.title}（{one.method}）" for one in studies if one.active]:
        yield f"另写成 [[studies]] 的有{len(active)}节：{'、'.join(active)}，不需要的请删去。"
    if shown := [f"{one.title}（{one.method}）" for one in studies if not one.active]:
        yield f"还可以做的写在文件末尾以 # 开头的几段，需要的去掉 #：{'、'.join(shown)}。"
    used = {row.column for kind in rows for row in kind} | {one.column for one in groups}
    used |= {name for study in studies for name in study.columns}
    for guess in guesses:
        if guess.use == "unknown" and guess.header not in used:
            yield f"没有用到“{guess.header}”列（{guess.why}）。"


def _of_rows(
    items: Sequence[DraftRow],
    segments: Sequence[DraftRow],
    questions: Sequence[DraftRow],
    presets: Mapping[str, str],
) -> Iterator[str]:
    yield f"认出题目 {len(items)} 个：{'、'.join(row.name for row in items)}。"
    for name in dict.fromkeys(presets.values()):
        yield f"按“{SCALE_PRESETS[name].label}”赋分，请核对 [[scales]]。"
    if aside := [row.name for row in items if not row.scored]:
        yield f"总体印象题单独报告，不计入总分：{'、'.join(aside)}。"
    if segments:
        shown = "、".join(
            f"{row.name}（{'被评价单位' if row.role == 'unit' else '分组'}）" for row in segments
        )
        yield f"认出分组 {len(segments)} 个：{shown}。"
    if questions:
        yield f"开放题 {len(questions)} 个：{'、'.join(row.name for row in questions)}。"
