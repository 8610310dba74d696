"""Where a request may go, and how long and how large its answer may be: a network backend for httpcore.

The address is looked up once, checked, and connected to as checked, so that a name cannot answer differently the
second time (DNS rebinding); TLS still speaks to the name. Redirects come through here again. A deadline over the
whole exchange stands beside the time-out of each read, or a server that drips a byte a second holds us for ever.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable
from typing import Any

import httpcore

from feeds.errors import FetchError


def is_public(address: str) -> bool:
    """May the address be asked on behalf of a page? Only one that the whole internet could ask.

    >>> is_public("127.0.0.1"), is_public("169.254.169.254"), is_public("::ffff:10.0.0.1"), is_public("9.9.9.9")
    (False, False, False, True)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):  # NAT64 (RFC 6052)
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def resolve(host: str, port: int, *, private: bool) -> list[str]:
    """The addresses behind a name, all of them checked. FetchError names the one that must not be asked."""
    try:
        found = socket.getaddrinfo(host.strip("[]"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(f"{host}: no such host ({error}); check the address") from None
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    for address in addresses:
        if not private and not is_public(address):
            raise FetchError(
                f"{host}: {address} is an address of this machine or network, which pages must not reach; "
                "set private = true for the source if it is yours"
            )
    return addresses


class Guarded(httpcore.NetworkBackend):
    """Connects to checked addresses alone, and ends what outlasts the deadline."""

    def __init__(self, *, private: bool, seconds: float) -> None:
        self._inner = httpcore.SyncBackend()
        self._private = private
        self._ends = time.monotonic() + seconds

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        last: Exception | None = None
        for address in resolve(host, port, private=self._private):
            try:
                left = remaining(self._ends, timeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
                return Deadlined(stream, self._ends)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or httpcore.ConnectError(f"no address for {host}")

    def connect_unix_socket(self, *args: Any, **kwargs: Any) -> httpcore.NetworkStream:
        raise FetchError("a socket of this machine is not an address of a page; use http or https")

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class Deadlined(httpcore.NetworkStream):
    """A stream of which no read outlasts the deadline of the whole exchange."""

    def __init__(self, inner: httpcore.NetworkStream, ends: float) -> None:
        self._inner, self._ends = inner, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, remaining(self._ends, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, remaining(self._ends, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._inner.start_tls(ssl_context, server_hostname, remaining(self._ends, timeout))
        return Deadlined(stream, self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def remaining(ends: float, timeout: float | None) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the whole answer took too long")
    return left if timeout is None else min(left, timeout)
