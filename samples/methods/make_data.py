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


def satisfaction_index() -> None:
    """Two waves of a power supply survey on a scale of ten, with a model behind the answers."""
    draw = random.Random(41)
    items = {
        "品牌形象": ("企业信誉", "社会责任形象"),
        "预期质量": ("供电可靠预期", "服务水平预期"),
        "感知质量": ("供电可靠", "电压稳定", "办电便捷", "抢修及时", "服务态度"),
        "感知价值": ("电费合理", "同样电价下的服务"),
        "顾客满意度": ("总体满意", "与预期相比", "与理想相比"),
        "顾客忠诚": ("愿意推荐", "愿意使用增值服务"),
    }
    level = {
        "企业信誉": 8.1, "社会责任形象": 7.9, "供电可靠预期": 8.0, "服务水平预期": 7.7,
        "供电可靠": 7.9, "电压稳定": 8.0, "办电便捷": 7.3, "抢修及时": 7.1, "服务态度": 8.2,
        "电费合理": 6.4, "同样电价下的服务": 6.8, "总体满意": 7.8, "与预期相比": 7.3,
        "与理想相比": 6.9, "愿意推荐": 7.4, "愿意使用增值服务": 6.2,
    }  # fmt: skip
    sure = {"愿意使用增值服务": 0.35, "电压稳定": 0.6, "服务水平预期": 0.65}
    rows: list[list[object]] = []
    for wave, count, lift in (("2025年", 260, 0.0), ("2026年", 300, 0.45)):
        for _ in range(count):
            image = draw.gauss(0, 1)
            expected = 0.55 * image + draw.gauss(0, 0.84)
            quality = 0.3 * image + 0.45 * expected + draw.gauss(0, 0.75)
            value = 0.1 * image + 0.05 * expected + 0.5 * quality + draw.gauss(0, 0.8)
            happy = 0.15 * image + 0.45 * quality + 0.28 * value + draw.gauss(0, 0.5)
            loyal = 0.65 * happy + draw.gauss(0, 0.75)
            latent = dict(zip(items, (image, expected, quality, value, happy, loyal), strict=True))
            row: list[object] = [wave]
            for construct, names in items.items():
                for name in names:
                    share = sure.get(name, 0.8)
                    noise = (1 - share**2) ** 0.5 * draw.gauss(0, 1)
                    moved = level[name] + (lift if construct in ("感知质量", "顾客满意度") else 0)
                    found = moved + 1.6 * (share * latent[construct] + noise)
                    row.append(min(10, max(1, round(found))))
            if draw.random() < 0.03:
                row[draw.randrange(1, len(row))] = ""
            rows.append(row)
    head = ["年度", *(name for names in items.values() for name in names)]
    write("satisfaction_index.csv", head, rows)


def records() -> None:
    """Records of customers called back: a sample of residents, and of the others, five fields."""
    draw = random.Random(33)
    fields = {
        "户名": 0.001,
        "用电地址": 0.004,
        "联系电话": 0.013,
        "证件号码": 0.003,
        "用电类别": 0.001,
    }
    rows: list[list[object]] = []
    for name, count, worse in (("非居民客户", 200, 0.0), ("居民客户", 500, 1.0)):
        for _ in range(count):
            marks = ["错误" if draw.random() < worse * p else "正确" for p in fields.values()]
            rows.append([f"D{len(rows) + 1:04d}", name, *marks])
    write("records.csv", ["档案编号", "客户类别", *fields], rows)


