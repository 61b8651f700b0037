"""DOCX writer: document tree -> bytes that Word and WPS take for a file of their own."""

from .writer import write_docx

__all__ = ["write_docx"]
