"""The simulation's printers: virtual ones in this process, which the hub reaches over TCP like any
other.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from printers.virtual import VirtualPrinter


@asynccontextmanager
async def virtual_printers(ports: list[int], columns: int = 42) -> AsyncIterator[list[VirtualPrinter]]:
    """Running printers on these loopback ports; 0 takes a free one. Raises OSError where one is taken."""
    made = [VirtualPrinter(port=port, columns=columns) for port in ports]
    for printer in made:
        await printer.start()
    try:
        yield made
    finally:
        for printer in made:
            await printer.stop()
