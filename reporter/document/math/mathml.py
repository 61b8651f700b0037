"""One plain form of Presentation MathML, so that every writer knows all it can meet.

Elements: ``math mrow mi mn mo mtext mspace mfrac msub msup msubsup munder mover munderover
msqrt mroot``. A row of one is the one itself. ``mover accent="true"`` holds a base and one of
:data:`ACCENTS`; fences that grow are the first and last ``mo fence="true"`` of an ``mrow``.
Source: MathML Core (W3C).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

NAMESPACE = "http://www.w3.org/1998/Math/MathML"
ACCENTS = {"―": "¯", "¯": "¯", "^": "^", "~": "~", "→": "→", "˙": "˙"}  # as converted: as kept
_STRETCHED = ("¯", "→")
LARGE = frozenset("∑∏∫")  # signs whose limits may stand above and below
_ARITY = {
    "mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "mover": 2, "munderover": 3,
    "mroot": 2,
}  # fmt: skip
LEAVES = ("mi", "mn", "mo", "mtext")
_FENCES = "()[]{}|⟨⟩"
_WITH_LIMITS = frozenset({"max", "min", "lim"})
_FUNCTIONS = frozenset({"ln", "log", "exp"}) | _WITH_LIMITS
_OPERATORS = re.compile(r"[^\w%&∞∂…]")
_ATTRIBUTES = ("stretchy", "fence", "form")


class UnusableError(ValueError):
    """The tree holds what the plain form does not know; the text says what, in Chinese."""


def normal_form(mathml: str) -> str:
    """Return ``mathml`` in the plain form described above.

    Raises:
        UnusableError: an element is unknown, empty, or lacks a part.
    """
    root = etree.fromstring(mathml)
    new = _new("math", display=root.get("display", "inline"))
    new.append(_row(list(root)))
    if new.get("display") == "block":
        _lower_limits(new)
    return etree.tostring(new, encoding="unicode")


def _lower_limits(tree: etree._Element) -> None:
    """Let what belongs to max, min and lim stand below them, as the converter does for sums."""
    for node in tree.iter(f"{{{NAMESPACE}}}msub"):
        if node[0].text in _WITH_LIMITS:
            node.tag = f"{{{NAMESPACE}}}munder"


def leaves(mathml: str) -> tuple[str, ...]:
    """Return the characters a formula prints, piece by piece in the order of the tree."""
    return tuple(_texts(etree.fromstring(mathml)))


def _texts(node: etree._Element) -> Iterator[str]:
    return (leaf.text for leaf in node.iter() if name_of(leaf) in LEAVES and leaf.text)


def name_of(node: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return etree.QName(node).localname


def _new(name: str, text: str = "", **attributes: str) -> etree._Element:
    spaces: dict[str | None, str] = {None: NAMESPACE}
    node = etree.Element(f"{{{NAMESPACE}}}{name}", attributes, nsmap=spaces)  # type: ignore[arg-type]  # stubs forbid the default namespace
    node.text = text or None
    return node


def _row(children: list[etree._Element]) -> etree._Element:
    """Return children as one element; upright names get room to what they apply to."""
    made = [_node(child) for child in children]
    row = _new("mrow")
    for index, child in enumerate(made):
        row.append(child)
        following = made[index + 1] if index + 1 < len(made) else None
        if _names_function(child) and following is not None and name_of(following) != "mo":
            row.append(_new("mspace", width="0.167em"))
    return row[0] if len(row) == 1 else row


def _names_function(node: etree._Element) -> bool:
    base = node if name_of(node) == "mi" else node[0] if len(node) else node
    return name_of(base) == "mi" and base.text in _FUNCTIONS


def _node(node: etree._Element) -> etree._Element:
    name = name_of(node)
    if name in LEAVES:
        return _leaf(name, node)
    if name == "mspace":
        return _new("mspace", width=node.get("width", "0.167em"))
    if name in ("mrow", "mstyle"):
        return _filled(list(node))
    if name == "msqrt":
        root = _new(name)
        root.append(_filled(list(node)))
        return root
    if name not in _ARITY:
        raise UnusableError("用了不支持的写法")
    if len(node) != _ARITY[name]:
        raise UnusableError("写法不完整，如少了分子、分母或上下标")
    return _accented(node) if name == "mover" else _whole(name, node)


def _filled(children: list[etree._Element]) -> etree._Element:
    if not children:
        raise UnusableError("有空着的部分，如空的花括号")
    return _row(children)


def _whole(name: str, node: etree._Element) -> etree._Element:
    made = _new(name)
    for child in node:
        made.append(_node(child))
    return made


def _accented(node: etree._Element) -> etree._Element:
    base, mark = node
    text = (mark.text or "").strip()
    if name_of(mark) != "mo" or text not in ACCENTS:
        return _whole("mover", node)
    accent = ACCENTS[text]
    made = _new("mover", accent="true")
    made.append(_node(base))
    made.append(_new("mo", accent, stretchy="true" if accent in _STRETCHED else "false"))
    return made


def _leaf(name: str, node: etree._Element) -> etree._Element:
    text = (node.text or "").replace("\u00a0", " ")
    if not text.strip() and name != "mtext":
        raise UnusableError("的上下标前面没有内容，或括号后少了符号")
    if name == "mtext" or name == "mn":
        return _new(name, text)
    if text in _FUNCTIONS:
        return _new("mi", text)
    if name == "mi" and not _OPERATORS.search(text):
        upright = not text.isalpha()  # %, ∞ and … do not slant
        return _new("mi", text, mathvariant="normal") if upright else _new("mi", text)
    kept = {key: node.get(key, "") for key in _ATTRIBUTES if node.get(key)}
    if text in LARGE or text not in _FENCES:
        kept = {}
    return _new("mo", text, **kept)