def customers() -> None:
    """480 customers of four kinds: how they judge, what they choose, how much they use."""
    draw = random.Random(34)
    kinds = {
        "居民": (220, 0.0),
        "一般工商业": (130, -0.25),
        "大工业": (70, 0.35),
        "农业": (60, -0.1),
    }
    items = {
        "供电可靠": 0.1,
        "停电通知": -0.3,
        "抢修速度": -0.1,
        "业务办理": 0.1,
        "电费电价": -0.4,
        "客户经理": 0.2,
    }
    shifts = {
        ("农业", "供电可靠"): -0.9,
        ("一般工商业", "电费电价"): -0.7,
        ("大工业", "停电通知"): 0.9,
    }
    channels = {
        "居民": (("网上国网", "营业厅", "95598 热线", "微信公众号", "其他"), (46, 18, 12, 20, 4)),
        "一般工商业": (
            ("网上国网", "营业厅", "客户经理", "95598 热线", "其他"),
            (34, 26, 22, 14, 4),
        ),
        "大工业": (("客户经理", "网上国网", "营业厅", "95598 热线", "其他"), (68, 14, 8, 8, 2)),
        "农业": (("营业厅", "网上国网", "95598 热线", "微信公众号", "其他"), (48, 18, 18, 10, 6)),
    }
    wishes = {
        "减少停电": 0.42,
        "缩短抢修时间": 0.33,
        "提前通知停电": 0.38,
        "简化办电手续": 0.24,
        "电费账单易懂": 0.3,
        "其他": 0.05,
    }
    use = {"居民": (7.8, 0.5), "一般工商业": (10.6, 0.7), "大工业": (14.2, 0.8), "农业": (9.2, 0.8)}
    rows: list[list[object]] = []
    for kind, (count, level) in kinds.items():
        for _ in range(count):
            # two ways of judging: those who meet the grid seldom, and those who meet it often
            mood = draw.gauss(level, 0.5)
            answers = []
            for item, easy in items.items():
                value = draw.gauss(mood + easy + shifts.get((kind, item), 0.0), 0.8) + 1.1
                answers.append(
                    ["不满意", "基本满意", "满意", "非常满意"][
                        sum(value > cut for cut in (-0.7, 0.3, 1.4))
                    ]
                )
            names, shares = channels[kind]
            named = [wish for wish, share in wishes.items() if draw.random() < share]
            order = sorted(
                ("电压稳定", "少停电", "抢修快", "办电省时", "电费清楚"),
                key=lambda name: draw.gauss(
                    {
                        "少停电": 0.0,
                        "抢修快": 0.5,
                        "电压稳定": 0.9,
                        "电费清楚": 1.0,
                        "办电省时": 1.6,
                    }[name],
                    1.0,
                ),
            )
            credit = draw.choices(
                "ABC", weights=(60, 30, 10) if kind == "大工业" else (45, 40, 15)
            )[0]
            amount = round(draw.lognormvariate(*use[kind]))
            rows.append(
                [
                    kind,
                    credit,
                    amount,
                    *answers,
                    draw.choices(names, weights=shares)[0],
                    "┋".join(named),
                    "→".join(order),
                ]
            )
    draw.shuffle(rows)
    head = ["用电类别", "信用等级", "年用电量", *items, "首选办电渠道", "希望改进", "看重程度排序"]
    write(
        "customers.csv",
        ["编号", *head],
        [[f"D{i:03d}", *row] for i, row in enumerate(rows, start=1)],
    )


def sample_plan() -> None:
    """A stratified sample by kind of customer: town customers answered more readily than asked."""
    draw = random.Random(51)
    strata = {
        "居民（城镇）": (172, 91.5),
        "居民（农村）": (98, 87.0),
        "工商业": (71, 88.5),
        "大客户": (24, 93.0),
    }
    levels = [(100, "非常满意"), (90, "满意"), (75, "基本满意"), (60, "不满意")]
    rows: list[list[object]] = []
    for name, (n, level) in strata.items():
        for _ in range(n):
            row: list[object] = [name]
            for shift in (0.0, -2.0):
                wish = draw.gauss(level + shift, 10)
                row.append(min(levels, key=lambda one: abs(one[0] - wish))[1])
            rows.append(row)
    draw.shuffle(rows)
    write("sample_plan.csv", ["客户类别", "总体评价", "停电通知"], rows)


