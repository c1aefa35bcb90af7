"""Playing an orders file through the same doors as everyone else, and reconciling every figure."""
