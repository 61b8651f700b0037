"""What outputs share so that their pages agree: page, tables, widths, page numbers."""
