"""Formulas: LaTeX as people write it -> MathML of one plain form, and how it is read aloud."""

from .latex import formula
from .mathml import leaves

__all__ = ["formula", "leaves"]
