"""Order and judgement for templates; the words themselves are in ``facts.wording``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..document.numerals import chinese_number
from ..facts.format import denoise
from ..facts.wording import Phrase, compare_word, direction, join_names, rank_phrase
from .views import Desk, FactView, Fields, SubjectView

_JUDGED = {"是": "yes", "否": "no"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one filling."""

    desk: Desk

    def ranked(
        self, rows: Sequence[SubjectView], by: str = "score", reverse: bool = False
    ) -> list[SubjectView]:
        """Return the rows that have the statistic, highest first (``reverse``: lowest first)."""
        return _sorted([(row, row.fact(by)) for row in rows], reverse=not reverse)

    def leading(self, order: Sequence[SubjectView], by: str) -> list[SubjectView]:
        """Return the first of ranked rows with all that print the same: none of them is alone."""
        return [row for row in order if self.alike(row.fact(by), order[0].fact(by))]

    def alike(self, first: FactView, second: FactView) -> bool:
        """Tell whether two facts print the same."""
        return str(first) == str(second)

    def present(self, rows: Sequence[SubjectView], statistic: str) -> list[SubjectView]:
        """Return the rows in which a statistic has a value."""
        return [row for row in rows if row.fact(statistic)]

    def published(self, rows: Sequence[SubjectView]) -> list[SubjectView]:
        """Return the rows with a score that may be published."""
        return self.present(rows, "score")

    def direction(self, subject: SubjectView) -> str:
        """Return rise, fall, flat, uncertain or unknown for the change of a score."""
        change = subject.fact("change").fact
        if change is None:
            return "unknown"
        flat = self.desk.facts.get("flat_threshold")
        limit = flat.number if flat is not None and flat.number is not None else 0.05
        return direction(change, subject.fact("change_margin").fact, limit)

    def compared(self, gap: FactView) -> Fields:
        """Return word and fact for a gap: 高于/低于 with the size, or 持平于 alone."""
        return self._phrase(compare_word(gap.fact)) if gap.fact else self._phrase(Phrase())

    def placed(self, subject: SubjectView) -> Fields:
        """Return the phrase for a rank: 居首位, 列第N位, 并列第N位."""
        rank, of = subject.fact("rank").fact, subject.fact("rank_of").fact
        tied = subject.fact("rank_tied").fact
        return self._phrase(rank_phrase(rank, of, tied) if rank and of else Phrase())

    def listed(self, rows: Sequence[object]) -> str:
        """Join names as a sentence does: 甲、乙和丙."""
        return join_names([str(row) for row in rows])

    def _phrase(self, phrase: Phrase) -> Fields:
        fact = FactView(self.desk, phrase.fact, sign="abs")
        return Fields({"word": phrase.word, "fact": fact, "after": phrase.after})

    def by_direction(self, rows: Sequence[SubjectView], way: str) -> list[SubjectView]:
        """Return the rows whose change goes one way (rise, fall: beyond the margin)."""
        return [row for row in rows if self.direction(row) == way]

    def separated(self, first: SubjectView, second: SubjectView) -> str:
        """Say whether the best and the worst group differ by more than chance: yes, no, unknown.

        The judgement is a fact (method ``group_differences``) about the widest pair of a
        segment; for any other pair nothing is known.
        """
        if first.group is None or second.group is None or first.id != second.id:
            return "unknown"
        segment, ends = first.group.segment, (first.fact("score").fact, second.fact("score").fact)
        if second.group.segment != segment:
            return "unknown"
        judged = self.desk.facts.get("separated", first.id, None, segment)
        spread = self.desk.facts.get("spread", first.id, None, segment)
        numbers = [fact.number if fact else None for fact in (*ends, spread)]
        if judged is None or judged.value is None or any(one is None for one in numbers):
            return "unknown"
        high, low, widest = (one or 0.0 for one in numbers)
        if denoise(abs(high - low)) != denoise(widest):
            return "unknown"
        return _JUDGED.get(str(judged.value), "unknown")

    def count(self, rows: Sequence[object]) -> FactView:
        """Return how many there are: digits, with a fact behind them."""
        return self.desk.counted(len(rows))

    def levels(self, number: int) -> str:
        """Return a small number as it stands before a measure word: 零, 一, 两, 三."""
        return {0: "零", 2: "两"}.get(number) or chinese_number(number)

    def divided(
        self, rows: Sequence[SubjectView], groups: Sequence[SubjectView], most: int = 3
    ) -> list[Fields]:
        """Return the rows in which the best and the worst group differ by more than chance.

        Each is a record of ``node``, ``high`` and ``low``, widest difference first; groups
        with a small base take no part.
        """
        found: list[tuple[float, Fields]] = []
        for row in rows:
            inside = [row.within(group.group).named(str(group)) for group in groups]
            order = self.ranked([one for one in inside if not one.fact("score").is_small])
            if len(order) > 1 and self.separated(order[0], order[-1]) == "yes":
                ends = [one.fact("score").number or 0.0 for one in (order[0], order[-1])]
                record = Fields({"node": row, "high": order[0], "low": order[-1]})
                found.append((ends[0] - ends[1], record))
        found.sort(key=lambda pair: pair[0], reverse=True)
        return [record for _, record in found[:most]]

    def by_answer(self, rows: Sequence[SubjectView], answer: str) -> list[SubjectView]:
        """Return the rows by their share of one answer, highest first."""
        return _sorted([(row, self.share_of(row, answer)) for row in rows], reverse=True)

    def share_of(self, row: SubjectView, answer: str) -> FactView:
        """Return the share of one answer in a row."""
        return row.fact("share", answer)

    def ends(self, rows: Sequence[object], most: int = 3) -> int:
        """Return how many to name at either end so that none is named at both."""
        return max(1, min(most, len(rows) // 2))


def _sorted(pairs: Sequence[tuple[SubjectView, FactView]], reverse: bool) -> list[SubjectView]:
    """Return the rows whose fact has a number, in the order of the unrounded numbers."""
    have = [(row, view.fact) for row, view in pairs]
    numbered = [(row, fact.number) for row, fact in have if fact and fact.number is not None]
    numbered.sort(key=lambda pair: pair[1], reverse=reverse)
    return [row for row, _ in numbered]
