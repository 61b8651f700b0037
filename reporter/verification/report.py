"""What verification finds: plain frozen data, printable in Chinese, ready for ``--json``."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the finished file: section heading, words around, page (PDF only, from 1)."""

    section: str = ""
    excerpt: str = ""
    page: int | None = None

    def __str__(self) -> str:
        page = f"第{self.page}页" if self.page else ""
        section = f"“{self.section}”一节" if self.section else ""
        excerpt = f"“{self.excerpt}”" if self.excerpt else ""
        return " ".join(part for part in (page, section, excerpt) if part)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A number that differs from what was printed.

    ``key``, ``value``, ``rule`` and ``source`` are those of the fact; an empty key means
    a number that the template or the project file writes itself.
    """

    where: Spot
    expected: str
    found: str
    key: str = ""
    value: float | int | str | None = None
    rule: str = ""
    source: str = ""

    def __str__(self) -> str:
        origin = f"事实 {self.key}" if self.key else "模板或项目文件中的文字"
        more = "".join(
            f"，{name}：{text}"
            for name, text in (("口径", self.rule), ("来源", self.source))
            if text
        )
        return f"{self.where}：应为“{self.expected}”，现为“{self.found}”（{origin}{more}）。"


@dataclass(frozen=True, slots=True)
class Orphan:
    """A number in the prose that belongs to no fact.

    ``candidates`` are the keys of facts that print the same digits: a hint, not a match.
    """

    where: Spot
    found: str
    candidates: tuple[str, ...] = ()

    def __str__(self) -> str:
        hint = (
            f"（数值与 {'、'.join(self.candidates)} 相同，请人工确认）" if self.candidates else ""
        )
        return f"{self.where}：“{self.found}”不属于任何事实{hint}。"


@dataclass(frozen=True, slots=True)
class Missing:
    """A number of the record that the file no longer holds (its text was removed)."""

    where: Spot
    expected: str
    key: str

    def __str__(self) -> str:
        return f"{self.where}：原有的“{self.expected}”（事实 {self.key}）已不在文件中。"


@dataclass(frozen=True, slots=True)
class AlteredPicture:
    """A picture that no longer shows what it did; it printed ``numbers`` facts."""

    where: Spot
    numbers: int

    def __str__(self) -> str:
        return (
            f"{self.where}：图片与生成时的不同，可能已被替换或改动，"
            f"图内的 {self.numbers} 个数无从核对，请恢复原图或重新生成。"
        )


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """The result of holding one file against its facts.

    Attributes:
        file: name of the file, without folders.
        facts: name of the record used; ends in （文件内） when it came out of the file.
        checked: how many numbers (and words) of the file were held against the record.
        mismatches, orphans: what is wrong.
        missing: numbers whose text was removed; worth knowing, not wrong.
        notes: further remarks in Chinese.
        pictures: pictures whose numbers can no longer be known, which is wrong.
    """

    file: str
    facts: str
    checked: int
    mismatches: tuple[Mismatch, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    missing: tuple[Missing, ...] = ()
    notes: tuple[str, ...] = ()
    pictures: tuple[AlteredPicture, ...] = ()

    @property
    def ok(self) -> bool:
        """True when every number matches, none is an orphan, and no picture was altered."""
        return not (self.mismatches or self.orphans or self.pictures)

    def __str__(self) -> str:
        head = f"《{self.file}》：核对 {self.checked} 处，依据 {self.facts}。"
        counts = f"不符 {len(self.mismatches)} 处，无出处 {len(self.orphans)} 处。"
        if self.pictures:
            counts = f"{counts[:-1]}，图片改动 {len(self.pictures)} 幅。"
        found = [*self.mismatches, *self.orphans, *self.pictures, *self.missing, *self.notes]
        return "\n".join([head + (" 全部相符。" if self.ok else counts), *map(str, found)])

    def to_json(self) -> dict[str, Any]:
        """Return a plain mapping for ``--json``."""
        return {"ok": self.ok, **asdict(self)}
