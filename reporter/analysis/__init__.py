"""Scores to facts: one file per method, run in a fixed order.

Adding a method is adding one file that fits :class:`.method.Method`; nothing else
needs to know of it.
"""

from .run import analyse, methods

__all__ = ["analyse", "methods"]
