"""Template and facts to document."""
