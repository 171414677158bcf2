"""TLS and proxies: a proxy is only ever asked for a tunnel, and a certificate that nobody trusts ends the call."""

import base64
import logging
from pathlib import Path
from typing import Any

import pytest
from failures import EVERY_KIND, failed_call, failure, forms_of, renderings, without_pauses as without_pauses
from hostile_server import Certificate, HostileServer, answer, certificate, close, hang, raw, reset, tunnel_to
from surfaces import EVERY_OPERATION, SECRET, SURFACES, Operation, Surface, operation_name

every_operation = pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
every_kind = pytest.mark.parametrize("surface, operation", EVERY_KIND, ids=operation_name)
every_surface = pytest.mark.parametrize("surface", SURFACES, ids=operation_name)

VENDOR = "https://letters.example"
PASSWORD = "pass word/of the proxy"
USER = f"me:{PASSWORD.replace(' ', '%20').replace('/', '%2F')}"
VARIABLES = [name for each in ("http", "https", "all", "no") for name in (f"{each}_proxy", f"{each}_proxy".upper())]


@pytest.fixture(autouse=True)
def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def far(tmp_path: Path) -> Certificate:
    return certificate("letters.example", tmp_path)


def success_of(operation: Operation) -> Any:
    return answer(operation.success.status, operation.success.example if operation.success.schema else b"")


@every_operation
def test_a_tunnel_carries_the_call(surface: Surface, operation: Operation, far: Certificate) -> None:
    with HostileServer(success_of(operation), tls=far.context) as server, HostileServer(tunnel_to(server.port)) as proxy:
        client = surface.client(VENDOR, proxy=f"http://{USER}@{proxy.host}", ca_cert_data=far.pem)
        client.call(operation.id, operation.example)
    (connect,) = proxy.requests
    assert (connect.method, connect.target) == ("CONNECT", "letters.example:443")
    basic = base64.b64encode(f"me:{PASSWORD}".encode()).decode()
    assert connect.headers["proxy-authorization"] == f"Basic {basic}"
    assert SECRET not in str(connect)
    (request,) = server.requests
    assert "proxy-authorization" not in request.headers
    assert request.headers["host"] == "letters.example"


@every_kind
@pytest.mark.parametrize(
    "refusal, attempts",
    [
        (answer(407, reason="Proxy Authentication Required"), 1),
        (answer(502, reason="Bad Gateway"), 3),
        (answer(403), 3),
        (raw(b"no HTTP\r\n\r\n"), 3),
        (reset, 3),
        (close, 3),
        (hang, 3),
    ],
    ids=["407", "502", "403", "no HTTP", "reset", "closed", "silent"],
)
def test_a_tunnel_that_is_refused_is_not_the_vendors_answer(
    surface: Surface, operation: Operation, refusal: Any, attempts: int, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG), HostileServer(refusal) as proxy:
        client = surface.client(VENDOR, proxy=f"http://{USER}@{proxy.host}", debug=True)
        error = failed_call(client, operation, _request_timeout=(0.3, 2))
    assert (error.kind, error.outcome, error.status, error.attempts) == ("network", "not-sent", None, attempts)
    assert len(proxy.requests) == attempts
    assert ("status 407 of the proxy" in str(error)) is (attempts == 1)
    assert all(each.method == "CONNECT" for each in proxy.requests)
    hidden = {*forms_of(PASSWORD), *forms_of(SECRET), base64.b64encode(f"me:{PASSWORD}".encode()).decode()}
    for text in [*renderings(error), caplog.text]:
        assert not any(form in text for form in hidden)


