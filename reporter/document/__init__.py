"""Waist 2: the document tree."""
