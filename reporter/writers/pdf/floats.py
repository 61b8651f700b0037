"""Gaps before figures and tables are filled while WeasyPrint makes its pages.

Where a page would stay empty because a figure or table does not fit, what may stand in front of
it (:mod:`...document.floats`) is tried there: such a page and the next one are laid out a few
times, the report once. The function that makes a page is exchanged for that; if
WeasyPrint changes it, the pages keep their gaps.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ...document.floats import Followers, Move

GAP = 1 / 6  # of a page; a smaller one stays
GAIN = 1 / 50  # what moving must save of the squares of two gaps: large ones weigh more
_PARAMETERS = ("index", "context", "root_box", "html")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_GROUPS = frozenset({"html", "body", "div", "section"})
_PARTED = _GROUPS | {"figure"}


@contextmanager
def filled_gaps(followers: Followers) -> Iterator[list[Move]]:
    """Fill gaps inside the block; yields the list of what was moved, which grows meanwhile."""
    from weasyprint.layout import page as pages

    stock = getattr(pages, "remake_page", None)
    if stock is None or tuple(inspect.signature(stock).parameters) != _PARAMETERS:
        yield []
        return
    filler = _Filler(stock, followers)
    pages.remake_page = filler.remake_page
    try:
        yield filler.moves
    finally:
        pages.remake_page = stock


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure or table: child ``index`` of ``box``, to which ``path`` leads from the root."""

    box: Any
    path: tuple[int, ...]
    index: int

    @property
    def name(self) -> str:
        return _name(self.box.children[self.index])


@dataclass(slots=True)
class _Filler:
    """The exchanged function. The boxes it moves stay moved when pages are made again."""

    stock: Callable[..., Any]
    followers: Followers
    moves: list[Move] = field(default_factory=list)
    tried: set[str] = field(default_factory=set)

    def remake_page(self, index: int, context: Any, root_box: Any, html: Any) -> Any:
        """Make a page, once more where what follows a figure or table can fill its gap."""
        noted = _has_notes(context)
        page, resume_at = self.stock(index, context, root_box, html)
        ended = resume_at is None or context.page_maker[index + 1][1]["break"] != "any"
        if noted or _has_notes(context) or ended:
            return page, resume_at
        place = _next_float(root_box, resume_at, self.followers)
        if place is None or place.name in self.tried or _gap(page) < GAP:
            return page, resume_at
        self.tried.add(place.name)
        trial = _Trial(partial(self.stock, context=context, root_box=root_box, html=html), context)
        return self._better(place, trial, index, (page, resume_at))

    def _better(self, place: _Place, trial: _Trial, index: int, found: Any) -> Any:
        """Return the page with what can be moved to it; ``found`` where that saves no room.

        The next page counts too: what is taken from it may leave the same gap there.
        """
        name, original, count = place.name, place.box.children, self._count(place)
        as_found = trial.state(index)
        filled: Any = None
        while count:
            place.box.children = _passed(original, place.index, count)
            filled = trial.make(index)
            fitting = _fitting(place, filled[1], count)
            if fitting == count:
                break
            count = fitting
        if count:
            changed, as_filled = place.box.children, trial.state(index)
            after = _gap(filled[0]) ** 2 + trial.gap(index + 1) ** 2
            place.box.children = original
            trial.restore(index, as_found)
            if after + GAIN <= _gap(found[0]) ** 2 + trial.gap(index + 1) ** 2:
                place.box.children = changed
                trial.restore(index, as_filled)
                boxes = changed[place.index : place.index + count]
                self.moves.append(Move(name, tuple(map(_name, boxes))))
                return filled
        place.box.children = original
        trial.restore(index, as_found)
        return found

    def _count(self, place: _Place) -> int:
        """Return how many of the next boxes may go in front of the one at ``place``."""
        run = self.followers[place.name]
        names = [_name(box) for box in place.box.children[place.index + 1 :]]
        return next((n for n, name in enumerate(names) if name not in run), len(names))


