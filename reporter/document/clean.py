"""Characters cleaned once, before any output sees them.

Controls, noncharacters, surrogates and zero-width marks break Word's XML or print
as boxes; private-use characters are our own placeholders and must not come from data.
Variation selectors ask for a form of a character that no font here distinguishes.
"""

from __future__ import annotations

import re

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069"
    "\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\uffff\U000e0000-\U000e0fff]"
)
_BREAKS = re.compile(r"\r\n?|\u0085")


def clean(text: str) -> str:
    """Return the text without characters that no output can print; line ends become LF."""
    return _FORBIDDEN.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")