def large_customers() -> None:
    """Forty large customers: weights of their own, what they say, and what was measured."""
    draw = random.Random(34)
    rows: list[list[object]] = []
    for number in range(1, 41):
        hours = round(draw.lognormvariate(0.9, 0.75), 1)
        minutes = round(draw.gauss(48, 14))
        supply = min(100, max(55, round(97 - 2.2 * hours + draw.gauss(0, 4))))
        repair = min(100, max(55, round(draw.gauss(88, 6))))
        service = min(100, max(60, round(draw.gauss(91, 4))))
        weights = [draw.choice([4, 5, 6]), draw.choice([2, 3, 4]), draw.choice(["", 1, 2])]
        rows.append([f"大客户{number:02d}", supply, hours, repair, minutes, service, *weights])
    head = ["客户", "可靠性评价", "停电小时", "抢修评价", "复电分钟", "走访评价"]
    write("large_customers.csv", [*head, "可靠性权重", "抢修权重", "走访权重"], rows)


def account_managers() -> None:
    """Ratings of twelve account managers: few of some, many of others."""
    draw = random.Random(35)
    sizes = [14, 19, 24, 32, 38, 41, 47, 52, 60, 66, 75, 88]
    lifts = [-5, 3, 1, 0, -1, 4.5, 0.5, -0.5, 0, -5.5, 1, 0.3]
    rows: list[list[object]] = []
    for number, (size, lift) in enumerate(zip(sizes, lifts, strict=True), start=1):
        for _ in range(size):
            score = min(100, max(60, round(draw.gauss(90 + lift, 6))))
            rows.append([f"经理{number:02d}", score])
    draw.shuffle(rows)
    write("account_managers.csv", ["客户经理", "评分"], rows)


def reliability() -> None:
    """A pilot of the questionnaire on a scale of five; one question is put the other way round."""
    draw = random.Random(42)
    items = {
        "供电可靠": (0, 0.75), "电压稳定": (0, 0.6), "停电有通知": (0, 0.55), "抢修及时": (0, 0.7),
        "办电便捷": (1, 0.72), "窗口服务": (1, 0.75), "热线好打": (1, 0.68), "电费清楚": (1, 0.25),
        "投诉难处理": (1, -0.6), "总体满意": (2, 0.8), "愿意推荐": (2, 0.75),
    }  # fmt: skip
    rows: list[list[object]] = []
    for _ in range(220):
        whole = draw.gauss(0, 1)
        felt = [0.7 * whole + 0.71 * draw.gauss(0, 1) for _ in range(3)]
        row: list[object] = []
        for place, share in items.values():
            found = share * felt[place] + (1 - share**2) ** 0.5 * draw.gauss(0, 1)
            middle = 2.4 if share < 0 else 3.9
            row.append(min(5, max(1, round(middle + 0.95 * found))))
        if draw.random() < 0.04:
            row[draw.randrange(len(row))] = ""
        rows.append(row)
    write("reliability.csv", list(items), rows)


def nps() -> None:
    """Would you recommend paying online? 420 customers by the way they pay."""
    draw = random.Random(52)
    ways = {"网上国网": (190, 8.9), "微信支付宝": (140, 8.3), "营业厅": (90, 7.2)}
    rows: list[list[object]] = []
    for way, (n, level) in ways.items():
        rows += [[way, min(10, max(0, round(draw.gauss(level, 1.8))))] for _ in range(n)]
    draw.shuffle(rows)
    for row in rows[:9]:
        row[1] = "不清楚"
    write("nps.csv", ["缴费方式", "推荐意愿"], rows)


def expectation() -> None:
    """Ten items on a scale of seven, expected and perceived, 220 customers."""
    draw = random.Random(32)
    items = {
        "营业厅环境": (5.6, 5.7),
        "设备设施": (5.8, 5.7),
        "按时停送电": (6.6, 5.8),
        "抄表准确": (6.5, 6.2),
        "抢修到达": (6.6, 5.5),
        "答复及时": (6.2, 5.6),
        "业务熟练": (6.1, 6.0),
        "值得信任": (6.3, 6.1),
        "关心客户": (5.5, 5.2),
        "方便办理": (6.0, 6.1),
    }
    rows: list[list[object]] = []
    for number in range(220):
        hope, mood = draw.gauss(0, 0.4), draw.gauss(0, 0.5)
        row: list[object] = []
        for wanted, given in items.values():
            for height, lean in ((wanted, hope), (given, mood)):
                row.append(min(7, max(1, round(height + lean + draw.gauss(0, 0.8)))))
        if number % 37 == 5:
            row[number % 20] = ""
        rows.append(row)
    head = [f"{name}（{word}）" for name in items for word in ("期望", "感知")]
    write("expectation.csv", head, rows)


