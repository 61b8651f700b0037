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
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
TAB = "<w:r><w:tab/></w:r>"


@lru_cache(maxsize=64)
def run_properties(
    style: str = "", *, hint: bool = False, strong: bool = False, emphasis: str = ""
) -> str:
    """Return ``w:rPr`` or nothing; ``emphasis`` names the font of emphasised Chinese.

    Emphasis inside another style takes that font directly.
    """
    if not style:
        style = "Strong" if strong else "Emphasis" if emphasis else ""
    parts = [f'<w:rStyle w:val="{style}"/>' if style else ""]
    font = f' w:eastAsia="{escape(emphasis)}"' if emphasis and style != "Emphasis" else ""
    font = (' w:hint="eastAsia"' if hint else "") + font
    parts.append(f"<w:rFonts{font}/>" if font else "")
    parts.append("<w:b/><w:bCs/>" if strong and style != "Strong" else "")
    inside = "".join(parts)
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def run(text: str, style: str = "", *, strong: bool = False, emphasis: str = "") -> str:
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


def field(instruction: str, result: str, style: str = "") -> str:
    """Return a complex field; ``result`` is cached runs, possibly none.

    An update gives the result the character ``style`` of the field's own runs.
    """
    end = _mark("end", style) if style else END
    return field_begin(instruction, style) + result + end


def field_begin(instruction: str, style: str = "") -> str:
    """Return the start of a field whose result spans what follows, up to :data:`END`."""
    look = run_properties(style)
    code = f'<w:instrText xml:space="preserve"> {escape(instruction)} </w:instrText>'
    return f"{_mark('begin', style)}<w:r>{look}{code}</w:r>{_mark('separate', style)}"


def _mark(kind: str, style: str) -> str:
    return f'<w:r>{run_properties(style)}<w:fldChar w:fldCharType="{kind}"/></w:r>'


def bookmark(number: int, name: str, content: str) -> str:
    """Return ``content`` between the marks of a bookmark."""
    return f"{bookmark_start(number, name)}{content}{bookmark_end(number)}"


def bookmark_start(number: int, name: str) -> str:
    """Return the mark where a bookmark begins."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'


def bookmark_end(number: int) -> str:
    """Return the mark where a bookmark ends."""
    return f'<w:bookmarkEnd w:id="{number}"/>'
