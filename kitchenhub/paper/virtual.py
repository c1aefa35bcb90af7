"""What the demo's virtual printers have printed, for their page, and their faults on demand.

They are handed in by the composition root; a restaurant with real printers has none, and these paths
answer 404.
"""

from typing import Literal, Protocol

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from kitchenhub.api.call import Call
from kitchenhub.api.endpoint import Endpoint, edge
from kitchenhub.api.server import PREFIX, json_response
from kitchenhub.errors import unknown
from kitchenhub.roles import MANAGERS, READERS
from kitchenhub.wire import Body, Time

Fault = Literal["none", "off", "paper_out", "cover_open", "silent", "slow"]


class VirtualSlip(Protocol):
    """A slip as a virtual printer decoded it."""

    number: int
    at: str
    text: str

    def png(self) -> bytes:
        """The paper as a picture."""
        ...


class VirtualPrinter(Protocol):
    """A printer inside this process, reached over TCP like any other."""

    fault: str

    @property
    def slips(self) -> "list[VirtualSlip]":
        """What it printed, oldest first."""
        ...


class ShownSlip(msgspec.Struct, frozen=True, kw_only=True):
    """A printed slip: its text and where its picture is."""

    number: int
    at: Time
    text: str
    png: str


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """What a virtual printer has printed, newest first, and its fault."""

    printer: str
    fault: Fault
    slips: list[ShownSlip]


class FaultBody(Body, frozen=True, kw_only=True):
    """The fault to have from now on."""

    fault: Fault


def _printer(call: Call) -> VirtualPrinter:
    printers: dict[str, VirtualPrinter] = call.state.virtual_printers
    found = printers.get(call.ids[0])
    if found is None:
        raise unknown("virtual printer", call.ids[0])
    return found


def _paper(call: Call) -> Response:
    printer = _printer(call)
    base = f"{PREFIX}/printers/{call.ids[0]}/paper"
    slips = [
        ShownSlip(number=slip.number, at=slip.at, text=slip.text, png=f"{base}/{slip.number}.png")
        for slip in reversed(printer.slips)
    ]
    shown = Paper(printer=call.ids[0], fault=printer.fault or "none", slips=slips)  # type: ignore[arg-type]
    return json_response(msgspec.json.encode(shown))


async def read_paper(request: Request, call: Call) -> Response:
    """The slips of a virtual printer."""
    return _paper(call)


async def read_picture(request: Request, call: Call) -> Response:
    """One slip as a PNG."""
    number = call.ids[1].removesuffix(".png")
    for slip in _printer(call).slips:
        if str(slip.number) == number:
            return Response(
                slip.png(), media_type="image/png", headers={"Cache-Control": "private, max-age=3600"}
            )
    raise unknown("slip", call.ids[1])


async def set_fault(request: Request, call: Call) -> Response:
    """Let a virtual printer fail, or work again."""
    _printer(call).fault = call.body.fault
    return _paper(call)


ENDPOINTS: list[Endpoint] = [
    edge("GET", "/printers/{id}/paper", READERS, read_paper, summary="What a virtual printer printed",
         answer=Paper),
    edge("GET", "/printers/{id}/paper/{slip}", READERS, read_picture, summary="A slip as a picture",
         answer=bytes, media_type="image/png"),
    edge("POST", "/printers/{id}/fault", MANAGERS, set_fault, summary="Let a virtual printer fail",
         answer=Paper, body=FaultBody),
]  # fmt: skip
