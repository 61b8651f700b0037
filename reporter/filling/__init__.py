"""Template and facts to document."""

from .fill import fill, find_template, template_roots
from .template import Template, list_templates

__all__ = ["Template", "fill", "find_template", "list_templates", "template_roots"]
