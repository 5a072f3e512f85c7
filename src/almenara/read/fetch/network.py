"""Connections that go to the very address that was checked, and that end by a deadline whatever the other side does."""

from __future__ import annotations

import ssl
import time
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import httpcore
import httpx

from almenara.read.fetch.addresses import Resolve, addresses_to_connect, resolve


class CheckedNetwork(httpcore.NetworkBackend):
    """Resolves a name once, checks what comes of it, and connects to that: a name that leads elsewhere a moment later changes nothing.

    The certificate is still checked against the name. `deadline` (monotonic seconds) holds for all that is under way.
    """

    def __init__(self, allowed: Collection[str], look_up: Resolve = resolve) -> None:
        self.allowed = allowed
        self.look_up = look_up
        self.deadline = 0.0
        self._backend = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        try:
            addresses = addresses_to_connect(host, port, self.allowed, self.look_up)
        except OSError as error:
            raise httpcore.ConnectError(error.strerror or str(error)) from error
        problem: Exception = httpcore.ConnectError(host)
        for address in addresses:
            try:
                stream = self._backend.connect_tcp(
                    address, port, self.left(timeout, httpcore.ConnectTimeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                problem = error
            else:
                return _TimedStream(stream, self)
        raise problem

    def left(self, timeout: float | None, late: type[Exception]) -> float:
        """Seconds until the deadline, `timeout` at most. Raises `late` if there are none."""
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise late("deadline")
        return seconds if timeout is None else min(timeout, seconds)


class _TimedStream(httpcore.NetworkStream):
    def __init__(self, stream: httpcore.NetworkStream, network: CheckedNetwork) -> None:
        self._stream = stream
        self._network = network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._network.left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._network.left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = self._network.left(timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._network)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedTransport(httpx.BaseTransport):
    """httpx over a checked network. Errors are httpcore's."""

    def __init__(self, network: CheckedNetwork) -> None:
        # No environment variable may bring in a proxy, which would resolve names itself.
        context = httpx.create_ssl_context(trust_env=False)
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=network, max_keepalive_connections=8)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        assert isinstance(request.stream, httpx.SyncByteStream)
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
                extensions=request.extensions,
            )
        )
        assert isinstance(answer.stream, Iterable)
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions)

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        assert isinstance(self._answer.stream, Iterable)
        yield from self._answer.stream

    def close(self) -> None:
        self._answer.close()
