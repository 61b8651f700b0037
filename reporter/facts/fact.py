"""Waist 1: the only numbers a report may print.

One :class:`Fact` is one statistic of one subject in one group. Values are stored
unrounded; shares are 0-1. Rounding, units and signs happen in :mod:`.format` alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

Unit = Literal[
    "points",  # 分: a score or a difference of scores
    "share",  # 0-1, printed as %
    "percentage_points",  # difference of shares, 0-1 scale, printed as 个百分点
    "count",  # an integer number of things, printed with `counter`
    "rank",  # 1 is best, printed 第N位
    "weight",  # 0-1, printed as %
    "number",  # bare number, no unit word unless it has a counter (分钟)
    "p",  # probability of a test, printed <0.001 below that
    "text",  # a word that comes from data (grade, name of the lowest unit)
]

TOTAL = "total"
"""Identifier of the whole: the root of the indicator tree."""


@dataclass(frozen=True, slots=True)
class Group:
    """A part of the respondents: one level of one segment (县区 = 城区)."""

    segment: str
    level: str

    def __str__(self) -> str:
        return f"{self.segment}={self.level}"


def fact_key(
    statistic: str, subject: str = TOTAL, group: Group | None = None, detail: str = ""
) -> str:
    """Return the canonical key, e.g. ``score/chengxin@county=城区`` or ``share/q7#满意``."""
    key = f"{statistic}/{subject}"
    if group is not None:
        key += f"@{group}"
    if detail:
        key += f"#{detail}"
    return key


def key_aspects(key: str) -> tuple[str, str, str]:
    """Return subject, segment and level that a key names, "" where it names none.

    Keys are made by :func:`fact_key`; names in them may hold its signs, so this is only
    for telling what texts are about.
    """
    rest = key.partition("/")[2].partition("#")[0]
    subject, _, group = rest.partition("@")
    segment, _, level = group.partition("=")
    return subject, segment, level


@dataclass(frozen=True, slots=True)
class Fact:
    """One statistic. ``value`` is None when it cannot or must not be given; then
    ``error`` (cannot) or ``warning`` (hidden for a small base) says why, in Chinese.

    Attributes:
        statistic: kind of number: score, rate, share, n, margin, change, rank, ...
        subject: id of the indicator or item, or ``total``.
        label: Chinese name of the subject as printed.
        group: part of the respondents, or None for all.
        detail: further key part, such as the answer option of a share.
        value: unrounded number, or a word when ``unit`` is ``text``.
        unit: see :data:`Unit`; ``counter`` is the measure word of a count (户, 份).
        n: unweighted base the value stands on.
        shown: what is printed instead of the value: a share rounded with others, a word that
            reads otherwise in this survey.
        ci_low, ci_high: confidence limits in the same unit.
        decimals: digits that the formatter prints (already raised where rounding
            would contradict a grade).
        method: id of the method that made it; ``rule`` how it was made, in Chinese: its own
            definition, or that of its method, which ``meta["methods"]`` holds.
        source: where it comes from: file name and columns, or 项目文件.
    """

    statistic: str
    subject: str = TOTAL
    label: str = ""
    group: Group | None = None
    detail: str = ""
    value: float | int | str | None = None
    unit: Unit = "number"
    counter: str = ""
    n: int | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    decimals: int = 1
    shown: float | str | None = None
    method: str = ""
    rule: str = ""
    source: str = ""
    warning: str = ""
    error: str = ""

    @property
    def key(self) -> str:
        """Canonical key of this fact."""
        return fact_key(self.statistic, self.subject, self.group, self.detail)

    @property
    def number(self) -> float | None:
        """The value as a number, or None for words and missing values."""
        return float(self.value) if isinstance(self.value, int | float) else None

    def to_json(self) -> dict[str, Any]:
        """Return a plain mapping in which empty fields are left out."""
        # Not asdict(): it copies every value in depth, and there are thousands of facts.
        row: dict[str, Any] = {"key": self.key}
        for name in self.__slots__:
            value = getattr(self, name)
            if value not in (None, "") or (name == "value" and value == ""):
                row[name] = asdict(value) if name == "group" else value
        return row

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Fact:
        """Rebuild a fact from :meth:`to_json`."""
        fields = {name: value for name, value in row.items() if name != "key"}
        if fields.get("group"):
            fields["group"] = Group(**fields["group"])
        return cls(**fields)


