"""Readers of data files, one a source; all give a :class:`.table.Table`."""
