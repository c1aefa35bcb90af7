"""Slips over real TCP to a virtual printer with each of its faults, and what is said of them."""

import asyncio
import ipaddress
import subprocess
import sys
from collections.abc import AsyncIterator

import pytest
import uvloop

from printers.encode import encode
from printers.slip import Slip, read_slip
from printers.transport import (
    EVERYWHERE,
    Abilities,
    NotReachable,
    Outcome,
    Patience,
    PrinterNetworks,
    connected,
)
from printers.virtual import VirtualPrinter
from tests.unit.printers.queues import eventually
from tests.unit.printers.samples import RECEIPT, TICKET, ticket

BRIEF = Patience(
    connect_seconds=2, status_seconds=0.3, write_seconds=0.5, receipt_seconds=0.6, look_seconds=0.2,
    slip_seconds_max=5,
)  # fmt: skip
SLIP = read_slip(TICKET)
SHORT = ticket()


@pytest.fixture
async def printer() -> AsyncIterator[VirtualPrinter]:
    made = VirtualPrinter()
    await made.start()
    yield made
    await made.stop()


async def send(
    printer: VirtualPrinter,
    abilities: Abilities | None = None,
    *,
    during: str | None = None,
    slip: Slip = SLIP,
) -> Outcome | str:
    """The outcome of a slip, or the state that kept it from being sent. `during`: a fault once it is
    sent.
    """
    async with connected(
        "127.0.0.1", printer.port, abilities or Abilities(), EVERYWHERE, BRIEF
    ) as connection:
        status = await connection.status()
        if not status.takes_slips:
            return status.state
        if during is not None:
            printer.fault = during
        return await connection.send(encode(slip, 42, b"0001"), b"0001")


async def test_a_well_printer_confirms_and_has_the_slip(printer: VirtualPrinter) -> None:
    assert await send(printer) == Outcome("printed", "confirmed by the printer", True)
    assert [slip.unknown_sequences for slip in printer.slips] == [0]
    assert "#47" in printer.slips[0].text


async def test_little_paper_is_enough(printer: VirtualPrinter) -> None:
    printer.fault = "paper_near_end"
    outcome = await send(printer)
    assert isinstance(outcome, Outcome)
    assert outcome.state == "printed"


@pytest.mark.parametrize("fault", ["paper_out", "cover_open"])
async def test_a_printer_that_cannot_print_says_so_before_anything_is_sent(
    printer: VirtualPrinter, fault: str
) -> None:
    printer.fault = fault
    assert await send(printer) == fault
    assert printer.slips == []


async def test_a_printer_that_is_off_refuses_and_takes_slips_when_it_is_on_again(
    printer: VirtualPrinter,
) -> None:
    port = printer.port
    for _ in range(3):
        printer.fault = "off"
        with pytest.raises(NotReachable, match="refused"):
            await send(printer)
        printer.fault = "none"
        assert isinstance(await send(printer), Outcome)
    assert (printer.port, printer.slips_taken) == (port, 3)


@pytest.mark.parametrize("fault", ["paper_out", "cover_open"])
async def test_trouble_while_printing_is_unknown_and_the_slip_may_come_out_later(
    printer: VirtualPrinter, fault: str
) -> None:
    outcome = await send(printer, during=fault)
    assert isinstance(outcome, Outcome)
    assert (outcome.state, outcome.may_have_printed) == ("unknown", True)
    assert printer.slips == []
    printer.fault = "none"
    await printer.wait_for_slips(1)


async def test_power_lost_while_printing_is_unknown(printer: VirtualPrinter) -> None:
    outcome = await send(printer, during="off")
    assert isinstance(outcome, Outcome)
    assert (outcome.state, outcome.may_have_printed) == ("unknown", True)


@pytest.mark.parametrize("bytes_count", [10, 100, 500])
async def test_a_line_that_breaks_is_unknown_however_little_was_sent(
    printer: VirtualPrinter, bytes_count: int
) -> None:
    printer.fault = f"rst_after={bytes_count}"
    outcome = await send(printer)
    assert isinstance(outcome, Outcome)
    assert (outcome.state, outcome.may_have_printed) == ("unknown", True)


async def test_a_line_that_breaks_before_the_slip_leaves_nothing_on_paper(printer: VirtualPrinter) -> None:
    printer.fault = "rst_after=2"
    assert await send(printer) == "offline"
    printer.fault = "none"
    async with connected("127.0.0.1", printer.port, Abilities(), EVERYWHERE, BRIEF) as connection:
        await connection.status()
        await printer.stop()
        await eventually("the end of the line", lambda: connection.closed)
        outcome = await connection.send(encode(SLIP, 42, b"0001"), b"0001")
    assert (outcome.state, outcome.may_have_printed) == ("failed", False)


async def test_a_slow_printer_is_waited_for(printer: VirtualPrinter) -> None:
    printer.fault = "slow=3000"
    outcome = await send(printer)
    assert isinstance(outcome, Outcome)
    assert outcome.state == "printed"


async def test_a_printer_that_answers_nothing_has_its_slips_unverified(printer: VirtualPrinter) -> None:
    printer.fault = "silent"
    abilities = Abilities()
    for _ in range(2):
        outcome = await send(printer, abilities, slip=SHORT)
        assert isinstance(outcome, Outcome)
        assert (outcome.state, outcome.may_have_printed) == ("unverified", True)
    assert printer.slips_taken == 2
    printer.fault = "none"
    outcome = await send(printer, abilities, slip=SHORT)
    assert isinstance(outcome, Outcome)
    assert outcome.state == "printed"