def repair_tickets() -> None:
    """Fault tickets of one month; a storm in its last days leaves some without power still."""
    from datetime import datetime, timedelta

    draw = random.Random(61)
    start, end = datetime(2026, 9, 1), datetime(2026, 10, 1)
    kinds = {"城区": (0.5, 95, 28), "农村": (0.38, 140, 55), "边远地区": (0.12, 200, 80)}
    opened = [start + timedelta(minutes=draw.uniform(0, 28 * 1440)) for _ in range(270)]
    opened += [end - timedelta(minutes=draw.uniform(5, 900)) for _ in range(90)]
    rows: list[list[object]] = []
    for number, at in enumerate(sorted(opened), start=1):
        kind = draw.choices(list(kinds), weights=[one[0] for one in kinds.values()])[0]
        _, repair, travel = kinds[kind]
        storm = 3.0 if at > end - timedelta(minutes=900) else 1.0
        spans = (
            draw.lognormvariate(1.2, 0.5),
            storm**0.6 * draw.lognormvariate(0, 0.45) * travel,
            storm * draw.lognormvariate(0, 0.6) * (repair - travel),
        )
        row: list[object] = [f"QX09{number:03d}", kind, at.strftime("%Y-%m-%d %H:%M")]
        for span in spans:
            at = at + timedelta(minutes=max(1.0, span))
            row.append(at.strftime("%Y-%m-%d %H:%M") if at < end else "")
        rows.append(row)
    write(
        "repair_tickets.csv",
        ["工单编号", "区域类别", "受理时间", "派单时间", "到达时间", "复电时间"],
        rows,
    )


def wave_change() -> None:
    """Three years, a file each: notices improve; the third year has more large customers."""
    draw = random.Random(53)
    words = {100: "非常满意", 90: "满意", 75: "基本满意", 60: "不满意"}
    items = {
        "停电通知": (84.5, 86.5, 90.5),
        "窗口服务": (91.0, 91.6, 91.6),
        "抢修速度": (87.0, 88.0, 85.0),
    }
    mix = {"居民": (250, 230, 150), "工商业": (110, 120, 180)}
    lift = {"居民": -2.5, "工商业": 4.0}
    for year in range(3):
        rows: list[list[object]] = []
        for kind, sizes in mix.items():
            for _ in range(sizes[year]):
                row: list[object] = [kind]
                for levels in items.values():
                    wish = draw.gauss(levels[year] + lift[kind], 10)
                    row.append(words[min(words, key=lambda point: abs(point - wish))])
                wish = draw.gauss(89, 9)
                row.append(words[min(words, key=lambda point: abs(point - wish))])
                rows.append(row)
        write(f"wave_{2024 + year}.csv", ["客户类别", *items, "电费查询"], rows)


