"""Contract with WeasyPrint's line layout, and the marks of a well-set page."""

from __future__ import annotations

import ctypes
import dataclasses
import re
from collections.abc import Callable
from itertools import pairwise
from types import ModuleType

import pypdfium2
import pytest

from reporter.document.nodes import Document, Paragraph, Part, Text
from reporter.writers.pdf import justify, write_pdf

LEFT, MEASURE = 27 / 25.4 * 72, 444
PROSE = (
    "本次调查以全市持证卷烟零售客户为总体，按县（区）、城乡和业态分层，采用概率与规模成比例的"
    "系统抽样方法，共发放问卷1300份，回收有效问卷1204份，有效回收率为92.6%。客户对“送货服务”"
    "“订货平台”两项评价最高，分别为97.8分和96.2分；对“货源分配”“投诉处理”评价偏低（占意见"
    "总数的38.5%）；使用PLS结构方程模型（partial least squares）检验，路径系数为0.62……个别偏远"
    "乡镇的送货时间不稳定——尤其是在汛期，《服务规范》要求的“准时、足量”难以做到。"
)
NOT_AT_START = "，。、；：？！）】》〉」』”’%％℃·～"
NOT_AT_END = "（【《〈「『“‘"


def prose(sample: ModuleType) -> Document:
    # every paragraph starts one character further, so lines break at many places
    blocks = tuple(Paragraph((Text("甲" * shift + PROSE),)) for shift in range(24))
    return dataclasses.replace(sample.document(), parts=(Part("body", blocks),))


def lines(data: bytes) -> list[list[tuple[str, float]]]:
    """Return the body lines as (character, left edge in points)."""
    found: list[list[tuple[str, float]]] = []
    raw = pypdfium2.raw
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        rows: dict[int, list[tuple[float, str]]] = {}
        for index in range(text.count_chars()):
            x, y = ctypes.c_double(), ctypes.c_double()
            raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
            char = chr(raw.FPDFText_GetUnicode(text.raw, index))
            # 12 pt text is 16 px in the page's own units; generated blanks have size 1
            if round(raw.FPDFText_GetFontSize(text.raw, index)) == 16:
                rows.setdefault(round(y.value), []).append((x.value, char))
        for _, row in sorted(rows.items(), reverse=True):
            found.append([(char, x) for x, char in sorted(row)])
    return found


def right_edge(row: list[tuple[str, float]]) -> float:
    char, x = row[-1]
    if char.isascii():
        return x + (10 if char == "%" else 6)
    return x + (6 if char in "，。、；：）】》”’" else 12)


def test_weasyprint_has_the_functions_that_are_exchanged() -> None:
    pytest.importorskip("weasyprint")
    assert justify.supported()


def test_functions_are_put_back(sample: ModuleType) -> None:
    from weasyprint.layout import inline

    before = inline.split_first_line, inline.text_align
    write_pdf(sample.document())
    assert (inline.split_first_line, inline.text_align) == before


def test_lines_are_flush_and_lawful(sample: ModuleType) -> None:
    found = lines(write_pdf(prose(sample)).data)
    full = [row for row in found if row[-1][0] != "。" or right_edge(row) > LEFT + MEASURE - 1]
    inner = [row for row in full if not "".join(char for char, _ in row).endswith("做到。")]
    assert len(inner) > 100
    off = [
        (right_edge(row) - LEFT - MEASURE) / 12
        for row in inner
        if not row[-1][0].isalpha() or not row[-1][0].isascii()
    ]
    assert max(map(abs, off)) <= 0.03
    for row in found:
        assert row[0][0] not in NOT_AT_START
        assert row[-1][0] not in NOT_AT_END
    opening = [row[0][1] - LEFT for row in found if row[0][0] in NOT_AT_END]
    assert opening
    assert all(x == pytest.approx(-6, abs=0.3) for x in opening)


def test_gaps_stay_small(sample: ModuleType) -> None:
    widest = 0.0
    for row in lines(write_pdf(prose(sample)).data):
        for (left, x), (right, following) in pairwise(row):
            if re.match("[\u4e00-\u9fff]{2}", left + right):
                widest = max(widest, (following - x) / 12 - 1)
    assert 0 < widest <= 0.3


def test_line_pitch_is_constant(sample: ModuleType) -> None:
    text = pypdfium2.PdfDocument(write_pdf(prose(sample)).data)[0].get_textpage()
    heights = set()
    for index in range(text.count_chars()):
        x, y = ctypes.c_double(), ctypes.c_double()
        pypdfium2.raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        if round(pypdfium2.raw.FPDFText_GetFontSize(text.raw, index)) == 16:
            heights.add(round(y.value, 1))
    steps = [a - b for a, b in zip(sorted(heights)[1:], sorted(heights), strict=False)]
    assert len(steps) > 20
    assert all(step == pytest.approx(22, abs=0.15) for step in steps)


CHANGED = ("get_next_linebox", "avoid_collisions", "split_first_line", "strut", "text_align")


@pytest.mark.parametrize("name", CHANGED)
def test_falls_back_when_weasyprint_has_changed(
    sample: ModuleType, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """A function of another shape is left alone: the report is made, and says what is missing."""
    from weasyprint.layout import inline

    stock = getattr(inline, name)

    def changed(*args: object, **options: object) -> object:
        return stock(*args, **options)

    monkeypatch.setattr(inline, name, changed)
    assert not justify.supported()
    result = write_pdf(sample.document())
    assert getattr(inline, name) is changed
    assert any("两端对齐" in warning for warning in result.warnings)
    text = "".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(result.data)
    )
    assert sample.LONG[:20] in "".join(text.split())


@pytest.mark.parametrize("name", ["create_layout", "get_log_attrs", "Layout"])
def test_falls_back_when_a_function_is_gone(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from weasyprint.text import line_break

    monkeypatch.delattr(line_break, name)
    assert not justify.supported()


def test_every_exchanged_function_is_asked_for(sample: ModuleType) -> None:
    """A probe of behaviour: stock must still call each of them by its name in that module."""
    from weasyprint.layout import inline

    called = set()
    with justify.chinese_lines() as filled, pytest.MonkeyPatch.context() as patch:
        assert filled
        for name in CHANGED:
            patch.setattr(inline, name, _noted(called, name, getattr(inline, name)))
        patch.setattr(justify, "supported", lambda: False)
        write_pdf(prose(sample))
    assert called == set(CHANGED)
    assert called == set(justify._SIGNATURES)


def _noted(called: set[str], name: str, function: Callable[..., object]) -> Callable[..., object]:
    def noted(*args: object, **options: object) -> object:
        called.add(name)
        return function(*args, **options)

    return noted


def test_a_line_that_ends_elsewhere_than_chosen_is_made_again(
    sample: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the engine cuts otherwise than was foreseen, its own lines are filled."""
    monkeypatch.setattr(justify, "_cut_width", lambda *_: 200.0)
    found = lines(write_pdf(prose(sample)).data)
    whole = "".join("".join(char for char, _ in row) for row in found)
    assert whole.count("做到。") == 24
    assert max(right_edge(row) for row in found) <= LEFT + MEASURE + 0.5


def test_text_cut_at_a_known_place_is_what_stock_makes_of_it(
    sample: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = prose(sample)
    taken = []
    known = justify._split_at

    def counted(tail: justify.Tail, *rest: object) -> object:
        taken.append(tail.cut_at)
        return known(tail, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(justify, "_split_at", counted)
    quick = write_pdf(document).data
    monkeypatch.setattr(justify.CutLines, "tail", lambda *_: None)
    count = len(taken)
    assert write_pdf(document).data == quick
    assert len(taken) == count > 100
