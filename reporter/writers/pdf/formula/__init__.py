"""Formulas as drawings: the PDF engine knows no MathML."""

from .drawing import Drawn, draw

__all__ = ["Drawn", "draw"]
