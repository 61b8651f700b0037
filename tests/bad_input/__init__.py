"""Broken and hostile projects through the command line, one row each."""
