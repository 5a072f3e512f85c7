"""Which addresses may be connected to: those of the public internet, and those of hosts that the user named.

A feed or a redirect is written by strangers; without this check it could make almenara read a router's page or a cloud's store of
keys and publish what they say (server-side request forgery).
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Collection
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

#: IPv6 networks that stand for an IPv4 address in their last 32 bits (RFC 6052, RFC 4291).
_LAST_32_BITS = (ip_network("64:ff9b::/96"), ip_network("::ffff:0:0:0/96"), ip_network("::/96"))

#: Gives the addresses of a host and port, like `socket.getaddrinfo`.
Resolve = Callable[[str, int], list[str]]


class PrivateAddress(Exception):
    """A host whose name leads to an address that is not of the public internet."""


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver, in its order. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def is_public(address: str) -> bool:
    """Whether an address is one of the public internet: not private, loopback, link-local, shared, reserved or multicast."""
    plain = ip_address(address.partition("%")[0])
    inner = _embedded(plain) if isinstance(plain, IPv6Address) else None
    if inner is not None and not is_public(str(inner)):
        return False
    if isinstance(plain, IPv6Address) and plain.ipv4_mapped is not None:
        return True
    return plain.is_global and not plain.is_multicast and not plain.is_reserved


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a mapped, translated, 6to4 or Teredo address leads to."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address.teredo is not None:
        return address.teredo[1]
    if any(address in network for network in _LAST_32_BITS):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def addresses_to_connect(host: str, port: int, allowed: Collection[str], look_up: Resolve = resolve) -> list[str]:
    """The addresses of a host, each checked; the caller connects to these and asks no resolver again.

    A host that is `allowed` by name is not checked. Raises PrivateAddress if any address is not public, OSError if there is none.
    """
    found = look_up(host, port)
    if not found:
        raise OSError(f"no address for {host}")
    if host.lower().rstrip(".") not in allowed and not all(is_public(address) for address in found):
        raise PrivateAddress(host)
    return found
