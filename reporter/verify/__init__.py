"""Reads the numbers back out of a finished file."""
