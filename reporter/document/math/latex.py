"""LaTeX -> :class:`Math`. A subset, checked: what is not known is refused, never dropped.

The converter lets unknown commands, open braces and missing arguments pass, so the text is
checked before, and the tree it gives is checked after (:mod:`.mathml`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...errors import Problem, TemplateError
from ..clean import clean
from ..nodes import Math
from .mathml import UnusableError, normal_form
from .spoken import spoken

_LONGEST = 400  # characters; a longer formula fits no line of a page
_DEEPEST = 8  # nested braces; Word shows no more than that legibly
_COMMANDS = frozenset(
    r"""frac dfrac tfrac sqrt sum prod int lim max min ln log exp text mathrm left right
    bar overline hat widehat tilde vec dot limits quad qquad
    alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma
    tau phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega
    times cdot div pm mp le leq ge geq ne neq approx equiv sim propto ll gg in notin cup cap
    to rightarrow mid cdots ldots dots infty partial prime""".split()
)
_SYMBOLS = frozenset({",", ";", ":", " ", "%", "&", "{", "}", "|"})  # after a backslash
_PIECE = re.compile(
    r"\\(?:text|mathrm)\s*\{(?P<words>[^{}\\$]*)\}"
    r"|\\(?P<command>[A-Za-z]+)|\\(?P<symbol>.?)|(?P<sign>.)",
    re.DOTALL,
)
_REFUSED = frozenset('&#$~%@"`?')
_HINT = "请对照模板手册“公式”一节改正；也可以改用文字说明。"


@lru_cache(maxsize=256)
def formula(latex: str, *, display: bool = False) -> Math:
    r"""Return the formula that ``latex`` writes.

    Args:
        latex: without dollar signs; Chinese stands in ``\text{…}``.
        display: True on a line of its own, where limits stand above and below a sum.

    Raises:
        TemplateError: something outside the supported subset, or broken LaTeX.
    """
    source = clean(latex).strip()
    what = _fault(source)
    if what:
        raise _refuse(source, what)
    from latex2mathml.converter import convert  # 20 ms that only reports with formulas pay

    try:
        # Upright letters of \mathrm are words: the converter sets a single one in italics.
        converted = convert(re.sub(r"\\mathrm\b", r"\\text", source), display=_display(display))
        tree = normal_form(converted)
    except UnusableError as error:
        raise _refuse(source, str(error)) from None
    except Exception as error:  # its own classes share no base, and some inputs give IndexError
        raise _refuse(source, "写法不完整，如少了括号、上下标或分母") from error
    return Math(latex=source, mathml=tree, spoken=spoken(tree))


_ESCAPES = {"\a": "a", "\b": "b", "\f": "f", "\n": "n", "\r": "r", "\t": "t", "\v": "v"}
_ESCAPED = re.compile(r"([\a\x08\f\n\r\t\v])([A-Za-z]+)")


def restored(latex: str) -> str:
    r"""Return ``latex`` as its author wrote it between quotes in a template.

    There ``\f`` of ``\frac`` and ``\t`` of ``\text`` are read as control characters; one that
    no letter follows is the end of a line or a tab.
    """
    return _ESCAPED.sub(lambda match: f"\\{_ESCAPES[match[1]]}{match[2]}", latex)


def _display(display: bool) -> str:
    return "block" if display else "inline"


def _fault(source: str) -> str:
    """Return in Chinese what the subset does not allow, "" when nothing."""
    if not source:
        return "没有内容"
    if len(source) > _LONGEST:
        return "太长，一行放不下"
    depth = 0
    for piece in _PIECE.finditer(source):
        if piece["words"] is not None:
            if not piece["words"].strip():
                return "里有空的 \\text{}"
            continue
        depth += {"{": 1, "}": -1}.get(piece["sign"] or "", 0)
        what = _fault_of(piece)
        if what:
            return what
        if not 0 <= depth <= _DEEPEST:
            return "的花括号不成对" if depth < 0 else "套得太深"
    return "的花括号不成对" if depth else ""


def _fault_of(piece: re.Match[str]) -> str:
    command, symbol, sign = piece["command"], piece["symbol"], piece["sign"] or ""
    if command in ("text", "mathrm"):
        return f"中 \\{command} 后面要有花括号，里面只写文字"
    if command is not None and command not in _COMMANDS:
        return f"用了不支持的命令 \\{command}"
    if symbol is not None and symbol not in _SYMBOLS:
        return f"用了不支持的写法 \\{symbol}"
    if sign in _REFUSED:
        return f"里的“{sign}”不能直接写" + ("，请写作 \\%" if sign == "%" else "")
    if sign and ord(sign) >= 0x2E80:
        return f"里的“{sign}”请写在 \\text{{…}} 中"
    return ""


def _refuse(source: str, what: str) -> TemplateError:
    shown = source if len(source) <= 60 else f"{source[:60]}…"
    return TemplateError(Problem("template.formula", f"公式“{shown}”{what}。", _HINT))