def kpi() -> None:
    """Three levels of indicators: weights, who answers for them, targets and scores."""
    rows: list[list[object]] = [
        ["供电质量", "", 0.40, "", "", ""],
        ["供电可靠性", "供电质量", 0.5, "", "", ""],
        ["停电次数", "供电可靠性", 0.6, "运维检修部", 90, 86.4],
        ["停电时长", "供电可靠性", 0.4, "运维检修部", 90, 87.9],
        ["电压质量", "供电质量", 0.2, "运维检修部", 92, 93.1],
        ["故障抢修", "供电质量", 0.3, "配电抢修中心", 91, 88.2],
        ["服务质量", "", 0.45, "", "", ""],
        ["业扩报装", "服务质量", 0.35, "营销部", 90, 88.6],
        ["营业窗口", "服务质量", 0.25, "营销部", 93, 94.7],
        ["95598热线", "服务质量", 0.25, "客户服务中心", 93, 92.8],
        ["停电通知", "服务质量", 0.15, "调度控制中心", 90, 84.1],
        ["电费电价", "", 0.15, "", "", ""],
        ["电费准确", "电费电价", 0.6, "营销部", 94, 95.2],
        ["缴费便捷", "电费电价", 0.4, "客户服务中心", 93, 94.6],
    ]
    write("kpi.csv", ["指标", "上级指标", "权重", "责任部门", "目标值", "得分"], rows)


def dissatisfaction() -> None:
    """Ratings of 640 customers; who is dissatisfied ticks reasons, some tick none."""
    draw = random.Random(62)
    shares = {"城区": 0.11, "郊区": 0.15, "县域": 0.21}
    reasons = {
        "停电次数多": 0.48,
        "抢修时间长": 0.42,
        "停电没有通知": 0.33,
        "电费账单看不懂": 0.2,
        "办电手续繁琐": 0.17,
        "热线不易打通": 0.12,
        "窗口等候久": 0.08,
        "其他": 0.15,
    }
    rows: list[list[object]] = []
    for number in range(1, 641):
        area = draw.choices(list(shares), weights=(45, 30, 25))[0]
        bad = draw.random() < shares[area]
        if bad:
            rating = draw.choices(("不满意", "非常不满意"), weights=(4, 1))[0]
        else:
            rating = draw.choices(
                ("非常满意", "满意", "基本满意", "不了解"), weights=(45, 38, 16, 1)
            )[0]
        lift = {"县域": 1.25, "郊区": 1.1}.get(area, 0.9)
        named = [name for name, share in reasons.items() if draw.random() < share * lift]
        given = (bad and draw.random() < 0.95) or draw.random() < 0.004
        rows.append([f"B{number:03d}", area, rating, "┋".join(named) if given else ""])
    write("dissatisfaction.csv", ["编号", "供电区域", "总体评价", "不满意的原因"], rows)


def needs() -> None:
    """360 customers who say how much six things matter to them: three kinds of needs."""
    draw = random.Random(35)
    things = ("少停电", "抢修快", "电价实惠", "账单清楚", "线上能办", "有人上门")
    kinds = (
        (9.0, 8.6, 6.0, 6.2, 6.4, 5.6),
        (6.4, 6.2, 9.1, 8.6, 6.6, 5.4),
        (6.6, 6.8, 6.4, 6.0, 4.2, 8.9),
    )
    rows: list[list[object]] = []
    for number in range(1, 361):
        kind = draw.choices(kinds, weights=(45, 33, 22))[0]
        lift = draw.gauss(0, 0.4)
        rows.append(
            [
                f"N{number:03d}",
                *(min(10, max(1, round(draw.gauss(mean + lift, 1.0)))) for mean in kind),
            ]
        )
    write("needs.csv", ["编号", *things], rows)


def measures() -> None:
    """Last year's measures and their indicators in both years."""
    head = ["措施", "指标", "责任部门", "实施情况", "上次状态", "上期", "上期样本量", "上期标准差"]
    head += ["本期", "本期样本量", "本期标准差", "目标值"]
    rows: list[list[object]] = [
        ["停电计划提前七日短信告知", "停电通知", "调度控制中心", "已完成", "进行中",
         84.5, 360, 12.1, 91.2, 330, 10.2, 90],
        ["抢修队伍分片驻点", "抢修速度", "配电抢修中心", "已完成", "进行中",
         87.0, 360, 11.8, 89.9, 330, 11.0, 91],
        ["窗口一次性告知清单", "窗口服务", "营销部", "已完成", "已关闭",
         94.0, 355, 8.4, 93.8, 328, 8.8, 93],
        ["电费账单改版", "电费透明", "营销部", "已完成", "进行中",
         86.2, 352, 10.9, 86.5, 325, 11.3, 90],
        ["热线高峰增加坐席", "95598热线", "客户服务中心", "已完成", "已关闭",
         92.6, 340, 9.0, 88.7, 322, 11.6, 92],
        ["台区低电压治理", "电压质量", "运维检修部", "进行中", "进行中",
         88.1, 358, 11.2, 90.4, 331, 10.6, 92],
        ["充电桩报装专窗", "充电桩报装", "营销部", "已完成", "进行中",
         85.0, 26, 12.6, 90.5, 24, 10.9, 90],
        ["老旧小区增容", "供电能力", "发展建设部", "未启动", "未启动",
         86.8, 350, 11.5, 86.1, 327, 11.9, 90],
    ]  # fmt: skip
    write("measures.csv", head, rows)