@dataclass(frozen=True)
class FactTable:
    """All facts of one report, in a stable order; look-up by key or by parts.

    ``meta`` holds what is true of all facts: data file name, its SHA-256, entry,
    number of respondents, wave label, definitions used for comparability.
    """

    rows: tuple[Fact, ...]
    meta: Mapping[str, Any] = field(default_factory=dict)
    _index: Mapping[str, Fact] = field(init=False, repr=False, compare=False)
    _ids: Mapping[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index = {row.key: row for row in self.rows}
        if len(index) != len(self.rows):
            seen: set[str] = set()
            twice = sorted({r.key for r in self.rows if r.key in seen or seen.add(r.key)})  # type: ignore[func-returns-value]
            raise ValueError(f"facts with the same key: {', '.join(twice[:5])}")
        ids: dict[str, set[str]] = {}
        for row in self.rows:
            ids.setdefault(row.label, set()).add(row.subject)
            ids.setdefault(row.subject, set()).add(row.subject)
        object.__setattr__(self, "_index", index)
        object.__setattr__(self, "_ids", {k: tuple(sorted(v)) for k, v in ids.items()})

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __contains__(self, key: object) -> bool:
        return key in self._index

    def __getitem__(self, key: str | tuple[str, str]) -> Fact:
        """``facts["score/total"]`` or ``facts["score", "诚信服务"]`` (id or Chinese name)."""
        if isinstance(key, str):
            return self._index[key]
        statistic, subject = key
        found = [
            self._index[k]
            for name in self._ids.get(subject, ())
            if (k := fact_key(statistic, name)) in self._index
        ]
        if len(found) != 1:
            raise KeyError(key)
        return found[0]

    def get(
        self, statistic: str, subject: str = TOTAL, group: Group | None = None, detail: str = ""
    ) -> Fact | None:
        """Return one fact by its parts (ids, not names), or None."""
        return self._index.get(fact_key(statistic, subject, group, detail))

    def select(
        self, statistic: str, subject: str | None = None, segment: str | None = None
    ) -> list[Fact]:
        """Return facts in table order; ``segment=""`` keeps those of the whole only."""
        return [
            row
            for row in self.rows
            if row.statistic == statistic
            and (subject is None or row.subject == subject)
            and (segment is None or segment == (row.group.segment if row.group else ""))
        ]

    def extended(self, more: Iterable[Fact]) -> FactTable:
        """Return a new table with further rows."""
        return FactTable(rows=(*self.rows, *more), meta=self.meta)

    def to_frame(self) -> pd.DataFrame:
        """Return a DataFrame, one row a fact (imports pandas only here)."""
        import pandas as pd

        return pd.DataFrame([{**row.to_json(), "group": str(row.group or "")} for row in self.rows])

    def to_json(self) -> str:
        """Return deterministic JSON: meta, then one fact a line."""
        encode = json.JSONEncoder(ensure_ascii=False).encode
        meta = encode(self.meta)
        rows = ",\n".join("  " + encode(row.to_json()) for row in self.rows)
        return f'{{\n "schema": 1,\n "meta": {meta},\n "facts": [\n{rows}\n ]\n}}'

    @classmethod
    def from_json(cls, text: str) -> FactTable:
        """Rebuild a table from :meth:`to_json`; raises ValueError/KeyError on other JSON."""
        body = json.loads(text)
        return cls(rows=tuple(Fact.from_json(row) for row in body["facts"]), meta=body["meta"])
