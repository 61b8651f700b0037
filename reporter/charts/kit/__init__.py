"""What the charts share: sheet, fonts, labels, colours, axes, descriptions."""
