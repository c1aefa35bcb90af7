"""The dining room: sections and tables."""
