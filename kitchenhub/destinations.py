"""Where deliveries go: the destinations of a process, for the hub's own dispatcher and the one alone."""

from kitchenhub.dispatching import Destination
from kitchenhub.ledger.journal_file import JournalFile
from kitchenhub.settings import Settings


def destinations(settings: Settings) -> dict[str, Destination]:
    """Every destination by its name."""
    return {JournalFile.name: JournalFile(settings.journal_dir)}
