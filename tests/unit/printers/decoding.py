"""Bytes of a slip, read as the virtual printer reads them, without a connection."""

from printers.encode import encode
from printers.slip import Slip
from printers.virtual.operations import Operation
from printers.virtual.paper import PrintedSlip
from printers.virtual.parsing import Parser

PROCESS_ID = b"0001"


def operations_of(payload: bytes) -> list[Operation]:
    """All operations; every sequence must be known and complete."""
    parser = Parser()
    operations = parser.feed(payload)
    assert parser.unknown_count == 0
    assert parser.waiting_bytes == 0
    return operations


def printed(slip: Slip, columns: int = 42) -> PrintedSlip:
    """The slip as it comes out of a printer."""
    paper = PrintedSlip(1, columns)
    for operation in operations_of(encode(slip, columns, PROCESS_ID).payload):
        paper.add(operation)
    return paper
