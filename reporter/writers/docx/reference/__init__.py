"""A client's own Word file as the base of the report."""

from .base import ClientBase, open_base
from .check import ReferenceCheck, RoleRow, check_reference
from .file import open_client_file

__all__ = [
    "ClientBase",
    "ReferenceCheck",
    "RoleRow",
    "check_reference",
    "open_base",
    "open_client_file",
]