def open_answers() -> None:
    """What customers write when asked what to improve: parts of sentences put together."""
    draw = random.Random(63)
    about = {
        "停电": [
            "夏天经常停电，影响做生意",
            "停电太频繁了，冰箱里的东西都坏了",
            "最近停电少了，比以前好",
            "村里一打雷就跳闸",
            "停电次数希望再少一些",
        ],
        "通知": [
            "停电没有提前通知，措手不及",
            "希望停电短信早一点发",
            "计划停电的通知不够及时",
            "短信通知很及时，可以提前准备",
        ],
        "抢修": [
            "打了电话三个小时才来抢修，太慢",
            "抢修师傅态度很好，复电也快",
            "抢修时间太长，没有人解决问题",
            "张师傅半夜来抢修，很负责",
            "希望加快抢修",
        ],
        "电费": [
            "电费账单看不懂，阶梯电价没有讲清楚",
            "电费太贵",
            "这个月电费多收了，打95598才弄明白",
            "缴费很方便，手机上就能交",
        ],
        "办电": [
            "业扩报装手续还是复杂，跑了三趟",
            "业扩报装比前几年快多了",
            "新装充电桩等了两个月",
            "过户需要的材料没有一次说清楚",
        ],
        "热线": [
            "95598经常打不通",
            "热线客服很耐心",
            "打热线转来转去，没有解决",
            "９５５９８服务还可以",
            "我的电话13800000000，请回电，表箱坏了没人管",
        ],
        "线上": ["网上国网挺好用的👍", "APP不好用，老人不会操作", "网上国网还可以"],
        "窗口": ["营业厅窗口排队太久", "营业厅工作人员很热情", "窗口态度一般"],
        "电压": ["晚上电压低，空调带不动", "变压器太小，要增容"],
        "别的": ["路灯不亮", "多到村里走走", "希望越来越好", "多宣传用电知识", "路灯太少"],
    }
    weights = dict(zip(about, (20, 14, 17, 14, 9, 11, 6, 6, 8, 7), strict=True))
    rows: list[list[object]] = []
    for number in range(1, 421):
        area = draw.choices(["城区", "郊区", "县域"], weights=(4, 3, 3))[0]
        kind = draw.choices(["居民", "工商业", "农业"], weights=(6, 3, 1))[0]
        text = ""
        if draw.random() < 0.22:
            text = draw.choice(["无", "没有", "没有意见", "暂无", ""])
        else:
            count = draw.choices((1, 2), weights=(4, 1))[0]
            found = draw.choices(list(about), weights=list(weights.values()), k=count)
            text = "，".join(dict.fromkeys(draw.choice(about[name]) for name in found))
        rows.append([f"O{number:03d}", area, kind, text])
    write("open_answers.csv", ["编号", "供电区域", "用电类别", "最希望改进什么"], rows)