@dataclass(frozen=True, slots=True)
class _Trial:
    """Makes pages on trial, and has what WeasyPrint keeps of them set back."""

    stock: Callable[..., Any]
    context: Any

    def make(self, index: int) -> Any:
        """Return a page and where the next one starts."""
        remade = self.context.page_maker[index][-1]
        remade["anchors"], remade["content_lookups"] = [], []
        return self.stock(index)

    def gap(self, index: int) -> float:
        """Return the gap of a page as it would be; 0 at the end of a part."""
        context = self.context
        notes = list(context.footnotes), list(context.reported_footnotes)
        rest = context.page_maker[index + 1 :]
        page, resume_at = self.make(index)
        ended = resume_at is None or context.page_maker[index + 1][1]["break"] != "any"
        context.page_maker[index + 1 :] = rest
        context.page_maker[index][-1]["content_changed"] = True  # it is yet to be made
        context.footnotes[:], context.reported_footnotes = notes
        return 0.0 if ended else _gap(page)

    def state(self, index: int) -> tuple[Any, Any]:
        """Return what a page has left behind: where the next one starts, and its anchors."""
        maker = self.context.page_maker
        return maker[index + 1], dict(maker[index][-1])

    def restore(self, index: int, state: tuple[Any, Any]) -> None:
        """Set back what a page has left behind."""
        maker = self.context.page_maker
        maker[index + 1] = state[0]
        maker[index][-1].update(state[1])


def _passed(children: Any, index: int, count: int) -> Any:
    """Return ``children`` with ``count`` of them in front of the one that they follow."""
    start, end = index + 1, index + 1 + count
    return children[:index] + children[start:end] + children[index:start] + children[end:]


def _fitting(place: _Place, resume_at: Any, count: int) -> int:
    """Return how many of the ``count`` boxes put at ``place`` stand on the page, and whole.

    ``resume_at`` is where the next page starts: numbers of children from the root down.
    """
    if resume_at is None:
        return count
    for step in place.path:
        if resume_at is None:
            return 0
        ((child, resume_at),) = resume_at.items()
        if child != step:
            return count if child > step else 0
    (child,) = resume_at or (0,)
    return min(max(int(child) - place.index, 0), count)


def _next_float(box: Any, resume_at: Any, followers: Followers, *path: int) -> _Place | None:
    """Return the figure or table that the next page starts with, below its headings if any."""
    start, inside = next(iter(resume_at.items())) if resume_at else (0, None)
    for index, child in enumerate(box.children[start:], start):
        name, group = _name(child), child.element_tag in _GROUPS
        if index == start and not _is_fresh(inside):
            if not group or (name and child.element_tag != "section"):
                return None  # the page starts inside a paragraph, list or table
            return _next_float(child, inside, followers, *path, index)
        if name in followers:
            return _Place(box, path, index)
        if group and (not name or child.element_tag == "section"):
            return _next_float(child, None, followers, *path, index)
        if child.element_tag not in _HEADINGS:
            return None
    return None


def _is_fresh(resume_at: Any) -> bool:
    """Tell whether nothing of a box stands on the page before."""
    return resume_at is None or (list(resume_at) == [0] and _is_fresh(resume_at[0]))


def _gap(page: Any) -> float:
    """Return which part of a page is empty at its foot."""
    from weasyprint.formatting_structure.boxes import BlockLevelBox

    box = page.children[0]
    while box.element_tag in _PARTED and box.children:
        if not isinstance(box.children[-1], BlockLevelBox):
            break
        box = box.children[-1]
    lowest = box.border_box_y() + box.border_height()
    return float((page.content_box_y() + page.height - lowest) / page.height)


def _has_notes(context: Any) -> bool:
    """Tell whether the page has footnotes, or is to have some of the page before."""
    return bool(context.current_page_footnotes or context.reported_footnotes)


def _name(box: Any) -> str:
    return "" if box.element is None else str(box.element.get("data-block", ""))
