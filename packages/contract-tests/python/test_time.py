"""Every call ends, and nothing is sent after it."""

import os
import signal
import threading
import time
from typing import Any

import pytest
from failures import EVERY_KIND, failed_call, inner, without_pauses as without_pauses
from hostile_server import HostileServer, Peer, answer, drip, hang, hang_after
from surfaces import EVERY_OPERATION, SURFACES, Operation, Surface, operation_name

every_operation = pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
every_kind = pytest.mark.parametrize("surface, operation", EVERY_KIND, ids=operation_name)
every_surface = pytest.mark.parametrize("surface", SURFACES, ids=operation_name)

SILENT = {
    "no answer": hang,
    "half a status line": hang_after(b"HTTP/1.1 2"),
    "half the headers": hang_after(b"HTTP/1.1 200 OK\r\ncontent-le"),
    "headers, a byte at a time": drip(b"HTTP/1.1 200 OK\r\nx-slow: y"),
    "interim answers": drip(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 3 + b"H"),
}
OK = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{"
UNENDING = {"no rest of the body": hang_after(OK), "the body, a byte at a time": drip(b" ", OK)}


@every_kind
@pytest.mark.parametrize("name", SILENT)
def test_a_call_without_an_answer_ends_in_time(surface: Surface, operation: Operation, name: str) -> None:
    with HostileServer(SILENT[name]) as server:
        started_at = time.monotonic()
        error = failed_call(surface.client(server.base_url), operation, _request_timeout=0.5)
        took = time.monotonic() - started_at
    assert 0.5 <= took < 2
    assert (error.kind, error.outcome, error.status) == ("timeout", "unknown", None)
    assert len(server.requests) == 1


@every_kind
@pytest.mark.parametrize("name", UNENDING)
def test_a_success_whose_body_does_not_end_happened(surface: Surface, operation: Operation, name: str) -> None:
    with HostileServer(UNENDING[name]) as server:
        client = surface.client(server.base_url)
        started_at = time.monotonic()
        if operation.success.schema is None:
            client.call(operation.id, operation.example, _request_timeout=1)
            assert time.monotonic() - started_at < 1
        else:
            error = failed_call(client, operation, _request_timeout=0.5)
            assert (error.kind, error.outcome, error.status) == ("timeout", "accepted", 200)
            assert time.monotonic() - started_at < 2
    assert len(server.requests) == 1


@every_kind
def test_a_refusal_whose_body_does_not_end_is_one(surface: Surface, operation: Operation) -> None:
    with HostileServer(hang_after(b"HTTP/1.1 404 No\r\ncontent-length: 9\r\n\r\n{")) as server:
        error = failed_call(surface.client(server.base_url), operation, _request_timeout=0.5)
    assert (error.kind, error.outcome, error.status, error.body) == ("not-found", "refused", 404, None)


@every_kind
def test_each_attempt_has_its_own_time(surface: Surface, operation: Operation) -> None:
    with HostileServer(hang) as server:
        error = failed_call(surface.client(server.base_url, timeout=0.3), operation)
    assert error.kind == "timeout"
    assert len(server.requests) == (1 if operation.writes else 3)


@every_kind
def test_a_pair_bounds_each_attempt(surface: Surface, operation: Operation) -> None:
    with HostileServer(hang) as server:
        started_at = time.monotonic()
        failed_call(surface.client(server.base_url), operation, _request_timeout=(0.2, 0.3))
        assert time.monotonic() - started_at < 5
    assert len(server.requests) == (1 if operation.writes else 3)


@every_kind
def test_the_deadline_holds_over_all_attempts(surface: Surface, operation: Operation) -> None:
    with HostileServer(answer(429)) as server:
        started_at = time.monotonic()
        failed_call(surface.client(server.base_url, deadline=0.5, retries=10**6), operation)
        assert time.monotonic() - started_at < 2
    # The budget of repeats is what ends it, should the deadline not.
    assert len(server.requests) <= 21


@every_operation
@pytest.mark.parametrize("value", [5, 5.0, (5, 5), (5, 2.5), [5, 5]], ids=str)
def test_whole_numbers_and_pairs_are_times(surface: Surface, operation: Operation, value: Any) -> None:
    success = answer(operation.success.status, operation.success.example if operation.success.schema else b"")
    with HostileServer(success) as server:
        surface.client(server.base_url).call(operation.id, operation.example, _request_timeout=value)
    assert len(server.requests) == 1


WRONG = [0, -1, 0.0, float("nan"), float("inf"), True, "5", (5,), (5, 5, 5), (5, None), (0, 5), (5, "5"), 10**400, {}]


@every_surface
@pytest.mark.parametrize("value", WRONG, ids=str)
def test_another_time_is_refused(surface: Surface, value: Any) -> None:
    with HostileServer(hang) as server:
        error = failed_call(surface.client(server.base_url), surface.operations[0], _request_timeout=value)
        assert server.connections == 0
    assert error.field.startswith("_request_timeout")


@every_surface
@pytest.mark.parametrize("name", ["timeout", "deadline"])
@pytest.mark.parametrize("value", [0, -1, None, "5", True, float("inf")], ids=str)
def test_a_client_has_finite_times(surface: Surface, name: str, value: Any) -> None:
    with pytest.raises(surface.exception("ApiValueError"), match=name):
        surface.client("https://vendor.example", **{name: value})


@every_operation
def test_an_interruption_ends_a_call_and_its_connection(surface: Surface, operation: Operation) -> None:
    closed: list[bool] = []
    ended = threading.Event()

    def interrupt(peer: Peer) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        closed.append(peer.wait_until_closed(5))
        ended.set()

    with HostileServer(interrupt) as server:
        with pytest.raises(KeyboardInterrupt):
            surface.client(server.base_url).call(operation.id, operation.example)
        assert ended.wait(5)
    assert closed == [True]
    assert len(server.requests) == 1


@every_surface
def test_nothing_leaves_once_nobody_waits(surface: Surface) -> None:
    rest = inner(surface, "rest")
    exchange = rest.Exchange(rest.Request("POST", "/", b"", "/", {}))
    assert not exchange.wait(0)
    exchange.end()
    with pytest.raises(rest.Over):
        exchange.begin(None)
    exchange.settle(status=200)
    assert (exchange.was_sent, exchange.status) == (False, None)


@every_surface
@pytest.mark.parametrize("value", [1e-300, 1e-9, (1e-9, 0.1), (1e-300, 1e-300)], ids=str)
def test_a_time_that_is_over_at_once_is_a_timeout(surface: Surface, value: Any) -> None:
    with HostileServer(hang) as server:
        error = failed_call(surface.client(server.base_url, retries=0), surface.operations[0], _request_timeout=value)
    # Connecting alone has a time of its own in a pair.
    assert error.kind in (("timeout", "network") if isinstance(value, tuple) else ("timeout",))
    assert "ValueError" not in str(error)
