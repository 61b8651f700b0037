"""A document with everything a DOCX can hold: the sample, all native charts, formulas, comments."""

from __future__ import annotations

from dataclasses import replace

from reporter.document.nodes import Comment, Document, Equation, Math, Part, Section, Text

from .builders import p, t
from .charts_sample import every
from .sample import sample

_SPACE = 'xmlns="http://www.w3.org/1998/Math/MathML"'
MEAN = Math(
    r"S=\frac{a}{b}",
    f"<math {_SPACE}><mi>S</mi><mo>=</mo><mfrac><mi>a</mi><mi>b</mi></mfrac></math>",
    "S等于b分之a",
)


def whole() -> Document:
    remark = Comment((Text("请核对"),), "与上年口径是否一致？\n另见附录。", "审核人")
    extra = Section(
        "extra",
        1,
        t("图与公式"),
        (p("得分", MEAN, "，", remark, "。"), Equation(MEAN, "eq", 1), *every().values()),
        numbered=False,
    )
    document = sample()
    first = next(i for i, part in enumerate(document.parts) if part.role == "body")
    body = Part("body", (*document.parts[first].blocks, extra))
    parts = (*document.parts[:first], body, *document.parts[first + 1 :])
    return replace(document, parts=parts)
