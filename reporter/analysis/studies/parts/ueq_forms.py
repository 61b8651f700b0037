"""The two forms of the User Experience Questionnaire: items, scales, directions, benchmark.

Sources: Laugwitz, Schrepp and Held 2008 (26 items, six scales); Schrepp, Hinderks and Thomaschewski
2017, IJIMAI 4(6) (short form of eight items); the same 2017, IJIMAI 4(4), 40-44 (benchmark).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

LOWEST, HIGHEST = -3.0, 3.0
CLASSES = ("差", "低于平均", "高于平均", "良好", "优秀")
BENCHMARK_SOURCE = "Schrepp、Hinderks、Thomaschewski，2017"
PRAGMATIC, HEDONIC = "实用质量", "享乐质量"

Scales = Mapping[str, tuple[int, ...]]
Borders = tuple[float, float, float, float]
"""Where the second to the fifth of the classes begin."""


@dataclass(frozen=True, slots=True)
class Form:
    """A printed form.

    Attributes:
        items: how many there are.
        scales: name -> numbers of its items, from 1.
        reversed_items: numbers of items whose better word stands left.
        qualities: name -> scales of which it is the mean.
        benchmark: name of a scale -> borders of the classes.
    """

    items: int
    scales: Scales
    reversed_items: tuple[int, ...] = ()
    qualities: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    benchmark: Mapping[str, Borders] = field(default_factory=dict)


FULL = Form(
    items=26,
    scales={
        "吸引力": (1, 12, 14, 16, 24, 25),
        "易懂性": (2, 4, 13, 21),
        "效率": (9, 20, 22, 23),
        "可控性": (8, 11, 17, 19),
        "激励性": (5, 6, 7, 18),
        "新颖性": (3, 10, 15, 26),
    },
    reversed_items=(3, 4, 5, 9, 10, 12, 17, 18, 19, 21, 23, 24, 25),
    qualities={PRAGMATIC: ("易懂性", "效率", "可控性"), HEDONIC: ("激励性", "新颖性")},
    benchmark={
        "吸引力": (0.70, 1.17, 1.52, 1.75),
        "易懂性": (0.64, 1.08, 1.56, 1.90),
        "效率": (0.54, 0.98, 1.47, 1.78),
        "可控性": (0.78, 1.14, 1.48, 1.65),
        "激励性": (0.50, 0.99, 1.31, 1.55),
        "新颖性": (0.30, 0.71, 1.05, 1.40),
    },
)
SHORT = Form(
    items=8,
    scales={PRAGMATIC: (1, 2, 3, 4), HEDONIC: (5, 6, 7, 8)},
    qualities={"总体": (PRAGMATIC, HEDONIC)},
)
FORMS = {"full": FULL, "short": SHORT}
