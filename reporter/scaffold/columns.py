"""What the columns of an export are: told by their answers first, by their names last."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from ..project.header_names import bare
from ..project.readers.clean import clean_text
from ..project.readers.header_rows import header_rows, joined_headers
from ..project.readers.headers import header_row
from ..project.readers.table import Table, cell_text
from ..project.scales import SCALE_PRESETS

Use = Literal["meta", "item", "segment", "open", "unknown"]

MOST_LEVELS = 12
LONGEST_LEVEL = 20
LONGEST_NAME = 16
BOX = "多选题的一个选项"
RANK = "排序题的一项"
ORDER = "排序题"
CODES = "只有数字或代码，看不出含义"
ARROW = "→"  # between items put in order
_MULTIPLE = re.compile("[┋┆]")
_LIST = re.compile("[,，、;；]")
_MOST_CHOICES = 20
_LONGEST_CHOICE = 12
_PREFIX = re.compile(r"^[A-Za-z][.、．]\s*")  # A.非常满意
_QUESTION = re.compile(r"^(?:[Qq]|第)?(\d{1,3})(?:题|[、.．:：_\[(])")
_CODE = re.compile(r"[A-Za-z]{1,3}\d{1,3}")  # LimeSurvey's AO01
_SENTENCE = re.compile(r"[，。！？；,!?;\n]")
_PART = re.compile(r"(.+)[—:：_](.+)")
_FILLERS = ("Response", "Open-EndedResponse")  # SurveyMonkey's second header row
_INNER = re.compile(r"^第?\d{1,3}题?\s*[(（\[](.+)[)）\]]$")


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column: its header, what it seems to be, its answers with their counts."""

    header: str
    use: Use
    name: str
    question: str  # number of the question, to group the rows of a matrix
    stem: str  # text of the matrix question, "" when it stands alone
    answers: Mapping[str, int]
    why: str = ""
    separator: str = ""  # between the answers of a multiple choice or a ranking
    is_row: bool = False  # one of several columns of a question, as 第6题(运动) says


