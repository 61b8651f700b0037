"""Template and facts to document."""

from .fill import fill, find_template, template_roots
from .template import Template, list_templates
from .texts import check_texts

__all__ = [
    "Template",
    "check_texts",
    "fill",
    "find_template",
    "list_templates",
    "template_roots",
]
