"""Complex fields: begin, code, separator, result, end, each in its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .names import W

_CLOSED = {
    f"{W}{tag}" for tag in ("tc", "hyperlink", "sdtContent", "footnote", "comment", "txbxContent")
}


@dataclass(slots=True)
class _Open:
    home: etree._Element | None  # what the field may not leave
    state: str = "begin"
    code: str = ""


def fields(tree: etree._Element) -> Iterator[str]:
    stack: list[_Open] = []
    for node in tree.iter(f"{W}fldChar", f"{W}instrText"):
        kind = node.get(f"{W}fldCharType", "instr")
        if kind == "begin":
            stack.append(_Open(_home(node)))
        elif not stack:
            yield f"field part {kind} stands outside a field"
        else:
            if _home(node) is not stack[-1].home:
                yield f"a field begins here and goes on elsewhere: {kind}"
            yield from _step(stack, kind, node.text or "")
    if stack:
        yield "a field does not end"
    for node in tree.iter(f"{W}fldSimple"):
        if not (node.get(f"{W}instr") or "").strip():
            yield "a simple field has no code"


def _step(stack: list[_Open], kind: str, text: str) -> Iterator[str]:
    top = stack[-1]
    if kind == "end":
        stack.pop()
        if top.state != "separate":
            yield "a field has no result"
        if not top.code.strip():
            yield "a field has no code"
    elif top.state != "begin":
        yield f"{kind} stands in the result of a field"
    elif kind == "separate":
        top.state = "separate"
    else:
        top.code += text


def _home(node: etree._Element) -> etree._Element | None:
    return next((up for up in node.iterancestors() if up.tag in _CLOSED), None)
