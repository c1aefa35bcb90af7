"""The simulation's printers: virtual ones in this process, which the hub reaches over TCP like any
other.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from printers.virtual import VirtualPrinter


@asynccontextmanager
async def virtual_printers(count: int, columns: int = 42) -> AsyncIterator[list[VirtualPrinter]]:
    """Running printers on free loopback ports."""
    made = [VirtualPrinter(port=0, columns=columns) for _ in range(count)]
    for printer in made:
        await printer.start()
    try:
        yield made
    finally:
        for printer in made:
            await printer.stop()
