"""Sentences of sections when data are few, all alike, or the other way round: nothing is claimed
that the data do not show, and no one is called first or last among equals."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from reporter.project.study_table import StudyTable
from tests.study_cases import cases, rows_of, section_report, with_cells

Change = Callable[[StudyTable], StudyTable]


def few(table: StudyTable) -> StudyTable:
    return rows_of(table, range(0, len(table), len(table) // 12)[:12])


def sixty(table: StudyTable) -> StudyTable:
    return rows_of(table, range(0, len(table), len(table) // 60)[:60])


def turned_twice(table: StudyTable) -> StudyTable:
    """The file has turned the question that the project file says is still to be turned."""
    return with_cells(
        table, lambda _n, _i, cell: str(6 - int(cell)) if cell else "", ["投诉难处理"]
    )


def six(table: StudyTable) -> StudyTable:
    return rows_of(table, range(6))


def alike(*names: str) -> Change:
    """Every answer of the columns is the most frequent one."""

    def changed(table: StudyTable) -> StudyTable:
        most = {n: Counter(c for c in table.columns[n] if c).most_common(1)[0][0] for n in names}
        return with_cells(table, lambda name, _i, cell: most[name] if cell else cell, names)

    return changed


def everywhere(text: str, name: str) -> Change:
    return lambda table: with_cells(table, lambda _n, _i, cell: text if cell else cell, [name])


def apart(table: StudyTable) -> StudyTable:
    """One channel as it is; the other one point lower in the second question alone."""
    columns = dict(table.columns)
    columns["服务态度（自评）"] = columns["服务态度（第三方）"]
    columns["环境设施（自评）"] = columns["环境设施（第三方）"]
    lower = [str(float(cell) - 3 - i % 2) for i, cell in enumerate(columns["办理时限（第三方）"])]
    return with_cells(
        table,
        lambda name, i, _cell: lower[i] if name == "办理时限（自评）" else columns[name][i],
    )


def as_it_is(table: StudyTable) -> StudyTable:
    return table


def own_grade(table: StudyTable) -> StudyTable:
    """Each rater gives one grade only, and no two the same."""
    grades = {"暗访员甲": "差", "暗访员乙": "一般", "暗访员丙": "好"}
    return with_cells(table, lambda name, _i, _c: grades[name], tuple(grades))


def text_of(study: str, change: Change, folder: Path) -> str:
    case = cases()[study]
    report = section_report(case, case.run(change(case.table)), folder)
    assert report.check() == ()
    return html.unescape(re.sub(r"<[^>]+>", "", report.render("html").decode()))


@pytest.mark.parametrize(
    ("study", "change", "said", "unsaid"),
    [
        ("mystery", everywhere("是", "结果"), "各环节的落实率相同", "最低（100|检查项是"),
        ("tasks", everywhere("是", "完成"), "各项任务的完成率相同", "完成率最低的是|92.9%；"),
        ("nps", everywhere("10", "推荐意愿"), "各类的净推荐值相同", "最低（|贬损者应逐一回访"),
        ("raters", own_grade, "各对的一致性相同", "一致性最低的是|绝大多数对象属于同一类"),
        ("channels", apart, "办理时限两种评价相差较多", "服务态度两种评价相差|高出"),
        ("channels", six, "都没有判断高低", "高于第三方评价的0项"),
        ("delighters", few, "样本不足，不作判断", "能把“非常满意”与“满意”的客户明显区分开"),
        ("delighters", sixty, "（42份答全的答卷）样本不足，不作判断", "仍与总体|看不出与总体"),
        ("nps", sixty, "各类样本较少，高低不作判断", "高低次序可能出于偶然"),
        ("gap", few, "与期望相比，样本不足，不作判断", "没有发现哪个维度|没有哪个维度"),
        ("kano", few, "各要素的样本较少，类别只供参考", "None"),
        ("matrix", few, "各因素的样本较少，所在的区只供参考", "None"),
        ("reliability", few, "完整答卷），样本不足，不作判断", "信度偏低|相关偏低的有"),
        ("account_managers", few, "不足30次，不作判断", "没有发现员工|没有员工"),
        ("reliability", turned_twice, "可能本来不是反向题", "多半是反向题没有换算"),
        ("segments_kind", sixty, "之间的差异没有判断", "没有发现哪一项|没有值得"),
        ("sample_plan", few, "须先提高回收率", "应发放|样本偏多"),
        ("wave_change", alike("停电通知", "窗口服务", "抢修速度", "电费查询"),
         "停电通知、窗口服务和抢修速度没有判断：有一期", "2026年度电费查询"),
        ("control_steps", as_it_is, "基准期内已有异常信号（方案答复1处）", "None"),
        ("large_customers", alike("可靠性评价", "抢修评价", "走访评价", "停电小时", "复电分钟"),
         "没有客户有指标不达标", "，0个客户|有0个"),
    ],
)  # fmt: skip
def test_sentences_hold_for_other_data(
    study: str, change: Change, said: str, unsaid: str, tmp_path: Path
) -> None:
    text = text_of(study, change, tmp_path)
    assert said in text
    assert not re.search(unsaid, text)


def test_no_difference_found_is_no_proof_of_none(tmp_path: Path) -> None:
    scores = ("供电可靠", "停电通知", "抢修速度", "业务办理", "电费电价", "客户经理")

    def mixed(table: StudyTable) -> StudyTable:
        return with_cells(table, lambda n, i, _c: table.columns[n][i * 7 % len(table)], scores)

    text = text_of("classes", mixed, tmp_path)
    assert "没有显示各类的满意度不同" in text
    assert "不必区别对待" not in text