def mystery() -> None:
    """Mystery visits to sixteen business halls: some follow the rules less than others."""
    draw = random.Random(71)
    items = {
        "着装佩证": ("迎接", 0.97), "主动问候": ("迎接", 0.85), "引导取号": ("迎接", 0.9),
        "一次性告知": ("受理", 0.8), "不推诿客户": ("受理", 0.93), "时限内办结": ("受理", 0.93),
        "收费票据齐全": ("收费", 0.9), "唱收唱付": ("收费", 0.82),
        "核对满意度": ("送别", 0.76), "礼貌送别": ("送别", 0.9),
    }  # fmt: skip
    rows: list[list[object]] = []
    for number in range(1, 17):
        care = draw.gauss(0, 0.07)
        for item, (step, share) in items.items():
            result = "是" if draw.random() < share + care else "否"
            if item in ("唱收唱付", "收费票据齐全") and number % 5 == 0:
                result = "不适用"
            rows.append([f"{number:02d}号厅", step, item, result])
    write("mystery.csv", ["网点", "环节", "检查项", "结果"], rows)


def complaints() -> None:
    """Who met a problem, who complained of it to whom, what came of it, and who would stay."""
    draw = random.Random(64)
    levels = ["不满意", "基本满意", "满意", "非常满意"]
    channels = {
        "95598 热线": 0.62,
        "供电所": 0.34,
        "网上国网": 0.2,
        "12345 热线": 0.16,
        "其他": 0.04,
    }
    rows: list[list[object]] = []

    def rating(mood: float) -> str:
        return levels[sum(draw.gauss(mood, 0.8) > cut for cut in (-1.4, -0.4, 0.7))]

    for number in range(1, 901):
        row: list[object] = [f"T{number:03d}"]
        if draw.random() > 0.34:
            stays = draw.random() < 0.93
            rows.append([*row, "否", "否", "", "", "", rating(0.7), "愿意" if stays else "不愿意"])
            continue
        if draw.random() > 0.46:
            stays = draw.random() < 0.8
            rows.append([*row, "是", "否", "", "", "", rating(-0.2), "愿意" if stays else "不愿意"])
            continue
        named = [name for name, share in channels.items() if draw.random() < share]
        solved = draw.choices(("已解决", "部分解决", "未解决"), weights=(60, 22, 18))[0]
        mood = {"已解决": 0.5, "部分解决": -0.6, "未解决": -1.5}[solved]
        handled = rating(mood)
        good = handled in ("满意", "非常满意")
        stays = draw.random() < (0.92 if good else 0.6)
        end = rating(0.55 if good else -0.7)
        told = "┋".join(named) or "95598 热线"
        rows.append([*row, "是", "是", told, solved, handled, end, "愿意" if stays else "不愿意"])
    head = [
        "是否遇到问题",
        "是否投诉",
        "投诉渠道",
        "处理结果",
        "对处理的评价",
        "总体评价",
        "继续使用意愿",
    ]
    write("complaints.csv", ["编号", *head], rows)


def raters() -> None:
    """Three mystery shoppers rate the same forty videos; the third is milder."""
    draw = random.Random(73)
    words = ["差", "一般", "好", "很好"]
    rows: list[list[object]] = []
    for number in range(1, 41):
        truth = draw.gauss(1.7, 0.9)
        seen = [truth + draw.gauss(lift, 0.3) for lift in (0, -0.05, 0.45)]
        row: list[object] = [words[min(3, max(0, round(one)))] for one in seen]
        if number in (17, 29):
            row[1] = ""
        rows.append([f"录像{number:02d}", *row])
    write("raters.csv", ["录像", "暗访员甲", "暗访员乙", "暗访员丙"], rows)


def channels() -> None:
    """Thirty-six business halls rate themselves and are rated by a third party."""
    draw = random.Random(75)
    lifts = {"服务态度": 4.2, "办理时限": 2.6, "环境设施": 0.3}
    rows: list[list[object]] = []
    for number in range(1, 37):
        whole = draw.gauss(89, 3)
        row: list[object] = [f"{number:02d}号厅"]
        for lift in lifts.values():
            real = whole + draw.gauss(0, 2)
            row += [round(min(100, real + lift + draw.gauss(0, 2.4)), 1), round(real, 1)]
        rows.append(row)
    head = [f"{name}（{who}）" for name in lifts for who in ("自评", "第三方")]
    write("channels.csv", ["营业厅", *head], rows)


