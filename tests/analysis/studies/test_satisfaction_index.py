"""The satisfaction index as users call it: facts, traps of the method, and what it refuses."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import reporter
from reporter.analysis.studies.parts.path_models import Construct, path_model, presets
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import Fact, FactTable
from reporter.facts.format import printed
from tests.study_sections import section

DATA = Path(__file__).parents[2] / "data" / "studies"
ITEMS = {
    "企业形象": [f"IMAG{i}" for i in range(1, 6)],
    "顾客期望": [f"CUEX{i}" for i in range(1, 4)],
    "感知质量": [f"PERQ{i}" for i in range(1, 8)],
    "感知价值": ["PERV1", "PERV2"],
    "顾客满意度": [f"CUSA{i}" for i in range(1, 4)],
    "顾客抱怨": ["CUSCO"],
    "顾客忠诚": [f"CUSL{i}" for i in range(1, 4)],
}
Columns = dict[str, list[Any]]


def mobi() -> Columns:
    with (DATA / "ecsi_mobi.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


def constructs(only: dict[str, list[str]] | None = None) -> list[dict[str, Any]]:
    return [{"name": name, "items": items} for name, items in (only or ITEMS).items()]


def run(data: Columns | None = None, **options: Any) -> FactTable:
    given = {"preset": "ecsi", "constructs": constructs(), "bootstrap": 200, **options}
    return reporter.run_study("satisfaction_index", data or mobi(), **given)


def one(facts: FactTable, statistic: str, where: str = "", detail: str = "") -> Fact:
    subject = f"satisfaction_index.{where}" if where else "satisfaction_index"
    found = facts.select(statistic, subject)
    return next(fact for fact in found if fact.detail == detail)


FULL = run(bootstrap=1000)


def test_index_and_paths_are_those_of_r() -> None:
    index = one(FULL, "index", "construct.顾客满意度")
    assert index.value == pytest.approx(72.5428022608, abs=1e-6)
    assert index.ci_low is not None
    assert index.ci_high is not None
    assert index.ci_low < 72.54 < index.ci_high
    path = one(FULL, "coefficient", "path.企业形象_→_顾客满意度")
    assert path.value == pytest.approx(0.17883348039, abs=1e-6)
    assert one(FULL, "path", "construct.企业形象", "顾客满意度").value == path.value
    assert one(FULL, "r_squared", "construct.顾客满意度").value == pytest.approx(
        0.68028109, abs=1e-6
    )
    effect = one(FULL, "total_effect", "construct.企业形象")
    assert effect.value == pytest.approx(0.39047785413, abs=1e-6)
    raw = run(metric="raw")
    assert one(raw, "index", "construct.顾客满意度").value == pytest.approx(71.2481593373, abs=1e-6)
    assert one(raw, "metric").value == "原始分"
    assert one(FULL, "metric").value == "各题标准化"


def test_verdicts_follow_interval_and_p() -> None:
    for fact in FULL:
        if fact.statistic != "coefficient":
            continue
        where = fact.subject.removeprefix("satisfaction_index.")
        assert fact.ci_low is not None
        assert fact.ci_high is not None
        sure = fact.ci_low > 0 or fact.ci_high < 0
        assert (one(FULL, "verdict", where).value == "有关") == sure
        assert (one(FULL, "p", where).value < 0.05) == sure  # type: ignore[operator]


def test_single_item_has_no_reliability() -> None:
    for statistic in ("alpha", "rho_a", "rho_c", "rho_dg", "ave"):
        fact = one(FULL, statistic, "construct.顾客抱怨")
        assert fact.value is None
        assert fact.error == "单题构念不适用。"
    assert one(FULL, "quality", "construct.顾客抱怨").value == "不适用"
    assert one(FULL, "loading", "item.CUSCO").value == pytest.approx(1.0)
    assert one(FULL, "remark", "item.CUSCO").value == "单题"


def test_htmt_above_the_limit_is_told() -> None:
    assert one(FULL, "apart", "pair.感知质量与顾客满意度").value == "区分不开"
    assert one(FULL, "apart", "pair.企业形象与顾客期望").value == "可以区分"
    assert not any("顾客抱怨" in f.subject for f in FULL if f.statistic == "htmt")


def test_weak_and_reversed_items_are_told_and_kept() -> None:
    assert one(FULL, "remark", "item.CUSL2").value == "载荷很低"
    data = mobi()
    data["CUSA3"] = [11 - int(text) for text in data["CUSA3"]]
    turned = run(data)
    assert one(turned, "remark", "item.CUSA3").value == "方向相反"
    index = one(turned, "index", "construct.顾客满意度")
    assert index.value is None
    assert "CUSA3" in index.error
    assert "负" in index.error


def test_negative_weight_refuses_the_index_only() -> None:
    given = constructs()
    given[2]["mode"] = "formative"
    data = mobi()
    pairs = zip(data["PERQ1"], data["CUSA3"], strict=True)
    data["PERQ6"] = [min(10, max(1, 6 + int(one) - int(other))) for one, other in pairs]
    facts = run(data, constructs=given)
    index = one(facts, "index", "construct.感知质量")
    assert index.value is None
    assert "PERQ6" in index.error
    assert one(facts, "index", "construct.顾客满意度").value is not None
    assert one(facts, "alpha", "construct.感知质量").error == "形成型构念不适用。"


def test_scale_decides_where_zero_is() -> None:
    data = {name: [int(text) - 1 for text in column] for name, column in mobi().items()}
    moved = run(data, scale=(0, 9))
    known = one(FULL, "index", "construct.顾客满意度").value
    assert one(moved, "index", "construct.顾客满意度").value == pytest.approx(known, abs=1e-9)


def test_missing_answers_by_the_declared_rule() -> None:
    data = mobi()
    for row in range(10):
        data["IMAG1"][row] = ""
    dropped, filled = run(data), run(data, fill="mean")
    assert one(dropped, "n").value == 240
    assert one(filled, "n").value == 250
    assert one(dropped, "incomplete").value == one(filled, "incomplete").value == 10
    assert one(filled, "filled").value == 10
    indices = [one(f, "index", "construct.企业形象").value for f in (dropped, filled, FULL)]
    assert len({round(float(v), 9) for v in indices if isinstance(v, float)}) == 3


def test_straight_liners_are_counted() -> None:
    data = mobi()
    for column in data.values():
        column.extend(["8"] * 5)
    assert one(run(data), "same").value == int(one(FULL, "same").value or 0) + 5


def test_small_samples_are_warned_of() -> None:
    assert one(FULL, "needed").value == 40  # four arrows point at satisfaction
    assert one(FULL, "enough").value == "够"
    small = run({name: column[:35] for name, column in mobi().items()})
    assert one(small, "enough").value == "不够"


def test_constant_item_is_left_out_and_said() -> None:
    data = mobi()
    data["IMAG2"] = ["7"] * 250
    facts = run(data)
    assert one(facts, "weight", "item.IMAG2").error == "所有人答案相同，未参与估计。"
    assert one(facts, "items", "construct.企业形象").value == 4


def test_no_result_is_a_sentence() -> None:
    for data, words in (
        ({name: column[:1] for name, column in mobi().items()}, "只有1份答卷"),
        ({**{name: [""] * 20 for name in mobi()}, "x": ["1"] * 20}, "只有0份答卷"),
        ({**mobi(), "CUSCO": ["5"] * 250}, "“顾客抱怨”的各题所有人答案相同"),
    ):
        facts = run(data)
        lacks = [fact for fact in facts if fact.statistic == "lacks"]
        assert words in lacks[0].error
        assert len(tuple(facts)) == 1
    same = mobi()
    same["PERV1"] = same["PERV2"] = same["CUSCO"]
    twin = {"感知价值": ["PERV1"], "顾客抱怨": ["CUSCO"], "顾客满意度": ITEMS["顾客满意度"]}
    paths = [["感知价值", "顾客满意度"], ["顾客抱怨", "顾客满意度"]]
    facts = run(same, preset="", paths=paths, constructs=constructs(twin))
    assert "几乎完全相同" in next(f.error for f in facts if f.statistic == "lacks")


def test_non_convergence_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reporter.stats.pls.MOST_ROUNDS", 2)
    facts = run()
    assert "未收敛" in next(f.error for f in facts if f.statistic == "lacks")


def waves(lift: int) -> Columns:
    data = mobi()
    later = {
        name: [min(10, int(t) + lift) if name.startswith("CUSA") else t for t in column]
        for name, column in data.items()
    }
    both: Columns = {name: data[name] + later[name] for name in data}
    both["年度"] = ["2025"] * 250 + ["2026"] * 250
    return both


def test_change_of_the_index_has_an_interval_of_its_own() -> None:
    options = {"wave": "年度", "current": "2026", "previous": "2025"}
    more, same = run(waves(1), **options), run(waves(0), **options)
    change = one(more, "change", "construct.顾客满意度")
    assert change.value == pytest.approx(
        float(one(more, "index", "construct.顾客满意度").value or 0) - 72.5428022608, abs=1e-6
    )
    assert change.ci_low is not None
    assert change.ci_low > 0
    assert one(more, "change_verdict", "construct.顾客满意度").value == "显著提高"
    assert one(same, "change", "construct.顾客满意度").value == pytest.approx(0, abs=1e-9)
    assert one(same, "change_verdict", "construct.顾客满意度").value == "基本持平"


def test_printed_change_is_the_difference_of_printed_indices() -> None:
    facts = run(waves(1), wave="年度", current="2026", previous="2025")
    for name in ITEMS:
        row = f"construct.{name}"
        parts = [one(facts, statistic, row) for statistic in ("index", "index_previous", "change")]
        now, before, change = (printed(fact).number for fact in parts)
        assert now is not None
        assert before is not None
        assert change == pytest.approx(now - before)


def test_a_wave_without_enough_answers_is_not_compared() -> None:
    data = waves(0)
    data["年度"] = ["2025"] * 4 + ["2026"] * 496
    facts = run(data, wave="年度", current="2026", previous="2025")
    assert one(facts, "compared").value == "不能比较"
    assert "只有4份" in str(one(facts, "change_lacks").value)
    with pytest.raises(ProjectError, match="没有“2024”"):
        run(data, wave="年度", current="2026", previous="2024")


def test_presets_are_models() -> None:
    counts = {"acsi": (6, 9), "ecsi": (7, 12), "ccsi": (6, 11)}
    assert set(presets()) == set(counts)
    for name, (boxes, arrows) in counts.items():
        model = presets()[name]
        given = tuple(Construct(name=c, items=(f"{c}题",)) for c in model["constructs"])
        made = path_model(given, name)
        assert (len(made.constructs), len(made.paths)) == (boxes, arrows)
        assert all(start < end for start, end in made.paths)
        assert made.names[made.index] == "顾客满意度"


def test_a_construct_that_was_not_asked_is_left_out_and_named() -> None:
    fewer = {name: items for name, items in ITEMS.items() if name != "顾客抱怨"}
    facts = run(constructs=constructs(fewer))
    assert one(facts, "left_out", detail="顾客抱怨").value == "顾客抱怨"
    assert not any("顾客抱怨" in fact.subject for fact in facts)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"constructs": [{"name": "感知质", "items": ["PERQ1"]}] * 2}, "写了不止一次"),
        (
            {"constructs": constructs({**ITEMS, "感知质": ["X"]})},
            "“感知质”不是.*照写名称.*“企业形象”",
        ),
        ({"preset": "", "paths": [["企业形象", "质量"]]}, "“质量”没有列在"),
        ({"preset": ""}, "没有说明模型"),
        ({"paths": [["企业形象", "感知质量"]]}, "不能同时写"),
        ({"preset": "", "paths": [["企业形象", "感知质量"]]}, "没有任何路径"),
        ({"preset": "", "index": "忠诚度"}, "没有说明模型"),
        ({"wave": "年度"}, "本期和上期"),
        ({"preset": "bcsi"}, "preset"),
        ({"mode": "A"}, "mode"),
    ],
)
def test_wrong_options_are_named(change: dict[str, Any], words: str) -> None:
    with pytest.raises(ProjectError, match=words):
        run(**change)


def test_paths_in_a_circle() -> None:
    two = {"质量": ["PERQ1"], "满意度": ["CUSA1"]}
    circle = [["质量", "满意度"], ["满意度", "质量"]]
    with pytest.raises(ProjectError, match="圈"):
        run(preset="", constructs=constructs(two), paths=circle)


def test_bad_cells_have_a_place() -> None:
    data = mobi()
    data["CUSA1"][3] = "11"
    with pytest.raises(DataError, match="第5行“CUSA1”列：“11”不是1至10之间的数"):
        run(data)
    with pytest.raises(DataError, match="没有“CUSA9”列"):
        run(constructs=constructs({**ITEMS, "顾客满意度": ["CUSA9"]}))


def test_order_of_rows_does_not_matter() -> None:
    turned = {name: column[::-1] for name, column in mobi().items()}
    facts = run(turned)
    for where in ITEMS:
        known = one(FULL, "index", f"construct.{where}").value
        assert one(facts, "index", f"construct.{where}").value == pytest.approx(known, abs=1e-9)


def test_words_as_answers() -> None:
    names = {str(i): f"{i}分" for i in range(1, 11)}
    data = {name: [names[text] for text in column] for name, column in mobi().items()}
    facts = run(data, answers={word: int(number) for number, word in names.items()})
    known = one(FULL, "index", "construct.感知质量").value
    assert one(facts, "index", "construct.感知质量").value == known


def study(extra: str, only: dict[str, list[str]] | None = None) -> str:
    lines = ['method = "satisfaction_index"', "bootstrap = 200", extra]
    for name, items in (only or ITEMS).items():
        listed = ", ".join(f'"{item}"' for item in items)
        lines += ["[[studies.constructs]]", f'name = "{name}"', f"items = [{listed}]"]
    return "\n".join(lines) + "\n"


def test_section_says_what_it_found(tmp_path: Path) -> None:
    _, text = section(tmp_path, study('preset = "ecsi"'), mobi())
    start = "顾客满意度指数为72.5分（95%置信区间"
    assert start in text
    assert "根据250份完整答卷用欧洲顾客满意度指数模型（ECSI）估计" in text
    assert "对顾客满意度总影响最大的是感知质量（0.619" in text
    assert "感知质量与顾客满意度（0.954）" in text
    assert "CUSL2（0.219），保留在模型中" in text
    assert "不能单凭它断定因果" in text
    assert "上期" not in text


def test_section_compares_waves(tmp_path: Path) -> None:
    extra = 'preset = "ecsi"\nwave = "年度"\ncurrent = "2026"\nprevious = "2025"'
    _, text = section(tmp_path, study(extra), waves(1))
    assert "2025为72.5分，本期显著提高（相差+" in text
    _, text = section(tmp_path, study(extra), waves(0))
    assert "两期基本持平（相差0.0分" in text


def test_section_without_an_index_says_why(tmp_path: Path) -> None:
    data = mobi()
    data["CUSA3"] = [11 - int(text) for text in data["CUSA3"]]
    _, text = section(tmp_path, study('preset = "ecsi"'), data)
    assert "顾客满意度的指数算不出来：题目“CUSA3”的权重为负" in text
    assert "可能是反向题没有换算" in text


def test_section_of_the_smallest_model(tmp_path: Path) -> None:
    """Satisfaction acts and nothing acts on it: no R², no effects, still a section."""
    two = {name: ITEMS[name] for name in ("顾客满意度", "顾客忠诚")}
    extra = 'paths = [["顾客满意度", "顾客忠诚"]]'
    _, text = section(tmp_path, study(extra, two), mobi())
    assert "用自定路径模型估计" in text
    assert "总影响最大" not in text


def test_changes_beside_the_index_are_many_and_corrected() -> None:
    """The index was asked for; Holm's method takes the others (.004 of five is .02)."""
    from reporter.analysis.studies.satisfaction_index import _adjusted

    found = _adjusted([0.4, 0.9, 0.004, 0.2, 0.012, 0.8], main=4)
    assert found == pytest.approx([1.0, 1.0, 0.02, 0.8, 0.012, 1.0])
