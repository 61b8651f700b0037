"""What a template may see: small read-only views, nothing else.

A view allows the attributes in ``public`` only; the sandbox denies everything else.
Emitting a fact leaves a mark in the text; the number itself never becomes markup.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

from ..document.nodes import Inline, Text, Value
from ..document.placeholders import Store
from ..facts import Fact, FactTable, Group, printed
from ..facts.format import MISSING, Sign
from ..facts.numbers import number_tokens
from .sources import names_in_facts, require_source

STATISTICS = frozenset(
    """score grade rate dissatisfied share count n margin previous change change_margin target
    gap_target reached gap_total rank rank_of rank_tied contribution pull change_contribution
    weight path_weight highest lowest highest_score lowest_score range above below equal levels
    risen fallen level_flat population population_share issued returned rejected valid
    return_rate valid_rate sampling_fraction confidence margin_share composition points
    grade_minimum flat_threshold small_base hide_base items departments segments_count
    indicators open_count strength weakness detectable_change hidden not_applicable
    missing""".split()
)
_ENDS = ("low", "high", "lower", "upper", "lowest", "highest", "cumulative")


class View:
    """Base of everything a template may look into."""

    public: ClassVar[frozenset[str]] = frozenset()


class Printable(View):
    """A view that can be emitted: it leaves a mark in the text."""

    def __html__(self) -> str:
        raise NotImplementedError


@dataclass
class Desk:
    """What all views of one filling share: the nodes kept aside and the numbers people typed."""

    facts: FactTable
    store: Store = field(default_factory=Store)
    stated: dict[str, Fact] = field(default_factory=dict)
    cited: dict[str, None] = field(default_factory=dict)  # keys of sources, in order of citing
    given: frozenset[str] = frozenset()  # texts of the project that hold digits

    @cached_property
    def own(self) -> FactTable:
        """The facts of the survey: what its own sections ask for is no study's."""
        methods = {study["method"] for study in self.facts.meta.get("studies", ())}
        rows = tuple(fact for fact in self.facts if fact.method not in methods)
        return FactTable(rows, self.facts.meta) if methods else self.facts

    @cached_property
    def names(self) -> frozenset[str]:
        """Texts with digits that a template may pass on: people or data gave them."""
        return self.given | names_in_facts(self.facts)

    @cached_property
    def statistics(self) -> frozenset[str]:
        """Every statistic that a table or chart may ask for: those of the studies too."""
        return STATISTICS | {fact.statistic for fact in self.facts}

    def plain(self, text: str) -> str:
        """Return a plain text; raises TemplateError for a number that has no source."""
        require_source(text, lambda: self.names)
        return text

    def counted(self, number: int) -> FactView:
        """Return a number of things that the report itself lists, as a fact of its own."""
        order = sum(fact.statistic == "counted" for fact in self.stated.values()) + 1
        fact = Fact(
            statistic="counted",
            subject=f"lists.{order}",
            label="所列个数",
            value=number,
            unit="count",
            method="counted",
            rule="按文中所述条件从结果中清点",
            source="本报告的结果",
        )
        self.stated[fact.key] = fact
        return FactView(self, fact)


class FactView(Printable):
    """A fact, or the absence of one (falsy, printed as a dash)."""

    public = frozenset(
        "number missing n label key error warning rule source is_small is_below word".split()
    )

    def __init__(
        self, desk: Desk, fact: Fact | None, sign: Sign = "auto", bare: bool = False
    ) -> None:
        self._desk, self._fact, self._sign, self._bare = desk, fact, sign, bare

    def __bool__(self) -> bool:
        return self._fact is not None and self._fact.value is not None

    def __html__(self) -> str:
        return self._desk.store.inline(*self.nodes())

    def __str__(self) -> str:
        return self.text

    @property
    def fact(self) -> Fact | None:
        """The fact itself (for our own code; not public to templates)."""
        return self._fact

    @property
    def missing(self) -> bool:
        """True where there is no number to print."""
        return not self

    @property
    def number(self) -> float | None:
        """The number as printed (half up), so that a sentence never contradicts its digits."""
        return None if self._fact is None else printed(self._fact).number

    @property
    def text(self) -> str:
        """The printed digits or word, without the unit."""
        return MISSING if self._fact is None else printed(self._fact, self._sign).text

    @property
    def is_small(self) -> bool:
        """True where the value is shown with a warning about its base."""
        return bool(self) and bool(self.warning)

    @property
    def is_estimate(self) -> bool:
        """True for a score or a share itself, not for the ends of its interval or limits."""
        if self._fact is None or self._fact.unit not in ("points", "share"):
            return False
        return not self._fact.statistic.endswith(_ENDS)

    @property
    def word(self) -> str:
        """The word of a text fact, to be compared: {% if row.verdict.word == "…" %}; else ""."""
        value = self._fact.value if self._fact is not None else None
        return value if isinstance(value, str) else ""

    @property
    def is_below(self) -> bool:
        """True where only a bound is printed: <0.001."""
        return self.text.startswith("<")

    def __getattr__(self, name: str) -> Any:
        if name in ("error", "warning", "rule", "source"):  # words of the program, with numbers
            text = getattr(self._fact, name) if self._fact is not None else ""
            return StatedText(self._desk, text, f"{self.key}.{name}")
        if name in ("n", "label", "key"):
            return getattr(self._fact, name) if self._fact is not None else ""
        raise AttributeError(name)

    def nodes(self) -> tuple[Inline, ...]:
        """Return the inline nodes to print: the value, and its unit word unless bare."""
        if self._fact is None:
            return (Text(MISSING),)
        shown = printed(self._fact, self._sign)
        value = Value(self._fact.key, shown.text, shown.number)
        return (value, Text(shown.unit)) if shown.unit and not self._bare else (value,)

    def changed(self, sign: Sign | None = None, bare: bool | None = None) -> FactView:
        """Return the same fact printed another way."""
        return FactView(
            self._desk,
            self._fact,
            self._sign if sign is None else sign,
            self._bare if bare is None else bare,
        )


