"""One file or folder per output."""
