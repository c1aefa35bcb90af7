"""`python -m kitchenhub` is the `kitchenhub` command."""

from kitchenhub.cli import main

if __name__ == "__main__":
    main()