@every_surface
def test_the_environment_names_the_proxy(surface: Surface, monkeypatch: pytest.MonkeyPatch, far: Certificate) -> None:
    operation = surface.operations[0]
    with HostileServer(success_of(operation), tls=far.context) as server, HostileServer(tunnel_to(server.port)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://{USER}@{proxy.host}")
        surface.client(VENDOR, ca_cert_data=far.pem).call(operation.id, operation.example)
        assert len(proxy.requests) == 1
        monkeypatch.setenv("NO_PROXY", "other.example, .letters.example:443")
        error = failed_call(surface.client(VENDOR, retries=0), operation)
        assert error.outcome == "not-sent"
        assert len(proxy.requests) == 1


@every_operation
def test_a_proxy_is_never_asked_for_this_machine(
    surface: Surface, operation: Operation, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HostileServer(success_of(operation)) as server, HostileServer() as proxy:
        monkeypatch.setenv("HTTP_PROXY", f"http://{proxy.host}")
        monkeypatch.setenv("ALL_PROXY", f"http://{proxy.host}")
        surface.client(server.base_url).call(operation.id, operation.example)
        surface.client(server.base_url, proxy=f"http://{proxy.host}").call(operation.id, operation.example)
    assert len(server.requests) == 2
    assert proxy.connections == 0


@every_surface
@pytest.mark.parametrize(
    "hosts, is_reached",
    [("*", True), ("letters.example", True), (".letters.example", True), ("example", True), ("a, letters.example:443", True)]
    + [("", False), ("etters.example", False), ("x.letters.example", False), (",", False), ("LETTERS.EXAMPLE", True)],
)
def test_hosts_that_are_reached_without_it(surface: Surface, hosts: str, is_reached: bool) -> None:
    settings = surface.module.Configuration(host=VENDOR, proxy="http://proxy.example:1", no_proxy=hosts)
    assert settings.is_proxied() is not is_reached


@every_surface
@pytest.mark.parametrize(
    "url", ["proxy.example:3128", "socks5://p:1", "ftp://p", "http://", "http://p:0", "http://p:99999", "hidden-word", 5, b"http://p"]
)
def test_what_is_no_proxy_is_refused_unseen(surface: Surface, url: Any) -> None:
    error = failure(surface, lambda: surface.module.Configuration(proxy=url))
    assert error.field == "proxy"
    assert "hidden-word" not in str(error)


@every_operation
def test_a_certificate_that_nobody_trusts_is_not_tried_again(surface: Surface, operation: Operation, tmp_path: Path) -> None:
    with HostileServer(success_of(operation), tls=certificate("localhost", tmp_path).context) as server:
        error = failed_call(surface.client(server.base_url), operation)
    assert (error.kind, error.outcome, error.attempts) == ("network", "not-sent", 1)
    assert "CERTIFICATE_VERIFY_FAILED" in str(error)
    assert server.requests == []


@every_operation
def test_a_certificate_of_another_name_is_not_trusted(surface: Surface, operation: Operation, far: Certificate) -> None:
    with HostileServer(success_of(operation), tls=far.context) as server:
        error = failed_call(surface.client(server.base_url, ca_cert_data=far.pem), operation)
    assert (error.kind, error.outcome, error.attempts) == ("network", "not-sent", 1)
    assert server.requests == []


@every_operation
@pytest.mark.parametrize("lost", [reset, close, raw(b"HTT")])
def test_a_write_whose_answer_is_lost_in_tls_arrives_once(
    surface: Surface, operation: Operation, lost: Any, tmp_path: Path
) -> None:
    near = certificate("localhost", tmp_path)
    with HostileServer(lost, tls=near.context) as server:
        error = failed_call(surface.client(server.base_url, ca_cert_data=near.pem), operation)
    assert len(server.requests) == (1 if operation.writes else 3)
    assert (error.kind, error.outcome) == ("network", "unknown")


@every_kind
def test_a_call_in_tls_ends_in_time(surface: Surface, operation: Operation, tmp_path: Path) -> None:
    near = certificate("localhost", tmp_path)
    with HostileServer(hang, tls=near.context) as server:
        error = failed_call(surface.client(server.base_url, ca_cert_data=near.pem), operation, _request_timeout=1)
    assert (error.kind, error.outcome) == ("timeout", "unknown")
    assert len(server.requests) == 1


@every_surface
def test_authorities_that_cannot_be_read_are_not_tried_again(surface: Surface, tmp_path: Path) -> None:
    with HostileServer(answer(200), tls=certificate("localhost", tmp_path).context) as server:
        client = surface.client(server.base_url, ssl_ca_cert=str(tmp_path / "none.pem"))
        error = failed_call(client, surface.operations[0])
    assert (error.kind, error.outcome, error.attempts) == ("network", "not-sent", 1)
