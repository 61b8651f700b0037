"""Formulas: LaTeX as people write it -> MathML of one plain form, and how it is read aloud."""

from .latex import formula, restored
from .mathml import LARGE, LEAVES, leaves, name_of

__all__ = ["LARGE", "LEAVES", "formula", "leaves", "name_of", "restored"]