def sus() -> None:
    """Forty-two people answer the ten questions of SUS about an online service hall."""
    draw = random.Random(76)
    head = ["愿意经常使用", "过于复杂", "容易使用", "需要有人帮助", "功能组织得好", "前后不一致"]
    head += ["多数人很快学会", "用起来别扭", "用起来有把握", "要先学很多"]
    words = ["非常不同意", "不同意", "一般", "同意", "非常同意"]
    rows: list[list[object]] = []
    for _ in range(42):
        liking = draw.gauss(0.75, 0.6)
        row: list[object] = []
        for number in range(10):
            lift = (liking if number % 2 == 0 else -liking) + (0.5 if number == 3 else 0)
            row.append(words[min(4, max(0, round(2 + lift + draw.gauss(0, 0.7))))])
        rows.append(row)
    rows[7][4] = ""
    write("sus.csv", head, rows)


def tasks() -> None:
    """Twelve people try four tasks in the online service hall."""
    draw = random.Random(77)
    plans = {
        "查询电费": (1.0, 35),
        "缴纳电费": (0.95, 62),
        "申请新装": (0.55, 260),
        "更名过户": (0.7, 190),
    }
    rows: list[list[object]] = []
    for number in range(1, 13):
        for task, (share, typical) in plans.items():
            done = draw.random() < share
            time = round(typical * draw.lognormvariate(0, 0.4) * (1 if done else 1.6))
            rows.append([f"用户{number:02d}", task, "是" if done else "否", time])
    write("tasks.csv", ["用户", "任务", "完成", "用时"], rows)


def ueq() -> None:
    """Sixty-four people answer the 26 pairs of UEQ about the online service hall."""
    draw = random.Random(78)
    pairs = "烦人—愉快 难理解—易理解 有创意—呆板 易学—难学 有价值—没价值 乏味—令人兴奋 "
    pairs += "没意思—有意思 难预料—可预料 快—慢 新颖—老套 碍事—有帮助 好—坏 复杂—简单 讨厌—讨喜 "
    pairs += "平常—前沿 不舒服—舒服 安全—不安全 激励人—打击人 合乎期望—不合期望 低效—高效 "
    pairs += "清楚—混乱 不实用—实用 有条理—杂乱 吸引人—不吸引人 友好—不友好 保守—创新"
    scales = {1.15: (1, 12, 14, 16, 24, 25), 1.65: (2, 4, 13, 21), 1.1: (9, 20, 22, 23)}
    scales |= {1.35: (8, 11, 19), -0.3: (17,), 0.6: (5, 6, 7, 18), 0.05: (3, 10, 15, 26)}
    typical = {number: mean for mean, numbers in scales.items() for number in numbers}
    left = (3, 4, 5, 9, 10, 12, 17, 18, 19, 21, 23, 24, 25)  # the better word
    rows: list[list[object]] = []
    for _ in range(64):
        liking = draw.gauss(0, 0.6)
        moods = {mean: draw.gauss(0, 0.45) for mean in scales}
        row: list[object] = []
        for number in range(1, 27):
            mean = typical[number]
            step = round(mean + liking + moods[mean] + draw.gauss(0, 0.75))
            step = min(3, max(-3, step))
            row.append(4 - step if number in left else 4 + step)
        rows.append(row)
    rows[20] = [4] * 26
    rows[41] = [1 if number % 3 else 7 for number in range(26)]
    rows[55][9] = ""
    write("ueq.csv", pairs.split(), rows)


if __name__ == "__main__":
    HERE.mkdir(exist_ok=True)
    survey()
    kano()
    control_steps()
    control_calls()
    service()
    satisfaction_index()
    records()
    customers()
    sample_plan()
    large_customers()
    account_managers()
    reliability()
    nps()
    expectation()
    repair_tickets()
    wave_change()
    kpi()
    dissatisfaction()
    needs()
    measures()
    open_answers()
    mystery()
    complaints()
    raters()
    channels()
    sus()
    tasks()
    ueq()
