"""Formulas: plain MathML (see ``document/math``) to Office Math.

Source: ISO/IEC 29500-1, 22.1 (Office Math Markup Language).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from ...document.math import LARGE, name_of
from ...document.nodes import Equation, Math
from .context import Context
from .fields import bookmark, field, run
from .markup import escape, fill
from .paragraph import Flow, Para

SEQUENCE = "公式"
_FONT = '<w:rPr><w:rFonts w:ascii="Cambria Math" w:hAnsi="Cambria Math"/></w:rPr>'
_CONTROL = f"<m:ctrlPr>{_FONT}</m:ctrlPr>"
_MOST_KEPT = 150  # characters: some four lines
_NUMBER_ROOM = 25 / 6  # characters at either side of a numbered formula
_SCRIPTS = ("msub", "msup", "msubsup", "munder", "mover", "munderover")
_ENDS = frozenset("=<>≤≥≠≈≡~∝≪≫+−±∓,;→")  # what a sum does not reach over
_MARKS = {"^": "\u0302", "~": "\u0303", "→": "\u20d7", "˙": "\u0307"}
_SPACES = {"1em": "\u2003", "2em": "\u2003\u2003"}

Nodes = Sequence[etree._Element]


def office_math(math: Math) -> str:
    """Return ``m:oMath``, to stand among the runs of a paragraph."""
    return f"<m:oMath>{_row(list(etree.fromstring(math.mathml)))}</m:oMath>"


def add_equation(context: Context, flow: Flow, node: Equation) -> None:
    """Append a formula in the middle of its line; a number stands at the right margin.

    Word sets a formula in full size only where it has a paragraph to itself, so number and
    formula share a row of an invisible table, which LibreOffice and WPS show alike.
    """
    content = f"<m:oMathPara>{office_math(node.math)}</m:oMathPara>"
    flow.keep_last(most=_MOST_KEPT)
    target = context.targets.take(node)
    if not node.number:
        if target is not None:
            content = bookmark(context.next_bookmark(), target.whole, content)
        flow.add(Para("Equation", content))
        return
    side = round(_NUMBER_ROOM * context.theme.styles.body.size * 20)
    middle = context.width - 2 * side
    label = _number(context, node.number)
    if target is not None:
        label = bookmark(context.next_bookmark(), target.label, label)
        label = bookmark(context.next_bookmark(), target.whole, label)
    values = {
        "width": str(context.width),
        "side": str(side),
        "middle": str(middle),
        "formula": content,
        "number": label,
    }
    flow.add_table(fill("equation.xml", values))


def _number(context: Context, number: int) -> str:
    restart = "" if number == context.sequences.get(SEQUENCE, 0) + 1 else f" \\r {number}"
    context.sequences[SEQUENCE] = number
    counted = field(f"SEQ {SEQUENCE} \\* ARABIC{restart}", run(str(number)))
    return run("（") + counted + run("）")


# ------------------------------------------------------------------- the formula


def _row(nodes: Nodes) -> str:
    out = []
    index = 0
    while index < len(nodes):
        node = nodes[index]
        index += 1
        end = _reach(nodes, index) if _is_large(node) else index
        if end > index:
            out.append(_nary(node, _row(nodes[index:end])))
            index = end
        elif _is_function(node) and nodes[index + 1 :] and name_of(nodes[index]) == "mspace":
            name = _part("fName", node)
            out.append(_built("func", "", f"{name}{_part('e', nodes[index + 1])}"))
            index += 2
        else:
            out.append(_any(node))
    return "".join(out)


def _reach(nodes: Nodes, start: int) -> int:
    """Return where the operand of a sum ends that begins at ``start``."""
    for index in range(start, len(nodes)):
        if name_of(nodes[index]) == "mo" and (nodes[index].text or "") in _ENDS:
            return index
    return len(nodes)


def _is_large(node: etree._Element) -> bool:
    base = node[0] if name_of(node) in _SCRIPTS else node
    return name_of(base) == "mo" and (base.text or "") in LARGE


def _is_function(node: etree._Element) -> bool:
    """Tell whether a node is max, ln ...; what it applies to follows it after a thin blank."""
    base = node[0] if name_of(node) in _SCRIPTS else node
    return name_of(base) == "mi" and len(base.text or "") > 1


def _any(node: etree._Element) -> str:
    name = name_of(node)
    if name == "mrow":
        return _fenced(node) if _is_fenced(node) else _row(list(node))
    if name == "mspace":
        return _run(_SPACES.get(node.get("width", ""), "\u2009"))
    if name == "mtext":
        return _words(node.text or "")
    if name in ("mi", "mn", "mo"):
        upright = name == "mi" and (len(node.text or "") > 1 or node.get("mathvariant"))
        return _run(node.text or "", '<m:rPr><m:sty m:val="p"/></m:rPr>' if upright else "")
    return _BUILD[name](list(node))


def _run(text: str, properties: str = "") -> str:
    return f'<m:r>{properties}{_FONT}<m:t xml:space="preserve">{escape(text)}</m:t></m:r>'


def _words(text: str) -> str:
    """Return words in the fonts of the text around, not slanted."""
    hint = '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>' if not text.isascii() else ""
    inside = f'<m:rPr><m:nor/></m:rPr>{hint}<m:t xml:space="preserve">{escape(text)}</m:t>'
    return f"<m:r>{inside}</m:r>"


def _part(name: str, node: etree._Element) -> str:
    return f"<m:{name}>{_row([node])}</m:{name}>"


def _built(name: str, properties: str, inside: str) -> str:
    return f"<m:{name}><m:{name}Pr>{properties}{_CONTROL}</m:{name}Pr>{inside}</m:{name}>"


def _is_fenced(node: etree._Element) -> bool:
    return len(node) > 2 and node[0].get("form") == "prefix" and node[-1].get("form") == "postfix"


def _fenced(node: etree._Element) -> str:
    first, last = escape(node[0].text or ""), escape(node[-1].text or "")
    signs = f'<m:begChr m:val="{first}"/><m:endChr m:val="{last}"/>'
    return _built("d", signs, f"<m:e>{_row(list(node)[1:-1])}</m:e>")


def _nary(node: etree._Element, operand: str) -> str:
    """Return a sum: its limits hidden where it has none; Word boxes what is left empty."""
    name = name_of(node)
    base, *limits = list(node) if name in _SCRIPTS else [node]
    under = limits[0] if limits and name not in ("msup", "mover") else None
    over = limits[-1] if limits and name not in ("msub", "munder") else None
    place = "undOvr" if name.startswith(("munder", "mover")) else "subSup"
    hidden = "".join(
        f'<m:{which}Hide m:val="1"/>'
        for which, limit in (("sub", under), ("sup", over))
        if limit is None
    )
    sign = f'<m:chr m:val="{base.text}"/><m:limLoc m:val="{place}"/>{hidden}'
    low = "<m:sub/>" if under is None else _part("sub", under)
    high = "<m:sup/>" if over is None else _part("sup", over)
    return _built("nary", sign, f"{low}{high}<m:e>{operand}</m:e>")


def _fraction(parts: Nodes) -> str:
    return _built("f", "", _part("num", parts[0]) + _part("den", parts[1]))


def _scripts(name: str, *places: str) -> Callable[[Nodes], str]:
    def build(parts: Nodes) -> str:
        named = zip(("e", *places), parts, strict=True)
        return _built(name, "", "".join(_part(place, part) for place, part in named))

    return build


def _over(parts: Nodes) -> str:
    base, above = parts
    mark = above.text or ""
    if name_of(above) == "mo" and mark == "¯":
        return _built("bar", '<m:pos m:val="top"/>', _part("e", base))
    if name_of(above) == "mo" and mark in _MARKS:
        return _built("acc", f'<m:chr m:val="{_MARKS[mark]}"/>', _part("e", base))
    return _built("limUpp", "", _part("e", base) + _part("lim", above))


def _under_and_over(parts: Nodes) -> str:
    base, below, above = parts
    inner = _built("limLow", "", _part("e", base) + _part("lim", below))
    return _built("limUpp", "", f"<m:e>{inner}</m:e>" + _part("lim", above))


def _root(parts: Nodes) -> str:
    if len(parts) == 1:
        return _built("rad", '<m:degHide m:val="1"/>', "<m:deg/>" + _part("e", parts[0]))
    return _built("rad", "", _part("deg", parts[1]) + _part("e", parts[0]))


_BUILD: dict[str, Callable[[Nodes], str]] = {
    "mfrac": _fraction,
    "msub": _scripts("sSub", "sub"),
    "msup": _scripts("sSup", "sup"),
    "msubsup": _scripts("sSubSup", "sub", "sup"),
    "munder": _scripts("limLow", "lim"),
    "mover": _over,
    "munderover": _under_and_over,
    "msqrt": _root,
    "mroot": _root,
}