async def test_a_printer_without_receipts_has_its_slips_unverified(printer: VirtualPrinter) -> None:
    printer.fault = "no_receipt"
    outcome = await send(printer, slip=SHORT)
    assert isinstance(outcome, Outcome)
    assert outcome.state == "unverified"


async def test_a_printer_that_used_to_confirm_and_does_not_is_unknown(printer: VirtualPrinter) -> None:
    abilities = Abilities()
    await send(printer, abilities, slip=SHORT)
    printer.fault = "no_receipt"
    outcome = await send(printer, abilities, slip=SHORT)
    assert isinstance(outcome, Outcome)
    assert outcome.state == "unknown"


@pytest.mark.parametrize("fault", ["busy", "stuck", "silent"])
async def test_a_known_printer_that_does_not_answer_gets_no_slip(printer: VirtualPrinter, fault: str) -> None:
    abilities = Abilities()
    await send(printer, abilities)
    printer.fault = fault
    assert await send(printer, abilities) == "offline"
    assert printer.slips_taken == 1


async def test_a_printer_that_answers_rubbish_gets_no_slip(printer: VirtualPrinter) -> None:
    printer.fault = "rubbish"
    assert await send(printer) == "error"
    assert printer.slips == []


async def test_a_printer_outside_the_allowed_networks_or_ports_is_never_connected_to(
    printer: VirtualPrinter,
) -> None:
    loopback = [ipaddress.ip_network("127.0.0.0/8")]
    wrong = [
        PrinterNetworks([ipaddress.ip_network("10.0.0.0/8")]),
        PrinterNetworks(loopback, [(printer.port + 1, 65535)]),
        PrinterNetworks([], [(1, 65535)]),
    ]
    for networks in wrong:
        with pytest.raises(NotReachable, match="not in a network"):
            async with connected("localhost", printer.port, Abilities(), networks, BRIEF):
                pass
    async with connected(
        "localhost", printer.port, Abilities(), PrinterNetworks(loopback), BRIEF
    ) as connection:
        assert (await connection.status()).state == "ready"


def test_a_mapped_address_counts_as_the_address_that_it_maps() -> None:
    networks = PrinterNetworks([ipaddress.ip_network("10.0.0.0/8")])
    assert networks.allow("::ffff:10.0.0.1", 9100)
    assert not networks.allow("::ffff:169.254.169.254", 9100)


async def test_the_last_two_hundred_slips_are_kept_and_all_are_counted(printer: VirtualPrinter) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", printer.port)
    writer.write(b"".join(b"slip %d\n\x1dV\x00" % number for number in range(1, 251)))
    await printer.wait_for_slips(250)
    writer.close()
    assert [slip.number for slip in printer.slips] == list(range(51, 251))
    assert printer.slips[-1].text == "slip 250\n"


async def test_bytes_that_never_cut_end_in_slips_of_bounded_length(printer: VirtualPrinter) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", printer.port)
    writer.write(b"line\n" * 5_000)
    await printer.wait_for_slips(2)
    writer.close()
    assert all(len(slip.lines) < 1_200 for slip in printer.slips)


async def test_two_tills_at_once_get_their_own_slips(printer: VirtualPrinter) -> None:
    outcomes = await asyncio.gather(*(send(printer) for _ in range(10)))
    assert {outcome.state for outcome in outcomes if isinstance(outcome, Outcome)} == {"printed"}
    assert len({slip.text for slip in printer.slips}) == 1


async def test_a_receipt_kicks_the_drawer(printer: VirtualPrinter) -> None:
    async with connected("127.0.0.1", printer.port, Abilities()) as connection:
        await connection.status()
        await connection.send(encode(read_slip(RECEIPT), 48, b"0002"), b"0002")
    assert printer.slips[0].drawer_kicks == 1


def test_the_printer_switches_off_and_on_under_uvloop_too() -> None:
    async def play() -> int:
        printer = VirtualPrinter()
        await printer.start()
        await test_a_printer_that_is_off_refuses_and_takes_slips_when_it_is_on_again(printer)
        await printer.stop()
        return printer.slips_taken

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        assert runner.run(play()) == 3


async def test_the_command_is_a_printer_that_shows_its_slips() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "printers", "simulate", "--port", "0", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(20):
            ready = (await process.stdout.readline()).decode().strip()
            host, port = ready.removeprefix("ready tcp://").split(":")
            async with connected(host, int(port), Abilities()) as connection:
                await connection.send(encode(SLIP, 42, b"0001"), b"0001")
            shown = await process.stdout.readuntil(b"2 of 3")
    finally:
        process.terminate()
        await process.wait()
    assert "#47" in shown.decode()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["spool", "--url", "http://127.0.0.1:8000", "--token", " "], "no token"),
        (["spool", "--url", "hub:8000", "--token", "x"], "is no address of a hub"),
        (["spool", "--url", "http://hub", "--token", "x", "--network", "lan"], "192.168.1.0/24"),
        (["spool", "--url", "http://hub", "--token", "x", "--ports", "9100-"], "9100 or 1024-65535"),
        (["simulate", "--fault", "fire"], "There is no fault"),
        (["simulate", "--port", "1", "--columns", "41"], "41"),
    ],
)
def test_a_command_used_wrongly_ends_with_two_and_one_clear_sentence(words: list[str], said: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "printers", *words], capture_output=True, text=True, check=False, timeout=30
    )
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
