"""A client's own Word file as the base of the report."""

from .base import ClientBase, open_base

__all__ = ["ClientBase", "open_base"]
