"""`python -m tests.faults.bench.dying POINT PASSES serve …`: kitchenhub, dying at a crash point."""

import sys

from kitchenhub import crash_points
from kitchenhub.cli import main

if __name__ == "__main__":
    crash_points.arm(sys.argv[1], int(sys.argv[2]))
    main(sys.argv[3:], prog_name="kitchenhub")
