"""Formulas: LaTeX as people write it -> MathML of one plain form, and how it is read aloud."""

from .latex import formula, restored
from .mathml import leaves

__all__ = ["formula", "leaves", "restored"]
