"""The text of the sample set by this program and by Typst, measured and shown side by side."""
