"""`python -m kitchenhub`: the same as the command `kitchenhub`."""

from kitchenhub.cli import main

if __name__ == "__main__":
    main(prog_name="kitchenhub")
