"""Make the data files of this sample, the same at every run: people and answers are made up.

Every file has a function of its own with a seed of its own, so that one can change alone.
"""

from __future__ import annotations

import csv
import random
from pathlib import Path

HERE = Path(__file__).parent / "data"


def write(name: str, head: list[str], rows: list[list[object]]) -> None:
    with (HERE / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(head)
        writer.writerows(rows)


def survey() -> None:
    """The survey itself: 200 customers, six questions on a scale of four."""
    draw = random.Random(1)
    answers = ["非常满意", "满意", "基本满意", "不满意"]
    items = {
        "电压质量": (52, 38, 8, 2),
        "停电通知": (40, 40, 15, 5),
        "抢修速度": (36, 42, 16, 6),
        "业务办理": (48, 40, 9, 3),
        "窗口服务": (60, 34, 5, 1),
        "电费查询": (44, 40, 12, 4),
    }
    rows: list[list[object]] = []
    for number in range(1, 201):
        lift = draw.gauss(0, 0.6)
        row: list[object] = [f"K{number:03d}", draw.choice(["城区", "郊区", "县域"])]
        for shares in items.values():
            spread = sum(shares[:1]) / 100
            place = draw.gauss(lift, 1)
            order = sorted(draw.random() for _ in range(3))
            pick = draw.choices(range(4), weights=shares)[0]
            pick = max(0, pick - 1) if place > 1.2 and order[0] < spread else pick
            row.append(answers[pick])
        rows.append(row)
    write("survey.csv", ["编号", "供电区域", *items], rows)


def kano() -> None:
    """Five features, two questions each, 160 customers."""
    draw = random.Random(2)
    scale = ["很喜欢", "理应如此", "无所谓", "勉强接受", "很不喜欢"]
    features = {
        "停电短信通知": ((55, 35, 8, 2, 0), (2, 5, 10, 28, 55)),
        "线上缴费": ((30, 60, 8, 2, 0), (1, 3, 6, 25, 65)),
        "用电分析报告": ((60, 8, 28, 4, 0), (2, 4, 62, 26, 6)),
        "上门服务": ((40, 12, 42, 6, 0), (4, 4, 66, 20, 6)),
        "积分商城": ((22, 6, 62, 8, 2), (5, 3, 80, 9, 3)),
    }
    head = [f"{name}（{word}）" for name in features for word in ("提供", "不提供")]
    rows: list[list[object]] = [
        [draw.choices(scale, weights=shares)[0] for pair in features.values() for shares in pair]
        for _ in range(160)
    ]
    write("kano.csv", head, rows)


def control_steps() -> None:
    """Monthly scores of four steps of new connections over two years, one step that slips."""
    draw = random.Random(36)
    steps = {"业务受理": 93.5, "方案答复": 90.5, "工程施工": 87.5, "装表送电": 91.5}
    rows: list[list[object]] = []
    for index in range(24):
        month = f"{2024 + (index + 9) // 12}年{(index + 9) % 12 + 1:02d}月"
        for step, level in steps.items():
            slip = -2.6 if step == "方案答复" and index >= 15 else 0.0
            slip += -5.5 if step == "工程施工" and index == 18 else 0.0
            rows.append([month, step, round(draw.gauss(level + slip, 1.1), 1)])
    write("control_steps.csv", ["月份", "环节", "得分"], rows)


def control_calls() -> None:
    """Weekly call-backs of the hotline: thousands a week, so that chance alone explains little."""
    draw = random.Random(32)
    rows: list[list[object]] = []
    for week in range(1, 27):
        calls = draw.randint(2600, 3800)
        share = min(max(draw.gauss(0.031, 0.006), 0.012), 0.06) + (0.021 if week == 23 else 0)
        rows.append([f"第{week}周", calls, sum(draw.random() < share for _ in range(calls))])
    write("control_calls.csv", ["周次", "回访数", "不满意数"], rows)


def service() -> None:
    """Overall judgement, eight attributes and how important they are, 400 customers."""
    draw = random.Random(31)
    words = ["非常满意", "满意", "基本满意", "不满意"]
    attributes = {  # height of the satisfaction, pull on the overall judgement, importance
        "供电可靠性": (0.35, 0.62, 9.2),
        "停电通知": (-0.25, 0.40, 8.1),
        "抢修速度": (-0.45, 0.55, 8.9),
        "业务办理": (0.10, 0.30, 7.6),
        "窗口服务": (0.60, 0.22, 6.9),
        "电费透明": (-0.05, 0.34, 8.3),
        "线上渠道": (0.30, 0.12, 6.2),
        "用电咨询": (-0.30, 0.10, 5.9),
    }
    rows: list[list[object]] = []
    for number in range(1, 401):
        mood = draw.gauss(0, 0.25)
        felt = {name: mood + draw.gauss(height, 0.85) for name, (height, *_) in attributes.items()}
        whole = sum(pull * (felt[name] - height) for name, (height, pull, _) in attributes.items())
        whole = 0.15 + 0.75 * whole + draw.gauss(0, 0.5)
        answers = [words[_step(value)] for value in felt.values()]
        asked = [
            str(min(10, max(1, round(importance + draw.gauss(0, 1.3)))))
            for *_, importance in attributes.values()
        ]
        if number % 29 == 0:
            answers[number % 8] = "不了解"
        rows.append([f"F{number:03d}", words[_step(whole)], *answers, *asked])
    head = ["编号", "总体满意度", *attributes, *(f"{name}的重要程度" for name in attributes)]
    write("service.csv", head, rows)


def _step(value: float) -> int:
    """Return the answer to a feeling: 0 is the best of four."""
    return sum(value < bound for bound in (0.35, -0.6, -1.4))


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    survey()
    kano()
    control_steps()
    control_calls()
    service()
