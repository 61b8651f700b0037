"""The characters our committed faces must hold: the *core* set.

Three parts: everything GB2312 encodes (6763 hanzi and its symbols), the 8105 hanzi of
通用规范汉字表 (2013), and the symbol blocks a report draws on. The table stands in
``tonggui8105.txt``, in table order (field kTGH of the Unicode Han database, 15.0.0).
"""

from __future__ import annotations

from pathlib import Path

TABLE = Path(__file__).parent / "tonggui8105.txt"

BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x017F),  # Latin-1 letters and signs, Latin Extended-A
    (0x01CD, 0x01DC),  # vowels with pinyin tones
    (0x0391, 0x03C9),  # Greek
    (0x2000, 0x206F),  # general punctuation
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x214F),  # letter-like: ℃ № ™
    (0x2150, 0x218B),  # number forms: Ⅰ Ⅱ ⅰ ⅱ
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematical operators
    (0x2300, 0x23FF),  # technical
    (0x2460, 0x24FF),  # ① to ⑳ and other enclosed forms
    (0x2500, 0x259F),  # box drawing (┋ splits multiple answers) and blocks
    (0x25A0, 0x25FF),  # geometric shapes
    (0x2600, 0x266F),  # ★ ☆ and other signs
    (0x2700, 0x27BF),  # dingbats: ✓
    (0x3000, 0x303F),  # CJK punctuation
    (0x3041, 0x30FF),  # kana
    (0x3105, 0x312F),  # bopomofo
    (0x3220, 0x3243),  # ㈠ and the like
    (0x3280, 0x32B0),
    (0x338E, 0x33D5),  # ㎡ ㎏
    (0xFE30, 0xFE4F),  # vertical and decorated punctuation
    (0xFF01, 0xFFEF),  # full-width forms
)


def gb2312() -> frozenset[int]:
    """Return every code point that GB2312-80 encodes beyond ASCII."""
    found: set[int] = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((high, low)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return frozenset(found)


def tonggui() -> frozenset[int]:
    """Return the 8105 hanzi of 通用规范汉字表."""
    return frozenset(map(ord, TABLE.read_text(encoding="utf-8").replace("\n", "")))


def core() -> frozenset[int]:
    """Return all code points of the core set; a face keeps those it has."""
    blocks = (code for first, last in BLOCKS for code in range(first, last + 1))
    return gb2312() | tonggui() | frozenset(blocks)
