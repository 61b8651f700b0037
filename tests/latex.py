"""Random formulas of the subset that ``document/math`` accepts."""

from __future__ import annotations

from hypothesis import strategies as st

_ATOMS = st.sampled_from(
    [r"x", "S", "n", "2", "12.5", r"\alpha ", r"\Delta ", r"\text{得分}", r"\mathrm{SE}",
     r"\infty ", r"a<b", r"100\%", "x'", r"\{a\}", r"|y|", r"(n-1)", r"\cdots "]
)  # fmt: skip
_SIGNS = st.sampled_from(["+", "-", r"\times ", r"\cdot ", "=", r"\le ", ",", r"\in ", r"\pm ", ""])
_LARGE = st.sampled_from([r"\sum", r"\prod", r"\int", r"\max", r"\lim"])
_MARKS = st.sampled_from(["bar", "overline", "hat", "tilde", "vec", "dot"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def made(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.tuples(*parts).map(lambda got: pattern % got)

    return st.one_of(
        made(r"\frac{%s}{%s}", inner, inner),
        made(r"{%s}_{%s}", inner, inner),
        made(r"{%s}^{%s}", inner, inner),
        made(r"{%s}_{%s}^{%s}", inner, inner, inner),
        made(r"\sqrt{%s}", inner),
        made(r"\sqrt[3]{%s}", inner),
        made(r"%s_{%s} %s", _LARGE, inner, inner),
        made(r"\sum_{%s}^{%s} %s", inner, inner, inner),
        made(r"\%s{%s}", _MARKS, inner),
        made(r"\left(%s\right)", inner),
        made("%s%s%s", inner, _SIGNS, inner),
    )


FORMULAS = st.recursive(_ATOMS, _larger, max_leaves=8).filter(lambda text: len(text) <= 400)