@cache
def words() -> Mapping[str, list[str]]:
    """Return the word lists of ``words.toml``."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


def guess_columns(table: Table) -> list[ColumnGuess]:
    """Return a guess for every column with a header, in file order."""
    start = header_row(table.top())
    count = header_rows(table, start)
    headers = joined_headers(table, start, count)
    answers = [_answers(table, header.index, start + count) for header in headers]
    meta = _meta([header.names for header in headers])
    seen: set[str] = set()
    guesses = []
    for header, found in zip(headers, answers, strict=True):
        if not header.text:
            continue
        use, why = _use(header.text, found, header.index in meta)
        sign = _separator(found) if use in ("unknown", "open", "segment") else ""
        if sign:
            use, why = "unknown", ORDER if sign == ARROW else "多选题"
        if header.text in seen:
            use, why = "unknown", "列名重复"
        seen.add(header.text)
        question, stem, name = _parts(header.text)
        is_row = bool(_INNER.match(header.text))
        guesses.append(
            ColumnGuess(header.text, use, name, question, stem, found, why, sign, is_row)
        )
    return guesses


def column_texts(table: Table) -> Mapping[str, Sequence[str]]:
    """Return header -> its answers, one a row; of equal headers the first."""
    start = header_row(table.top())
    count = header_rows(table, start)
    found: dict[str, Sequence[str]] = {}
    for header in joined_headers(table, start, count):
        cells = table.columns[header.index][start + count :]
        found.setdefault(header.text, [clean_text(cell_text(cell)) for cell in cells])
    return found


def _separator(answers: Mapping[str, int]) -> str:
    """Return the sign between answers ticked together, "" where none were.

    Commas stand in sentences too: they count where a few short texts come again and again.
    """
    sign = next((found[0] for text in answers if (found := _MULTIPLE.search(text))), "")
    if sign:
        return sign
    is_order = all(ARROW in text or len(text) <= _LONGEST_CHOICE for text in answers)
    if is_order and sum(ARROW in text for text in answers) >= 2:
        return ARROW
    sign = next((found[0] for text in answers if (found := _LIST.search(text))), "")
    if not sign:
        return ""
    parts = Counter(part.strip() for text in answers for part in text.split(sign))
    is_short = all(0 < len(part) <= _LONGEST_CHOICE for part in parts)
    together = sum(sign in text for text in answers)
    alone = {part for part, count in parts.items() if count == 1}
    few = len(parts) <= min(_MOST_CHOICES, len(answers)) and len(alone) <= len(parts) / 4
    no_prose = not any(_SENTENCE.search(part) for part in parts)
    return sign if is_short and no_prose and few and together >= 2 else ""


def _answers(table: Table, column: int, first: int) -> Counter[str]:
    texts = (clean_text(cell_text(cell)) for cell in table.columns[column][first:])
    return Counter(text for text in texts if text)


def _meta(headers: Sequence[Sequence[str]]) -> set[int]:
    """Return the columns of the platform: a leading block, and a trailing one.

    Exact names only, and in these blocks only: 来源 may well be a question further on.
    """
    forwards = list(enumerate(headers))
    return {
        *_run(forwards, set(words()["meta"])),
        *_run(reversed(forwards), set(words()["trailing"])),
    }


def _run(headers: Iterable[tuple[int, Sequence[str]]], known: set[str]) -> Iterator[int]:
    for index, names in headers:
        if known.isdisjoint(names):
            return
        yield index


def _use(header: str, answers: Mapping[str, int], is_meta: bool) -> tuple[Use, str]:
    if is_meta:
        return "meta", "平台自带的列"
    real = {text: answers[text] for text in answers if text in real_answers(answers)}
    if not real:
        return "unknown", "没有答案"
    if any(_MULTIPLE.search(text) for text in real):
        return "unknown", "多选题"
    if len(real) == 1:
        return "unknown", "只有一种答案"
    if fitting_presets(real):
        return "item", ""
    if all(_is_number(text) or _CODE.fullmatch(text) for text in real):
        return "unknown", CODES
    if any(word in header for word in words()["open_answer"]):
        return "open", ""
    return _use_of_words(real)


def _use_of_words(answers: Mapping[str, int]) -> tuple[Use, str]:
    is_short = all(len(text) <= LONGEST_LEVEL and not _SENTENCE.search(text) for text in answers)
    if is_short and len(answers) <= MOST_LEVELS and sum(answers.values()) >= 2 * len(answers):
        return "segment", ""
    return ("unknown", "文字各不相同") if is_short else ("open", "")


def fitting_presets(answers: Mapping[str, int]) -> list[str]:
    """Return the word scales that know every answer (已知“不了解”之类除外), in preset order."""
    told = {plain_answer(text) for text in answers}
    rest = told - set(words()["not_applicable"]) - set(words()["missing"])
    if not rest or all(_is_number(text) for text in rest):
        return []
    return [
        name
        for name, preset in SCALE_PRESETS.items()
        if name != "yes_no"  # 是／否 is a filter or a box more often than a rating
        and rest <= {way for option in preset.options for way in (option.label, *option.aliases)}
    ]


def plain_answer(text: str) -> str:
    """Return an answer without the letter some platforms put before it."""
    return _PREFIX.sub("", text)


def numbers(answers: Mapping[str, int]) -> list[float]:
    """Return the answers as numbers, or [] when one is no number."""
    real = [text for text in answers if text not in words()["missing"]]
    return [float(text) for text in real] if all(map(_is_number, real)) else []


def real_answers(answers: Mapping[str, int]) -> set[str]:
    """Return the answers without 跳过 and the like."""
    return set(answers).difference(words()["missing"])


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?\d+(?:\.\d+)?", text) is not None


def _parts(header: str) -> tuple[str, str, str]:
    """Return question number, matrix stem and short name of a header."""
    number = _QUESTION.match(header)
    inner = _INNER.match(header)
    text = inner[1] if inner else bare(header)
    parts = _PART.fullmatch(text)
    stem, last = (parts[1], parts[2]) if parts else ("", text)
    if last in _FILLERS:
        stem, last = "", stem
    return number[1] if number else "", _trim(stem) if stem else "", _trim(last)


def _trim(text: str) -> str:
    name = _PREFIX.sub("", re.sub(r"[(（\[【][^)）\]】]*[)）\]】]", "", text).strip("_ —:：、"))
    for word in words()["before"]:
        name = name.removeprefix(word) if len(name) > len(word) + 1 else name
    for word in words()["after"]:
        name = name.removesuffix(word) if len(name) > len(word) + 1 else name
    return name.strip()[:LONGEST_NAME] or text.strip()[:LONGEST_NAME]
