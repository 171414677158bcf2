"""What is sent again, and what never is."""

import importlib
import re
import socket
import time
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest
from failures import EVERY_KIND, failed_call, inner, without_pauses as without_pauses
from hostile_server import HostileServer, answer, close, raw, refused_port, reset
from surfaces import EVERY_OPERATION, SURFACES, Operation, Surface, operation_name

every_operation = pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
every_write = pytest.mark.parametrize(
    "surface, operation", [each for each in EVERY_OPERATION if each[1].writes], ids=operation_name
)
every_kind = pytest.mark.parametrize("surface, operation", EVERY_KIND, ids=operation_name)
every_surface = pytest.mark.parametrize("surface", SURFACES, ids=operation_name)

STATUSES = [400, 401, 403, 404, 405, 408, 409, 418, 422, 425, 429, 500, 501, 502, 503, 504, 505, 599]
PASSES_BY_ITSELF = {408, 425, 429, 500, 502, 503, 504}
REFUSED_UNSEEN = {425, 429}
HTTP = Path(__file__).parents[2] / "http/src"


def is_repeated_after(operation: Operation, status: int) -> bool:
    if status in operation.answers and operation.answers[status].repeatable:
        return True
    return status in (REFUSED_UNSEEN if operation.writes else PASSES_BY_ITSELF)


@every_operation
@pytest.mark.parametrize("lost", [reset, close, raw(b"HTT"), raw(b"\x00\xff\r\n\r\n"), raw(b"HTTP/1.1 200 OK\r\nno colon")])
def test_a_write_whose_answer_is_lost_arrives_once(surface: Surface, operation: Operation, lost: Any) -> None:
    with HostileServer(lost) as server:
        error = failed_call(surface.client(server.base_url), operation)
    arrivals = 1 if operation.writes else 3
    assert len(server.requests) == arrivals
    assert (error.kind, error.outcome, error.attempts, error.status) == ("network", "unknown", arrivals, None)
    assert error.operation is not None


@every_write
def test_a_write_on_a_connection_that_the_server_has_left_arrives_once(surface: Surface, operation: Operation) -> None:
    success = answer(operation.success.status, operation.success.example if operation.success.schema else b"")
    with HostileServer(success, reset, keeps=True) as server:
        client = surface.client(server.base_url)
        client.call(operation.id, operation.example)
        error = failed_call(client, operation)
        assert len(server.requests) == 2
    assert (error.kind, error.outcome, error.attempts) == ("network", "unknown", 1)


@every_operation
@pytest.mark.parametrize("status", STATUSES)
def test_a_status_is_repeated_as_the_spec_and_its_meaning_allow(surface: Surface, operation: Operation, status: int) -> None:
    documented = operation.answers.get(status)
    with HostileServer(answer(status, documented.example if documented and documented.schema else b"")) as server:
        error = failed_call(surface.client(server.base_url), operation)
    assert len(server.requests) == (3 if is_repeated_after(operation, status) else 1)
    assert error.attempts == len(server.requests)
    assert error.status == status
    assert error.documented is (documented is not None)
    refused = (400 <= status < 500 and status != 408) or (documented is not None and documented.repeatable)
    assert error.outcome == ("refused" if refused else "unknown")
    if documented is not None:
        assert error.kind == documented.kind


@every_operation
def test_a_call_that_passes_in_the_end_returns(surface: Surface, operation: Operation) -> None:
    success = answer(operation.success.status, operation.success.example if operation.success.schema else b"")
    with HostileServer(answer(429), answer(425), success) as server:
        found = surface.client(server.base_url).call_with_http_info(operation.id, operation.example)
    assert found.status_code == operation.success.status
    assert len(server.requests) == 3
    assert len({(each.method, each.target, each.body) for each in server.requests}) == 1


@every_operation
def test_a_connection_that_is_not_made_is_tried_again_since_nothing_was_sent(surface: Surface, operation: Operation) -> None:
    error = failed_call(surface.client(f"http://127.0.0.1:{refused_port()}"), operation)
    assert (error.kind, error.outcome, error.attempts) == ("network", "not-sent", 3)
    assert "ECONNREFUSED" in str(error)


@every_operation
@pytest.mark.parametrize("retries", [0, 1, 4])
def test_retries_counts_the_further_attempts(surface: Surface, operation: Operation, retries: int) -> None:
    with HostileServer(answer(429)) as server:
        failed_call(surface.client(server.base_url, retries=retries), operation)
    assert len(server.requests) == 1 + retries


@every_surface
@pytest.mark.parametrize("retries", [-1, 1.5, "2", True])
def test_another_number_of_retries_is_refused(surface: Surface, retries: Any) -> None:
    with pytest.raises(surface.exception("ApiValueError"), match="retries must be a whole number from 0"):
        surface.client("https://vendor.example", retries=retries)


@every_operation
def test_the_vendors_pause_is_kept(surface: Surface, operation: Operation) -> None:
    with HostileServer(answer(429, headers={"Retry-After": "0.2"})) as server:
        started_at = time.monotonic()
        error = failed_call(surface.client(server.base_url, retries=1), operation)
    assert time.monotonic() - started_at >= 0.2
    assert error.retry_after == pytest.approx(0.2)
    assert len(server.requests) == 2


@every_operation
def test_a_pause_beyond_the_deadline_ends_the_call_at_once(surface: Surface, operation: Operation) -> None:
    with HostileServer(answer(429, headers={"Retry-After": "3600"})) as server:
        started_at = time.monotonic()
        error = failed_call(surface.client(server.base_url), operation)
    assert time.monotonic() - started_at < 5
    assert (error.kind, error.retry_after, len(server.requests)) == ("throttled", 3600, 1)


