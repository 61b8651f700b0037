"""What stands in ``<head>``: metadata and styles, for print and screen alike."""

from __future__ import annotations

from datetime import date, datetime, time

from markupsafe import Markup

from ...document.nodes import Meta


def day_of(meta: Meta) -> datetime:
    """Return noon of the report's day; 2000-01-01 when it has none (never the clock)."""
    return datetime.combine(meta.date or date(2000, 1, 1), time(12))


def head_meta(meta: Meta) -> Markup:
    """Return title and metadata elements."""
    named = [
        ("author", meta.author),
        ("description", meta.subject),
        ("keywords", ", ".join(meta.keywords)),
        ("generator", "reporter"),
    ]
    if meta.date is not None:
        stamp = day_of(meta).strftime("%Y-%m-%dT%H:%M:%SZ")
        named += [("dcterms.created", stamp), ("dcterms.modified", stamp)]
    lines = (
        Markup('<meta name="{}" content="{}">\n').format(name, text) for name, text in named if text
    )
    return Markup("<title>{}</title>\n").format(meta.title) + Markup("").join(lines)


def style_element(css: str) -> Markup:
    """Return a style element; ``</`` cannot end it early."""
    return Markup("<style>\n{}\n</style>\n").format(Markup(css.replace("</", "<\\/")))
