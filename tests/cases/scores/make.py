"""Writes scores.csv: points of every respondent on a 0-100 scale (all invented, seeded).

Run: python tests/cases/scores/make.py
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path
from random import Random

ITEMS = {"环境卫生": 88, "服务态度": 91, "等候时间": 76, "诊疗沟通": 85, "费用透明": 81}
CLINICS = {"内科": 2, "外科": 0, "儿科": -4}
ROWS = 90


def main() -> None:
    """Write the file beside this script: 90 patients, three clinics, some 不适用."""
    rng = Random(7)
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["编号", "科室", *ITEMS])
    clinics = list(CLINICS)
    for number in range(ROWS):
        clinic = clinics[int(rng.random() * 1.3 * len(clinics)) % len(clinics)]
        own = CLINICS[clinic] + (rng.random() - 0.5) * 16
        row = []
        for mean in ITEMS.values():
            noise = (sum(rng.random() for _ in range(6)) - 3) * 10
            points = min(100, max(0, int(mean + own + noise)))
            row.append("不适用" if rng.random() < 0.04 else str(points))
        writer.writerow([f"P{number + 1:03d}", clinic, *row])
    path = Path(__file__).parent / "scores.csv"
    path.write_bytes(("\ufeff" + out.getvalue()).encode("utf-8"))


if __name__ == "__main__":
    main()