@every_surface
@pytest.mark.parametrize(
    "headers, seconds",
    [
        ({"retry-after": "120"}, 120),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT", "date": "Sun, 06 Nov 1994 08:49:30 GMT"}, 7),
        ({"retry-after": "Sunday, 06-Nov-94 08:49:37 GMT", "date": "Sun, 06 Nov 1994 08:49:30 GMT"}, 7),
        ({"retry-after": "Sun Nov  6 08:49:37 1994", "date": "Sun, 06 Nov 1994 08:49:30 GMT"}, 7),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT", "date": "Sun, 06 Nov 1994 09:00:00 GMT"}, 0),
        ({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}, 0),
        ({"retry-after": "9" * 400}, (2**53 - 1) / 1000),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "1 minute"}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "Mon"}, None),
        ({"retry-after": "Mon, 99 Foo 2020 99:99:99 GMT"}, None),
        ({"retry-after": "٣"}, None),
        ({}, None),
    ],
    ids=str,
)
def test_a_pause_is_read_in_each_of_its_forms(surface: Surface, headers: dict[str, str], seconds: float | None) -> None:
    assert inner(surface, "retry").read_retry_after(headers) == seconds


@every_surface
def test_a_date_counts_from_now_without_the_vendors_clock(surface: Surface) -> None:
    until = formatdate(time.time() + 100, usegmt=True)
    assert inner(surface, "retry").read_retry_after({"retry-after": until}) == pytest.approx(100, abs=5)


@every_surface
def test_a_vendor_that_is_down_is_not_sent_three_times_the_load(surface: Surface) -> None:
    operation = next(each for each in surface.operations if not each.writes)
    with HostileServer(answer(503)) as server:
        client = surface.client(server.base_url)
        for _ in range(40):
            failed_call(client, operation)
    assert len(server.requests) == 40 + 20


@every_operation
def test_a_renewed_credential_is_asked_for_once_more_on_401(surface: Surface, operation: Operation) -> None:
    if surface.takes_credential:
        # Each call is given it.
        return
    with HostileServer(answer(401)) as server:
        client = surface.client(server.base_url)
        asked: list[str] = []
        client.api_client.configuration.refresh_api_key_hook = lambda _: asked.append("asked")
        failed_call(client, operation)
    assert len(server.requests) == len(asked) == 2


@every_surface
def test_the_hook_of_the_credential_may_fail(surface: Surface) -> None:
    if surface.takes_credential:
        return

    def fail(_: Any) -> None:
        raise OSError("the vault at https://vault.example/?token=hidden-in-the-vault is sealed")

    with HostileServer(answer(200)) as server:
        client = surface.client(server.base_url)
        client.api_client.configuration.refresh_api_key_hook = fail
        error = failed_call(client, surface.operations[0])
    assert (error.kind, error.outcome, error.attempts, len(server.requests)) == ("unauthorized", "not-sent", 0, 0)
    assert "vault" not in str(error)


def constants(file: str) -> dict[str, str]:
    """The constants of a source of @ticketbridge/http."""
    text = (HTTP / file).read_text(encoding="utf-8")
    return {name: value for name, value in re.findall(r"^const (\w+)(?:: [^=]+)? = ([^;]+);", text, re.MULTILINE)}


def numbers(text: str) -> list[int]:
    return [int(found.replace("_", "")) for found in re.findall(r"\b\d[\d_]*", text)]


@every_surface
def test_numbers_are_those_of_the_typescript_clients(surface: Surface) -> None:
    http, retry = constants("retry.ts"), importlib.reload(inner(surface, "retry"))
    assert [retry.BASE_DELAY * 1000, retry.MAX_DELAY * 1000] == [*numbers(http["BASE_DELAY"]), *numbers(http["MAX_DELAY"])]
    assert list(retry.RETRIED_WHEN_SAFE) == numbers(http["RETRIED_WHEN_SAFE"]) == sorted(PASSES_BY_ITSELF)
    assert list(retry.REFUSED_UNSEEN) == numbers(http["REFUSED_UNSEEN"]) == sorted(REFUSED_UNSEEN)
    budget = retry.RetryBudget
    assert budget.SIZE == float(http["BUDGET"])
    assert budget.EARNED_BY_SUCCESS == float(http["EARNED_BY_SUCCESS"])
    assert [budget.FORGIVEN_AFTER * 1000] == numbers(http["FORGIVEN_AFTER"])
    timeout, deadline, attempts, *size = numbers(constants("options.ts")["DEFAULTS"])
    settings = surface.module.Configuration()
    assert (settings.timeout * 1000, settings.deadline * 1000, settings.retries + 1) == (timeout, deadline, attempts)
    assert settings.max_response_bytes == size[0] * size[1] * size[2]


@every_kind
def test_a_host_without_an_answer_to_connecting_is_not_sent_to(surface: Surface, operation: Operation) -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
        address = listener.getsockname()
        # They fill the queue of connections that nobody accepts.
        waiting = [socket.socket() for _ in range(4)]
        for sock in waiting:
            sock.setblocking(False)
            sock.connect_ex(address)
        error = failed_call(surface.client(f"http://127.0.0.1:{address[1]}"), operation, _request_timeout=(0.1, 5))
        for sock in waiting:
            sock.close()
    assert (error.kind, error.outcome, error.attempts) == ("network", "not-sent", 3)
