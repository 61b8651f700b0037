"""The program's version, in one place: the wheel, ``--version`` and ``facts.json`` read it here."""

__version__ = "0.1.0"
