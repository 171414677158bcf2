"""A server on loopback whose answers a test scripts, and that records every request which arrives."""

import json
import re
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from typing_extensions import Self


@dataclass(frozen=True)
class Received:
    method: str
    target: str
    headers: Mapping[str, str]
    """By names in small letters."""
    body: bytes = field(repr=False)

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Peer:
    """The connection of a client, whose request has been read."""

    def __init__(self, sock: socket.socket, request: Received, is_kept: bool) -> None:
        self.sock = sock
        self.request = request
        self.is_kept = is_kept
        """Whether the connection serves a further request."""

    def send(self, data: bytes) -> None:
        self.sock.sendall(data)

    def wait_until_closed(self, seconds: float | None = None) -> bool:
        """Waits until the client has closed the connection, or for so long; tells whether it has."""
        self.sock.settimeout(seconds)
        try:
            return self.sock.recv(1) == b""
        except TimeoutError:
            return False
        except OSError:
            return True


Answer = Callable[[Peer], None]
"""Answers one request, and leaves the connection to the server, which closes it."""


def answer(status: int = 200, body: Any = b"", headers: Mapping[str, str] | None = None, reason: str = "Reason") -> Answer:
    """A whole answer; a body that is no bytes is written as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    given = {"content-type": "application/json", "content-length": str(len(content)), **(headers or {})}

    def send_all(peer: Peer) -> None:
        told = given if peer.is_kept else {**given, "connection": "close"}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        peer.send(f"HTTP/1.1 {status} {reason}\r\n{lines}\r\n".encode("latin-1") + content)

    return send_all


def raw(data: bytes) -> Answer:
    """Bytes, and the end of the connection."""

    def send_all(peer: Peer) -> None:
        peer.send(data)
        peer.is_kept = False

    return send_all


def reset(peer: Peer) -> None:
    """Resets the connection instead of an answer."""
    peer.sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    peer.is_kept = False


def close(peer: Peer) -> None:
    """Ends the connection instead of an answer."""
    peer.is_kept = False


def hang(peer: Peer) -> None:
    """Never answers."""
    peer.wait_until_closed()


def hang_after(data: bytes) -> Answer:
    """Begins to answer, and never ends."""

    def answer_partly(peer: Peer) -> None:
        peer.send(data)
        peer.wait_until_closed()

    return answer_partly


def drip(data: bytes, head: bytes = b"", interval: float = 0.02) -> Answer:
    """Sends one byte after the other, and the last one again and again until the client goes."""

    def send_slowly(peer: Peer) -> None:
        peer.send(head)
        for byte in data:
            peer.send(bytes([byte]))
            if peer.wait_until_closed(interval):
                return
        while not peer.wait_until_closed(interval):
            peer.send(data[-1:])

    return send_slowly


def tunnel_to(port: int) -> Answer:
    """Answers CONNECT as a proxy does that leads to a port of this machine."""

    def lead(peer: Peer) -> None:
        with socket.create_connection(("127.0.0.1", port)) as there:
            peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=_pump, args=(there, peer.sock), daemon=True)
            back.start()
            _pump(peer.sock, there)
            back.join()
        peer.is_kept = False

    return lead


def _pump(here: socket.socket, there: socket.socket) -> None:
    try:
        while data := here.recv(65536):
            there.sendall(data)
        there.shutdown(socket.SHUT_WR)
    except OSError:
        # One of them has gone.
        pass


@dataclass(frozen=True)
class Certificate:
    """One that nobody trusts, of those that the tests of @ticketbridge/http have."""

    pem: str
    context: ssl.SSLContext = field(repr=False)


def certificate(name: str, folder: Path) -> Certificate:
    """That of `letters.example` or `localhost`; its files are written into `folder`."""
    text = (Path(__file__).parents[2] / "http/test/certificate.ts").read_text(encoding="utf-8")
    keys, certificates = (
        re.findall(rf"-----BEGIN {kind}-----[^`]+-----END {kind}-----\n", text) for kind in ("PRIVATE KEY", "CERTIFICATE")
    )
    index = ["letters.example", "localhost"].index(name)
    both = folder / f"{name}.pem"
    both.write_text(keys[index] + certificates[index])
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(both)
    return Certificate(certificates[index], context)


class HostileServer:
    """Answers the requests with `answers` in their order, the last of them again and again. Serves one request for each
    connection, unless it is told to keep them."""

    def __init__(self, *answers: Answer, keeps: bool = False, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Received] = []
        self.connections = 0
        self.answers = answers
        self._keeps = keeps
        self._tls = tls
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.host = f"127.0.0.1:{self.port}"
        self.base_url = f"http{'s' if tls else ''}://{self.host}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        _end(self._listener)
        with self._lock:
            for sock in self._open:
                _end(sock)

    @property
    def targets(self) -> Sequence[str]:
        return [f"{request.method} {request.target}" for request in self.requests]

    def _listen(self) -> None:
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._open.add(sock)
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, plain: socket.socket) -> None:
        try:
            sock = plain if self._tls is None else self._tls.wrap_socket(plain, server_side=True)
            with sock, sock.makefile("rb") as stream:
                while (request := _read(stream)) is not None:
                    with self._lock:
                        number = len(self.requests)
                        self.requests.append(request)
                    peer = Peer(sock, request, self._keeps)
                    if self.answers:
                        self.answers[min(number, len(self.answers) - 1)](peer)
                    if not peer.is_kept:
                        break
        except OSError:
            # The client has gone.
            pass
        finally:
            with self._lock:
                self._open.discard(plain)
            plain.close()


def _read(stream: Any) -> Received | None:
    method, _, rest = stream.readline().decode("latin-1").partition(" ")
    if not rest:
        return None
    headers: dict[str, str] = {}
    while line := stream.readline().decode("latin-1").strip():
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = stream.read(int(headers.get("content-length", 0)))
    return Received(method, rest.rsplit(" ", 1)[0], headers, body)


def _end(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        # It has ended by itself.
        pass
    sock.close()


def refused_port() -> int:
    """A port on which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
