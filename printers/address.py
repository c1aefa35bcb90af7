"""Where printers may be: the networks and ports that the settings allow, checked on the address that is
connected to, so that a name cannot lead elsewhere.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Sequence

import msgspec

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class PrinterNetworks(msgspec.Struct, frozen=True):
    """Networks, and inclusive ranges of ports."""

    networks: Sequence[Network]
    ports: Sequence[tuple[int, int]] = ((1024, 65535),)

    def allow(self, host: str, port: int) -> bool:
        """Whether a connection to this numeric address and port may be made."""
        address = ipaddress.ip_address(host)
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        inside = any(address.version == net.version and address in net for net in self.networks)
        return inside and any(low <= port <= high for low, high in self.ports)


EVERYWHERE = PrinterNetworks([ipaddress.ip_network("0.0.0.0/0"), ipaddress.ip_network("::/0")], [(1, 65535)])


PRIVATE = ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")


def read_networks(networks: Sequence[str], ports: str) -> PrinterNetworks:
    """Networks in CIDR notation and a range such as `9100` or `1024-65535`. Raises ValueError (a
    sentence).
    """
    try:
        found = [ipaddress.ip_network(part) for part in networks]
    except ValueError as fault:
        raise ValueError(f"A network is written like 192.168.1.0/24: {fault}.") from None
    first, dash, last = ports.partition("-")
    if not first.isdecimal() or (dash and not last.isdecimal()):
        raise ValueError(f"Ports are written like 9100 or 1024-65535, not {ports!r}.")
    return PrinterNetworks(found, [(int(first), int(last) if dash else int(first))])


async def resolve(host: str, port: int, networks: PrinterNetworks) -> str | None:
    """The first numeric address of a host that is allowed; None when none is. Raises OSError."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return next((str(entry[4][0]) for entry in found if networks.allow(str(entry[4][0]), port)), None)