class StatedText(Printable):
    """Text typed by people; the numbers in it become facts of their own."""

    def __init__(self, desk: Desk, text: str, path: str) -> None:
        self._desk, self._text, self._path = desk, text, path

    def __bool__(self) -> bool:
        return bool(self._text.strip())

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(self._text)

    def __str__(self) -> str:
        return self._text

    def __html__(self) -> str:
        return self._desk.store.inline(*self.nodes())

    def nodes(self) -> tuple[Inline, ...]:
        """Return the text with each of its numbers as a Value."""
        nodes: list[Inline] = []
        position = 0
        for start, end, value in self._values():
            if start > position:
                nodes.append(Text(self._text[position:start]))
            nodes.append(value)
            position = end
        nodes.append(Text(self._text[position:]))
        return tuple(nodes)

    def marked(self) -> str:
        """Return the text as Markdown in which the numbers are marks."""
        parts: list[str] = []
        position = 0
        for start, end, value in self._values():
            parts += [self._text[position:start], self._desk.store.inline(value)]
            position = end
        return "".join([*parts, self._text[position:]])

    def _values(self) -> list[tuple[int, int, Value]]:
        found = []
        for index, token in enumerate(number_tokens(self._text), start=1):
            if token.kind != "number":
                continue
            fact = Fact(
                statistic="stated",
                subject=self._path,
                label="项目文件中的数字",
                detail=str(index),
                value=token.text,
                unit="text",
                method="stated",
                rule="由编制单位写明，程序未验算",
                source="项目文件",
            )
            self._desk.stated[fact.key] = fact
            found.append((token.start, token.end, Value(fact.key, token.text, token.value)))
        return found


class Fields(View):
    """A read-only record, such as one table of the project file."""

    def __init__(self, values: Mapping[str, object]) -> None:
        self._values = dict(values)

    @property
    def public(self) -> frozenset[str]:  # type: ignore[override]  # per record, not per class
        """Names of the fields."""
        return frozenset(self._values)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._values:
            raise AttributeError(name)
        return self._values[name]


class SubjectView(View):
    """A node of the tree (or the whole), in all respondents or in one group.

    Statistics are attributes: ``node.score``, ``unit.rank``; see :data:`STATISTICS`.
    """

    public = STATISTICS | frozenset(
        "id name level department support parent is_item scored segment reason children".split()
    )

    def __init__(
        self,
        desk: Desk,
        id: str,
        info: Mapping[str, object],
        group: Group | None = None,
    ) -> None:
        self._desk, self.id, self._info, self._group = desk, id, info, group

    @property
    def group(self) -> Group | None:
        """The group this view looks at."""
        return self._group

    def __str__(self) -> str:
        return str(self._info["name"])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SubjectView) and (self.id, self._group) == (other.id, other._group)

    def __hash__(self) -> int:
        return hash((self.id, self._group))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        if name in self._info:
            value = self._info[name]
            return value() if callable(value) else value
        if name in STATISTICS:
            return self.fact(name)
        raise AttributeError(name)

    def fact(self, statistic: str, detail: str = "") -> FactView:
        """Return one statistic of this subject in this group."""
        found = self._desk.facts.get(statistic, self.id, self._group, detail)
        return FactView(self._desk, found)

    def tells(self, name: str) -> bool:
        """Tell whether a name is the subject's own, such as its department, and no statistic."""
        return name in self._info

    def within(self, group: Group | None) -> SubjectView:
        """Return the same subject in another group."""
        return SubjectView(self._desk, self.id, self._info, group)

    def named(self, name: str) -> SubjectView:
        """Return the same subject under another name, such as that of its group."""
        info = {**self._info, "name": name, "children": (), "reason": ""}
        return SubjectView(self._desk, self.id, info, self._group)


def crossing(row: SubjectView, column: SubjectView) -> SubjectView:
    """Return the node in the group, whichever of the two stands in the row."""
    return column.within(row.group) if row.group is not None else row.within(column.group)
