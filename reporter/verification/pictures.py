"""Hold the pictures of a file against what they showed when it was written.

A picture that still shows what it did prints the numbers that the record travelling inside the
file has for it. These are held against the record in use, which may be another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ..document.identity import mark_name
from ..document.picture_digest import PictureDigest
from .picture_parts import Picture
from .plotted import figure_labels
from .record import Passage, Record, spelling
from .report import AlteredPicture, Mismatch, Orphan, Spot

State = Literal["same", "repacked", "other"]
_WORST: tuple[State, ...] = ("same", "repacked", "other")
_SHAPE = 0.01  # share by which width over height may differ where a program made it smaller


@dataclass(frozen=True, slots=True)
class PictureFindings:
    """What the pictures of a file show; ``read`` names the figures that are as they were."""

    checked: int = 0
    mismatches: tuple[Mismatch, ...] = ()
    orphans: tuple[Orphan, ...] = ()
    altered: tuple[AlteredPicture, ...] = ()
    notes: tuple[str, ...] = ()
    read: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a DOCX says of its pictures: what they showed, by block, and the record of that."""

    shown: Mapping[str, tuple[PictureDigest, ...]]
    record: Record


def hold_pictures(record: Record, drawn: Drawn, pictures: Sequence[Picture]) -> PictureFindings:
    """Compare each picture that a figure of the record had with what the file holds there."""
    cases = _cases(record, drawn, pictures)
    same = [case for case in cases if case.state == "same"]
    found = [finding for case in same for finding in _numbers(record, case)]
    checked = sum(len(case.shown.spans) for case in same)
    return PictureFindings(
        checked,
        tuple(one for one in found if isinstance(one, Mismatch)),
        tuple(one for one in found if isinstance(one, Orphan)),
        tuple(_altered(c.shown, c.section, c.label) for c in cases if c.state == "other"),
        (*_repacked(cases), *_checked(len(same), checked)),
        frozenset(case.shown.name for case in cases),
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """A figure whose picture was found: how it is, and the texts that it showed."""

    label: str
    section: str
    state: State
    shown: Passage


def _cases(record: Record, drawn: Drawn, pictures: Sequence[Picture]) -> list[_Case]:
    labels = figure_labels(record)
    inside = {p.block: p for p in drawn.record.passages if p.kind == "chart" and p.block}
    found = []
    for passage, section in zip(record.passages, record.sections, strict=True):
        wanted, shown = drawn.shown.get(passage.block, ()), inside.get(passage.block)
        if passage.kind != "chart" or not wanted or shown is None:
            continue
        label = labels.get(passage.name, "图")
        states = [_state(p, wanted) for p in _own(passage.block, label, wanted, pictures)]
        if states:
            found.append(_Case(label, section, max(states, key=_WORST.index), shown))
    return found


def _repacked(cases: Sequence[_Case]) -> tuple[str, ...]:
    labels = [case.label for case in cases if case.state == "repacked"]
    which = "、".join(labels)
    words = f"{len(labels)} 幅图片经其他软件压缩或缩小过（{which}），图内的数字没有逐个核对。"
    return (words,) if labels else ()


def _checked(count: int, numbers: int) -> tuple[str, ...]:
    """Say that what stands in pictures was checked as well, and how."""
    words = f"{count} 幅图片与生成时一致，图内的 {numbers} 个数已按记录核对。"
    return (words,) if count else ()


def swapped_pictures(record: Record, blocks: Sequence[str]) -> PictureFindings:
    """Name the figures whose drawing, texts and all, was replaced by a picture of pixels."""
    labels = figure_labels(record)
    found = {
        passage.name: _altered(passage, section, labels.get(passage.name, "图"))
        for passage, section in zip(record.passages, record.sections, strict=True)
        if passage.kind == "chart" and passage.block in blocks
    }
    return PictureFindings(altered=tuple(found.values()), read=frozenset(found))


def _altered(passage: Passage, section: str, label: str) -> AlteredPicture:
    return AlteredPicture(Spot(section, label), len({key for _, _, key in passage.spans}))


def _own(
    block: str, label: str, wanted: Sequence[PictureDigest], pictures: Sequence[Picture]
) -> list[Picture]:
    """Return the pictures of a figure: by its mark, by what they show, by the caption below."""
    mark, known = mark_name(block), {one.digest for one in wanted}
    marked = [p for p in pictures if p.mark == mark]
    alike = [p for p in pictures if known & {one.digest for one in p.shown if one is not None}]
    return marked or alike or [p for p in pictures if not p.mark and _is_of(p.below, label)]


def _is_of(caption: str, label: str) -> bool:
    """True for the caption of the figure with that label: 图1 is not 图12."""
    rest = caption.removeprefix(label)
    return label[-1:].isdigit() and rest != caption and not rest[:1].isdigit()


def _state(picture: Picture, wanted: Sequence[PictureDigest]) -> State:
    """Tell how a picture is: as it was, packed anew, or another one.

    Packed anew are those made smaller or stored with losses, so that their digits are not known:
    an editor's compression keeps the shape, and leaves a PNG of the same size as it was.
    """
    known = {one.digest for one in wanted}
    rest = [one for one in picture.shown if one is None or one.digest not in known]
    if all(one is not None and _is_repacked(one, wanted) for one in rest):
        return "repacked" if rest else "same"
    return "other"


def _is_repacked(one: PictureDigest, wanted: Sequence[PictureDigest]) -> bool:
    for old in wanted:
        if one.is_raster and old.is_raster:
            is_other_size = (one.width, one.height) != (old.width, old.height)
            shapes = one.width * old.height, one.height * old.width
            return (is_other_size or not one.exact) and (
                abs(shapes[0] - shapes[1]) <= _SHAPE * max(shapes)
            )
    return False


def _numbers(record: Record, case: _Case) -> Iterator[Mismatch | Orphan]:
    """Hold what a picture prints against the record in use."""
    spot = Spot(case.section, f"{case.label}的图片")
    for start, end, key in case.shown.spans:
        text = case.shown.text[start:end]
        forms = record.forms.get(key)
        if forms is None:
            yield Orphan(spot, text)
        elif spelling(text) not in forms:
            yield record.mismatch(key, record.best_form(key, text), text, spot)
