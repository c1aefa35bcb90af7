"""What follows from what: the map of the business on one screen.

Each fact leads to these functions, run in this order in the same transaction. Any of them may reject
(sold out), and then nothing of the command happens. Only here do subjects meet.
"""

from collections.abc import Callable
from typing import Any

from kitchenhub.store.work import Work

CONSEQUENCES: dict[type, tuple[Callable[[Work, Any], None], ...]] = {}
