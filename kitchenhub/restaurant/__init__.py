"""The restaurant itself: its settings, the restaurant file and what an import changes."""
