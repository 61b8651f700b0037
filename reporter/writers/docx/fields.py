"""Complex fields with a cached result, and runs.

A field is never marked dirty: Word would ask before opening the file.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..layout.plaintext import clean
from .markup import escape

# Han, and the arrows, circled numbers and shapes that Word sets in the Latin font unless told.
_EAST_ASIAN = re.compile(
    "[\u2190-\u21ff\u2460-\u27bf\u2e80-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    "\U00020000-\U0003ffff]"
)
_CHINESE_MARKS = re.compile("[“”‘’—…]")
_APOSTROPHE = re.compile("(?<=[A-Za-z])’(?=[A-Za-z])")
_LATIN_PROSE = re.compile("[A-Za-z],? [A-Za-z]|[A-Za-z]’[A-Za-z]")
_BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
_SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"


@lru_cache(maxsize=64)
def run_properties(
    style: str = "", *, hint: bool = False, strong: bool = False, emphasis: bool = False
) -> str:
    """Return ``w:rPr`` or nothing. Emphasis inside another style takes its font directly."""
    if not style:
        style = "Strong" if strong else "Emphasis" if emphasis else ""
    parts = [f'<w:rStyle w:val="{style}"/>' if style else ""]
    font = ' w:eastAsia="楷体"' if emphasis and style != "Emphasis" else ""
    font = (' w:hint="eastAsia"' if hint else "") + font
    parts.append(f"<w:rFonts{font}/>" if font else "")
    parts.append("<w:b/><w:bCs/>" if strong and style != "Strong" else "")
    inside = "".join(parts)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def run(text: str, style: str = "", *, strong: bool = False, emphasis: bool = False) -> str:
    """Return the run or runs of ``text``.

    Runs with Chinese carry ``w:hint="eastAsia"``: without it Word sets “”——… in the
    Latin font. An apostrophe inside a Latin word keeps the Latin font.
    """
    text = clean(text)
    if not text:
        return ""
    if "’" in text and _APOSTROPHE.search(text) and _EAST_ASIAN.search(text):
        pieces = re.split(r"([A-Za-z]+(?:’[A-Za-z]+)+)", text)
        return "".join(run(piece, style, strong=strong, emphasis=emphasis) for piece in pieces)
    hint = bool(_EAST_ASIAN.search(text) or _lone_marks(text))
    properties = run_properties(style, hint=hint, strong=strong, emphasis=emphasis)
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _lone_marks(text: str) -> bool:
    """Tell whether marks without Chinese beside them are Chinese: “KANO” is, Latin prose is not."""
    return bool(_CHINESE_MARKS.search(text)) and not _LATIN_PROSE.search(text)


def field(instruction: str, result: str) -> str:
    """Return a complex field; ``result`` is cached runs, possibly none."""
    return field_begin(instruction) + result + END


def field_begin(instruction: str) -> str:
    """Return the start of a field whose result spans what follows, up to :data:`END`."""
    code = f'<w:r><w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText></w:r>'
    return f"{_BEGIN}{code}{_SEPARATE}"


def bookmark(number: int, name: str, content: str) -> str:
    """Return ``content`` between the marks of a bookmark."""
    return f"{bookmark_start(number, name)}{content}{bookmark_end(number)}"


def bookmark_start(number: int, name: str) -> str:
    """Return the mark where a bookmark begins."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def bookmark_end(number: int) -> str:
    """Return the mark where a bookmark ends."""
    return f'<w:bookmarkEnd w:id="{number}"/>'
