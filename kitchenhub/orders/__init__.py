"""Orders and their lines: place, add, fire, hold, void, comp, remake, move, serve."""
