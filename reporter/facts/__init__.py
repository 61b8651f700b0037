"""Waist 1: facts and how they are printed."""

from .fact import TOTAL, Fact, FactTable, Group, Unit, fact_key, key_aspects
from .format import Printed, printed

__all__ = [
    "TOTAL",
    "Fact",
    "FactTable",
    "Group",
    "Printed",
    "Unit",
    "fact_key",
    "key_aspects",
    "printed",
]
