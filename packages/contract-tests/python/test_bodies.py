"""Bodies that cannot be used: a success stays one, and is never taken for another."""

import gzip
import json
from typing import Any

import pytest
from failures import failed_call, without_pauses as without_pauses
from hostile_server import Answer, HostileServer, answer, raw
from surfaces import EVERY_OPERATION, SURFACES, Operation, Surface, operation_name

every_operation = pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
READING = [each for each in EVERY_OPERATION if each[1].success.schema is not None]
every_reading = pytest.mark.parametrize("surface, operation", READING, ids=operation_name)
VOID = [each for each in EVERY_OPERATION if each[1].success.schema is None]
every_void = pytest.mark.parametrize("surface, operation", VOID, ids=operation_name)
every_surface = pytest.mark.parametrize("surface", SURFACES, ids=operation_name)


def ok(body: bytes, headers: str = "content-type: application/json") -> Answer:
    return raw(f"HTTP/1.1 200 OK\r\n{headers}\r\ncontent-length: {len(body)}\r\n\r\n".encode() + body)


UNUSABLE = {
    "empty": ok(b""),
    "spaces": ok(b" \r\n"),
    "HTML": ok(b"<!doctype html><title>Maintenance</title>", "content-type: text/html"),
    "text": ok(b"OK"),
    "half of it": ok(b'{"a": [1, 2'),
    "a list": ok(b"[]"),
    "text in JSON": ok(b'"{}"'),
    "null": ok(b"null"),
    "a number": ok(b"1"),
    "true": ok(b"true"),
    "NaN": ok(b'{"a": NaN}'),
    "Infinity": ok(b'{"a": -Infinity}'),
    "Latin-1, unannounced": ok('{"a": "é"}'.encode("latin-1")),
    "an unknown charset": ok(b"\xff\xfe", "content-type: application/json; charset=none-such"),
    "a charset that is none": ok(b"\xff\xfe", "content-type: application/json; charset=zlib"),
    "deeper than Python goes": ok(b"[" * 100_000),
    "deep objects": ok(b'{"a":' * 100_000),
    "two values": ok(b"{}{}"),
    "no gzip": ok(b"{}", "content-encoding: gzip"),
}
BROKEN_OFF = {
    "short": raw(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{}"),
    "no chunk": raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n{}"),
    "half a chunk": raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n9\r\n{}"),
    "no last chunk": raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n"),
    "a negative chunk": raw(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n"),
}


@every_reading
@pytest.mark.parametrize("name", UNUSABLE)
def test_a_success_that_cannot_be_used_happened(surface: Surface, operation: Operation, name: str) -> None:
    with HostileServer(UNUSABLE[name]) as server:
        error = failed_call(surface.client(server.base_url), operation, _request_timeout=5)
    assert (error.kind, error.outcome, error.status) == ("protocol", "accepted", 200)
    repeats = name == "no gzip" and not operation.writes
    assert len(server.requests) == (3 if repeats else 1)
    assert "Maintenance" not in str(error)


@every_reading
@pytest.mark.parametrize("name", BROKEN_OFF)
def test_a_body_that_breaks_off_is_asked_for_again_where_that_does_no_harm(
    surface: Surface, operation: Operation, name: str
) -> None:
    with HostileServer(BROKEN_OFF[name]) as server:
        error = failed_call(surface.client(server.base_url), operation, _request_timeout=5)
    assert (error.kind, error.outcome, error.status) == ("protocol", "accepted", 200)
    assert len(server.requests) == (1 if operation.writes else 3)
    if name == "short":
        assert "broke off after 2 bytes" in str(error)


@every_reading
def test_a_connection_whose_answer_could_not_be_decoded_serves_no_further_request(
    surface: Surface, operation: Operation
) -> None:
    packed = b"HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}"
    with HostileServer(lambda peer: peer.send(packed), keeps=True) as server:
        client = surface.client(server.base_url, retries=0)
        for _ in range(2):
            failed_call(client, operation)
        assert (len(server.requests), server.connections) == (2, 2)


@every_void
@pytest.mark.parametrize("name", [*UNUSABLE, *BROKEN_OFF])
def test_where_no_body_is_documented_any_is_a_success(surface: Surface, operation: Operation, name: str) -> None:
    with HostileServer({**UNUSABLE, **BROKEN_OFF}[name]) as server:
        surface.client(server.base_url).call(operation.id, operation.example)
    assert len(server.requests) == 1


@every_operation
@pytest.mark.parametrize("status", [200, 201, 202, 204, 207, 299])
def test_a_success_is_one_by_its_status(surface: Surface, operation: Operation, status: int) -> None:
    body = b"" if status == 204 else json.dumps(operation.success.example or {}).encode()
    with HostileServer(answer(status, body)) as server:
        client = surface.client(server.base_url)
        if operation.success.schema is None or status != 204:
            assert client.call_with_http_info(operation.id, operation.example).status_code == status
        else:
            assert failed_call(client, operation).outcome == "accepted"
    assert len(server.requests) == 1


USABLE = {
    "a byte order mark": lambda body: ok(b"\xef\xbb\xbf" + body),
    "an announced charset": lambda body: ok(
        body.decode().encode("utf-16"), 'content-type: application/json; charset="UTF-16"'
    ),
    "no content type": lambda body: ok(body, "x-y: z"),
    "another content type": lambda body: ok(body, "content-type: text/plain"),
    "gzip": lambda body: ok(gzip.compress(body), "content-encoding: gzip"),
    "chunks": lambda body: raw(
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    ),
    "until the connection ends": lambda body: raw(b"HTTP/1.1 200 OK\r\n\r\n" + body),
    "HTTP/1.0": lambda body: raw(b"HTTP/1.0 200 OK\r\n\r\n" + body),
    "no reason": lambda body: raw(b"HTTP/1.1 200\r\nconnection: close\r\n\r\n" + body),
    "100 Continue": lambda body: raw(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + body),
    "103 Early Hints": lambda body: raw(b"HTTP/1.1 103 Early\r\nlink: </a>\r\n\r\n" * 2 + b"HTTP/1.1 200 OK\r\n\r\n" + body),
}


@every_operation
@pytest.mark.parametrize("name", USABLE)
def test_an_answer_is_read_in_each_form_that_it_may_have(surface: Surface, operation: Operation, name: str) -> None:
    body = json.dumps(operation.success.example or {}).encode()
    with HostileServer(USABLE[name](body)) as server:
        found = surface.client(server.base_url).call_with_http_info(operation.id, operation.example)
    assert found.status_code == 200
    if operation.success.schema is not None:
        assert json.loads(found.raw_data.decode("utf-16" if "charset" in name else "utf-8-sig")) == operation.success.example


@every_reading
def test_a_number_of_any_length_costs_no_page(surface: Surface, operation: Operation) -> None:
    with HostileServer(ok(b'{"a": ' + b"9" * 5000 + b"}")) as server:
        found = surface.client(server.base_url).call_with_http_info(operation.id, operation.example)
    assert found.status_code == 200


@every_reading
def test_a_body_has_a_limit(surface: Surface, operation: Operation) -> None:
    with HostileServer(ok(b'{"a": "' + b"x" * 2000 + b'"}')) as server:
        error = failed_call(surface.client(server.base_url, max_response_bytes=1000), operation)
    assert (error.kind, error.outcome) == ("protocol", "accepted")
    assert "a body of more than 1000 bytes" in str(error)
    assert len(server.requests) == 1


@every_reading
def test_what_is_unpacked_has_the_limit_too(surface: Surface, operation: Operation) -> None:
    with HostileServer(ok(gzip.compress(b" " * 5_000_000), "content-encoding: gzip")) as server:
        error = failed_call(surface.client(server.base_url, max_response_bytes=100_000), operation)
    assert "a body of more than 100000 bytes" in str(error)


@every_surface
@pytest.mark.parametrize("size", [2, 100_000], ids=["read with the answer", "left in the connection"])
def test_an_answer_that_nobody_asked_for_is_not_the_next_ones(surface: Surface, size: int) -> None:
    operation = next(each for each in surface.operations if each.writes)
    body = json.dumps(operation.success.example or {}).encode()
    answers = b"".join(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(each) + each for each in (body, b" " * size))
    # In one write: one that comes after the next request could not be told from its answer.
    with HostileServer(lambda peer: peer.send(answers), answer(404), keeps=True) as server:
        client = surface.client(server.base_url)
        client.call(operation.id, operation.example)
        error = failed_call(client, operation)
    assert error.status == 404
    assert len(server.requests) == 2


@every_operation
def test_switching_protocols_is_no_answer(surface: Surface, operation: Operation) -> None:
    with HostileServer(raw(b"HTTP/1.1 101 Switching\r\nupgrade: x\r\n\r\n")) as server:
        error = failed_call(surface.client(server.base_url), operation)
    assert (error.kind, error.outcome, error.status, len(server.requests)) == ("protocol", "unknown", 101, 1)


@every_operation
@pytest.mark.parametrize("body", [b"", b"<html>", b'{"error": 5}', b"\xff\xfe", b"[" * 100_000, b"x" * 2_000_000], ids=len)
def test_a_refusal_means_what_its_status_says_whatever_its_body(surface: Surface, operation: Operation, body: bytes) -> None:
    with HostileServer(answer(404, body)) as server:
        error = failed_call(surface.client(server.base_url), operation)
    assert (error.kind, error.outcome, error.status) == ("not-found", "refused", 404)
    assert isinstance(error, surface.module.exceptions.NotFoundException)


@every_operation
@pytest.mark.parametrize("status", [200, 302, 400, 404, 500])
def test_an_answer_can_be_had_as_it_came(surface: Surface, operation: Operation, status: int) -> None:
    with HostileServer(ok(b"as it came") if status == 200 else answer(status, b"as it came")) as server:
        client = surface.client(server.base_url, retries=0)
        found: Any = client.call_without_preload_content(operation.id, operation.example)
    assert found.status == status
    assert found.read() == (b"" if status == 302 else b"as it came")
    assert client.secret not in repr(vars(found))


@every_operation
def test_a_code_of_the_vendor_is_told(surface: Surface, operation: Operation) -> None:
    keys = surface.spec.get("x-error-code-keys", [])
    for value in ["invalid_thing", ["a text of several words", "invalid_thing"]]:
        with HostileServer(answer(422, {"other": "no_code", **{key: value for key in keys}})) as server:
            error = failed_call(surface.client(server.base_url), operation)
        assert error.code == ("invalid_thing" if keys else None)
        assert ("code invalid_thing" in str(error)) is bool(keys)
