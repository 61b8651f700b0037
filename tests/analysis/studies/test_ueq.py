"""UEQ as a study: directions, scales, qualities, benchmark, careless sheets, bad input."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.weightstats import DescrStatsW

import reporter
from reporter.analysis.studies import ueq
from reporter.analysis.studies.parts.ueq_forms import CLASSES, FULL, SHORT
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.verdict.user_experience import classed, evaluation
from tests.study_sections import section

FORM = """\
annoying < enjoyable, not understandable < understandable, creative > dull,
easy to learn > difficult to learn, valuable > inferior, boring < exciting,
not interesting < interesting, unpredictable < predictable, fast > slow,
inventive > conventional, obstructive < supportive, good > bad, complicated < easy,
unlikable < pleasing, usual < leading edge, unpleasant < pleasant, secure > not secure,
motivating > demotivating, meets expectations > does not meet expectations,
inefficient < efficient, clear > confusing, impractical < practical, organized > cluttered,
attractive > unattractive, friendly > unfriendly, conservative < innovative
"""
ITEMS = [f"题{i}" for i in range(1, 27)]
SHORT_ITEMS = [f"题{i}" for i in range(1, 9)]
ATTRACTIVE = (1, 12, 14, 16, 24, 25)


def sheets(count: int, seed: int = 1, mean: float = 1.0) -> list[list[int]]:
    """Return sheets as ticked, 1 to 7 from left to right."""
    draw = random.Random(seed)
    rows = []
    for _ in range(count):
        mood = draw.gauss(mean, 0.6)
        steps = [min(3, max(-3, round(draw.gauss(mood, 0.9)))) for _ in range(26)]
        rows.append([4 - s if i in FULL.reversed_items else 4 + s for i, s in enumerate(steps, 1)])
    return rows


def table(rows: Sequence[Sequence[Any]], names: Sequence[str] = ITEMS) -> dict[str, list[Any]]:
    return {name: [row[j] for row in rows] for j, name in enumerate(names)}


def run(rows: Sequence[Sequence[Any]], names: Sequence[str] = ITEMS, **options: Any) -> FactTable:
    return reporter.run_study("ueq", table(rows, names), **{"items": list(names), **options})


def by_hand(rows: list[list[int]], numbers: Sequence[int]) -> tuple[float, float, float, float]:
    """Return mean, deviation, and the ends of the t interval of a scale, in exact fractions."""
    scores = []
    for row in rows:
        steps = [4 - row[i - 1] if i in FULL.reversed_items else row[i - 1] - 4 for i in numbers]
        scores.append(Fraction(sum(steps), len(steps)))
    n = len(scores)
    mean = sum(scores, Fraction()) / n
    variance = sum(((s - mean) ** 2 for s in scores), Fraction()) / (n - 1)
    half = float(stats.t.ppf(0.975, n - 1)) * sqrt(variance / n)
    return float(mean), sqrt(variance), float(mean) - half, float(mean) + half


def test_directions_are_those_of_the_printed_form() -> None:
    pairs = [pair.strip() for pair in FORM.replace("\n", " ").split(",")]
    assert len(pairs) == 26
    left = tuple(i for i, pair in enumerate(pairs, 1) if ">" in pair)  # the better word
    assert left == FULL.reversed_items
    assert sorted(i for own in FULL.scales.values() for i in own) == list(range(1, 27))
    words = {name: [pairs[i - 1] for i in own] for name, own in FULL.scales.items()}
    assert "attractive > unattractive" in words["吸引力"]
    assert "easy to learn > difficult to learn" in words["易懂性"]
    assert "fast > slow" in words["效率"]
    assert "secure > not secure" in words["可控性"]
    assert "valuable > inferior" in words["激励性"]
    assert "creative > dull" in words["新颖性"]
    assert SHORT.reversed_items == ()


def test_scales_as_computed_by_hand() -> None:
    rows = sheets(57)
    facts = run(rows)
    for name, numbers in FULL.scales.items():
        mean, deviation, low, high = by_hand(rows, numbers)
        score = facts["score", name]
        assert score.value == pytest.approx(mean, abs=1e-12)
        assert (score.ci_low, score.ci_high) == pytest.approx((low, high), abs=1e-9)
        assert facts["deviation", name].value == pytest.approx(deviation, abs=1e-12)
        assert (facts["score_low", name].value, facts["score_high", name].value) == pytest.approx(
            (low, high)
        )
        assert facts["n", name].value == 57
    item = [4 - row[2] for row in rows]  # 3 is turned
    assert facts["mean", "题3"].value == pytest.approx(sum(item) / 57)


def test_the_interval_is_that_of_statsmodels() -> None:
    rows = sheets(40, seed=9)
    turned = [[4 - r[i - 1] if i in FULL.reversed_items else r[i - 1] - 4 for i in ATTRACTIVE]
              for r in rows]  # fmt: skip
    other = DescrStatsW([sum(row) / 6 for row in turned]).tconfint_mean(0.05)
    score = run(rows)["score", "吸引力"]
    assert (score.ci_low, score.ci_high) == pytest.approx(other, abs=1e-9)


def test_alpha_is_that_of_the_turned_items() -> None:
    rows = sheets(80, seed=4)
    own = [
        [4 - row[i - 1] if i in FULL.reversed_items else row[i - 1] - 4 for row in rows]
        for i in FULL.scales["效率"]
    ]

    def variance(values: list[int]) -> Fraction:
        mean = Fraction(sum(values), len(values))
        return sum(((v - mean) ** 2 for v in values), Fraction()) / (len(values) - 1)

    total = variance([sum(one) for one in zip(*own, strict=True)])
    wanted = Fraction(4, 3) * (1 - sum((variance(v) for v in own), Fraction()) / total)
    facts = run(rows)
    assert facts["alpha", "效率"].value == pytest.approx(float(wanted), abs=1e-12)
    assert facts["alpha", "效率"].value > 0.5
    raw = run(rows, reversed_items=[])
    assert raw["alpha", "效率"].value < 0.3  # items not turned


def test_items_that_are_not_turned_are_found() -> None:
    """The trap: a set of turned items that is not that of the form."""
    rows = sheets(80, seed=5, mean=1.4)
    right = run(rows)
    assert right["score", "吸引力"].value > 1
    assert not [f for f in right if f.statistic == "remark" and f.value == "方向相反"]
    wrong = run(rows, reversed_items=[one for one in FULL.reversed_items if one != 21])
    assert wrong["remark", "题21"].value == "方向相反"
    assert wrong["score", "易懂性"].value < right["score", "易懂性"].value - 0.5
    raw = run(rows, reversed_items=[])
    assert abs(raw["score", "吸引力"].value) < 0.4  # three of six cancel the others


def test_data_that_are_turned_already() -> None:
    rows = sheets(40)
    turned = [
        [8 - a if i in FULL.reversed_items else a for i, a in enumerate(row, 1)] for row in rows
    ]
    centred = [[a - 4 for a in row] for row in rows]
    wanted = [f.value for f in run(rows) if f.statistic == "score"]
    assert [f.value for f in run(turned, reversed_items=[]) if f.statistic == "score"] == wanted
    assert [f.value for f in run(centred, lowest=-3) if f.statistic == "score"] == wanted
    with pytest.raises(DataError, match="1至7之间的数"):
        run(centred)


def test_qualities_are_means_of_scales() -> None:
    rows = sheets(40, seed=2)
    rows[3][2] = ""  # type: ignore[call-overload]  # no 新颖性
    facts = run(rows)
    parts = [facts["score", name].value for name in ("易懂性", "效率", "可控性")]
    assert facts["score", "实用质量"].value == pytest.approx(sum(parts) / 3)
    assert facts["n", "实用质量"].value == 40
    assert facts["n", "享乐质量"].value == facts["n", "新颖性"].value == 39
    assert facts["n", "激励性"].value == 40
    assert facts["incomplete/ueq"].value == 1
    few = run([row for i, row in enumerate(rows) if i != 3])
    assert facts["score", "享乐质量"].value == pytest.approx(few["score", "享乐质量"].value)


def test_a_quality_is_a_mean_of_scales_not_of_items() -> None:
    rows = [[7, 7, 4, 1, 1, 1]] * 12
    names = ITEMS[:6]
    scales = {"易懂性": [1, 2], "效率": [3], "可控性": [4, 5, 6]}
    facts = run(rows, names, scales=scales)
    assert facts["score", "实用质量"].value == 0  # 3, 0 and -3; of the items -0.5
    assert "享乐质量" not in {fact.label for fact in facts}


def test_the_short_version() -> None:
    rows = [[6, 5, 6, 7, 3, 4, 3, 2]] * 15 + [[5, 5, 5, 6, 4, 4, 4, 3]] * 15
    facts = run(rows, SHORT_ITEMS, version="short")
    assert facts["score", "实用质量"].value == pytest.approx((2 + 1.25) / 2)
    assert facts["score", "享乐质量"].value == pytest.approx((-1 - 0.25) / 2)
    assert facts["score", "总体"].value == pytest.approx((0.5 + 0.5) / 2)
    assert facts["is_benchmarked/ueq"].value == "否"
    assert "没有这个量表的基准" in facts["grade", "实用质量"].error
    assert "不足三个量表" in facts["suspicious/ueq"].error


def test_attractiveness_alone() -> None:
    rows = sheets(50, seed=8)
    own = [[row[i - 1] for i in ATTRACTIVE] for row in rows]
    names = [f"题{i}" for i in ATTRACTIVE]
    facts = run(own, names, numbers=ATTRACTIVE)
    assert facts["score", "吸引力"].value == pytest.approx(run(rows)["score", "吸引力"].value)
    assert [f.label for f in facts if f.statistic == "score"] == ["吸引力"]
    assert facts["direction", "题12"].value == "左"
    moved = run([row[::-1] for row in own], names[::-1], numbers=ATTRACTIVE[::-1])
    assert moved["score", "吸引力"].value == pytest.approx(facts["score", "吸引力"].value)
    assert [f.label for f in moved if f.statistic == "mean"] == names


def test_another_printed_order() -> None:
    rows = sheets(40)
    order = list(range(26))
    random.Random(3).shuffle(order)  # item order[j] stands in place j
    place = {number + 1: j + 1 for j, number in enumerate(order)}
    scales = {name: [place[i] for i in own] for name, own in FULL.scales.items()}
    left = [place[i] for i in FULL.reversed_items]
    facts = run([[row[j] for j in order] for row in rows], scales=scales, reversed_items=left)
    usual = run(rows)
    for name in FULL.scales:
        assert facts["score", name].value == pytest.approx(usual["score", name].value)
        assert facts["alpha", name].value == pytest.approx(usual["alpha", name].value)


@given(st.permutations(range(30)), st.permutations(range(26)))
@settings(max_examples=8, deadline=None)
def test_the_order_of_people_and_columns_says_nothing(
    people: list[int], columns: list[int]
) -> None:
    rows = sheets(30, seed=6)
    moved = [[rows[i][j] for j in columns] for i in people]
    names = [ITEMS[j] for j in columns]
    facts = run(moved, names, numbers=[j + 1 for j in columns])
    for fact in run(rows):
        same = facts[fact.key].value
        assert same == (fact.value if isinstance(fact.value, str | None) else
                        pytest.approx(fact.value, abs=1e-9))  # fmt: skip


def test_a_mirrored_questionnaire_has_mirrored_scores() -> None:
    rows = sheets(30)
    worse = [[8 - answer for answer in row] for row in rows]
    one, two = run(rows), run(worse)
    for name in (*FULL.scales, "实用质量"):
        assert two["score", name].value == pytest.approx(-one["score", name].value)
        assert two["score_low", name].value == pytest.approx(-one["score_high", name].value)


@pytest.mark.parametrize(
    ("low", "high", "word"),
    [
        (0.81, 1.2, "正面"), (0.8, 1.2, "不能判断"), (-0.8, 0.8, "中性"), (-0.2, 0.3, "中性"),
        (-0.9, 0.3, "不能判断"), (-0.2, 0.9, "不能判断"), (-2.0, -0.81, "负面"),
        (-2.0, -0.8, "不能判断"), (-1.0, 1.0, "不能判断"), (0.1 + 0.7 + 1e-15, 1.0, "不能判断"),
    ],
)  # fmt: skip
def test_a_word_only_where_the_whole_interval_is_so(low: float, high: float, word: str) -> None:
    assert evaluation(low, high) == word


def test_classes_as_another_program_has_them() -> None:
    """The six results that the R package ueqr prints of its sample, and their classes."""
    found = {"吸引力": 1.5077031, "易懂性": 1.7121849, "效率": 1.6344538,
             "可控性": 1.2731092, "激励性": 1.1838235, "新颖性": 0.8266807}  # fmt: skip
    words = {
        name: classed(mean, mean, FULL.benchmark[name], CLASSES) for name, mean in found.items()
    }
    assert words == {name: "良好" if name in ("易懂性", "效率") else "高于平均" for name in found}
    borders = FULL.benchmark["吸引力"]
    assert classed(1.75, 1.75, borders, CLASSES) == "优秀"  # a class begins at its border
    assert classed(0.69, 1.6, borders, CLASSES) == "差至良好"
    assert classed(-1.0, 0.5, borders, CLASSES) == "差"


def test_a_benchmark_of_ones_own() -> None:
    rows = sheets(40)
    facts = run(rows, benchmarks={"效率": [-1, 0, 0.2, 0.4]}, benchmark_source="集团，2025")
    assert facts["grade", "效率"].value == "优秀"
    assert facts["begin/ueq.scale.效率#良好"].value == 0.2
    assert facts["grade", "吸引力"].value is None
    assert facts["benchmark_source/ueq"].value == "集团，2025"
    assert run(rows, benchmarks={})["is_benchmarked/ueq"].value == "否"


def test_careless_sheets_are_counted_and_dropped_only_on_request() -> None:
    rows = [*sheets(40), [4] * 26, [7 if i % 2 else 1 for i in range(26)]]
    facts = run(rows)
    assert facts["alike/ueq"].value == 1
    assert facts["inconsistent/ueq"].value == 1
    assert facts["suspicious/ueq"].value == 2
    assert facts["suspicious_share/ueq"].value == pytest.approx(2 / 42)
    assert facts["n/ueq"].value == 42
    dropped = run(rows, drop_suspicious=True)
    assert dropped["n/ueq"].value == 40
    assert dropped["suspicious/ueq"].value == 2
    alone = run(rows[:40])
    assert dropped["score", "效率"].value == pytest.approx(alone["score", "效率"].value)
    assert facts["score", "效率"].value != pytest.approx(alone["score", "效率"].value)


def test_someone_who_is_delighted_is_not_careless() -> None:
    best = [1 if i in FULL.reversed_items else 7 for i in range(1, 27)]
    facts = run([best] * 30)
    assert facts["suspicious/ueq"].value == 0
    assert facts["score", "吸引力"].value == 3
    assert facts["evaluation", "吸引力"].value == "正面"
    assert "没有差异" in facts["alpha", "吸引力"].error
    assert "没有差异" in facts["item_total", "题1"].error


def test_one_sheet_none_and_few() -> None:
    one = run(sheets(1))
    assert one["score", "效率"].value is None  # below the base that is published
    assert "只有一份答卷" in one["score_low", "效率"].error
    data = {"编号": list(range(12)), **table([[""] * 26] * 12)}
    none = reporter.run_study("ueq", data, items=ITEMS)
    assert none["n/ueq"].value == 0
    assert none["blank/ueq"].value == 12
    assert {f.error for f in none if f.statistic == "score"} == {"没有答全的答卷。"}
    assert "没有作答" in none["suspicious_share/ueq"].error
    few = run(sheets(9))
    assert few["evaluation", "效率"].value is None
    assert few["n", "效率"].value == 9


def test_500_items() -> None:
    names = [f"第{i}题" for i in range(500)]
    draw = random.Random(1)
    rows = [[draw.randint(1, 7) for _ in names] for _ in range(12)]
    scales = {f"量表{k}": list(range(50 * k + 1, 50 * k + 51)) for k in range(10)}
    facts = run(rows, names, scales=scales)
    assert facts["scales/ueq"].value == 10
    assert all(f.value is not None for f in facts if f.statistic == "score")
    single = run([[5]] * 30, ["总的印象"], scales={"印象": [1]})
    assert single["score", "印象"].value == 1
    assert "单题没有信度" in single["alpha", "印象"].error


def test_no_answers_is_a_lack() -> None:
    reason = ueq.lacks(SimpleNamespace(table=()))  # type: ignore[arg-type]
    assert reason == "没有答卷，未计算用户体验得分。"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"items": ITEMS[:25]}, "题目有25道，而问卷有26题"),
        ({"items": [*ITEMS[:25], "题1"]}, "写了两次"),
        ({"numbers": [1, 2]}, "题号有2个，而题目有26道"),
        ({"numbers": [1, *range(1, 26)]}, "题号1写了两次"),
        ({"items": ITEMS[:5], "numbers": [1, 12, 14, 16, 24]}, "量表“吸引力”缺第25题"),
        ({"items": ITEMS[:7], "numbers": [*ATTRACTIVE, 40]}, "第40题不属于任何量表"),
        ({"scales": {"甲": [1, 2], "乙": [2, 3]}}, "题号2在 scales 中写了两次"),
        ({"scales": {"甲": []}}, "量表“甲”没有题号"),
        ({"scales": {" ": [1]}}, "没有名称"),
        ({"reversed_items": [27]}, "题号27不在问卷里"),
        ({"benchmarks": {"好看": [0, 1, 2, 2.5]}}, "没有名为“好看”的量表"),
        ({"benchmarks": {"效率": [0, 1, 1, 2]}}, "不是由低到高"),
        ({"benchmarks": {"效率": [0, 1, 2, 4]}}, "不在－3与3之间"),
        ({"bound": 3}, "bound"),
        ({"lowest": 0}, "lowest"),
    ],
)
def test_options_that_do_not_fit(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ProjectError) as caught:
        run(sheets(12), **options)
    assert said in str(caught.value)


def test_a_bad_cell_has_its_place() -> None:
    rows: list[list[Any]] = [*sheets(3)]
    rows[1][4] = "8"
    with pytest.raises(DataError) as caught:
        run(rows)
    problem = caught.value.problems[0]
    assert "1至7之间的数" in problem.what
    assert (problem.where.row, problem.where.column) == (3, "题5")  # type: ignore[union-attr]
    data = table(sheets(3))
    del data["题9"]
    with pytest.raises(DataError, match="没有“题9”列"):
        reporter.run_study("ueq", data, items=ITEMS)


def listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def test_the_section(tmp_path: Path) -> None:
    rows = [*sheets(40, mean=1.5), [4] * 26]
    facts, text = section(tmp_path, f'method = "ueq"\nitems = [{listed(ITEMS)}]\n', table(rows))
    assert text.lstrip().startswith(
        "41份答卷在6个量表（最差−3，最好3）中，用户的评价可以断定为正面的有6个"
    )
    assert "1份答卷（2.4%）可能没有认真填写" in text
    assert "没有剔除" in text
    assert "多为国外软件" in text
    assert "方向相反" not in text
    assert facts["evaluation", "吸引力"].value == "正面"


def test_the_section_warns_of_items_that_were_not_turned(tmp_path: Path) -> None:
    wrong = [one for one in FULL.reversed_items if one not in (21, 25)]
    study = f'method = "ueq"\nitems = [{listed(ITEMS)}]\nreversed_items = {wrong}\n'
    _, text = section(tmp_path, study, table(sheets(60, mean=1.5)))
    assert "题25和题21与同一量表的其余题目方向相反" in text or "题21和题25与同一量表" in text
    assert "以上得分暂不能用" in text


def test_the_section_of_attractiveness_alone(tmp_path: Path) -> None:
    names = [f"题{i}" for i in ATTRACTIVE]
    own = [[row[i - 1] for i in ATTRACTIVE] for row in sheets(50, seed=8, mean=1.5)]
    study = f'method = "ueq"\nitems = [{listed(names)}]\nnumbers = {list(ATTRACTIVE)}\n'
    _, text = section(tmp_path, study, table(own, names))
    assert text.lstrip().startswith("吸引力得分为")
    assert "用户的评价为正面。" in text
    few = reporter.run_study("ueq", table(own[:5], names), items=names, numbers=list(ATTRACTIVE))
    assert "样本量不足10" in few.meta["lacks"][0]["reason"]


def test_answers_on_five_steps_are_not_read_as_seven() -> None:
    rows = [[1 + (i + j) % 5 for j in range(26)] for i in range(20)]
    assert "1至5之间" in run(rows)["lacks/ueq"].error
    assert "lacks/ueq" not in run(rows, confirmed=True)
    assert "lacks/ueq" not in run([[6, *rows[0][1:]], *rows[1:]])
    assert "lacks/ueq" not in run(rows[:3])  # too few to tell
