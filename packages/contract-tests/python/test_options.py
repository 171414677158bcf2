"""What a caller can set: heeded or refused, and never ignored."""

import re
from pathlib import Path
from typing import Any

import pytest
from failures import failed_call, failure, without_pauses as without_pauses
from hostile_server import HostileServer, answer
from surfaces import EVERY_OPERATION, SECRET, SURFACES, Operation, Surface, operation_name

every_operation = pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
every_surface = pytest.mark.parametrize("surface", SURFACES, ids=operation_name)
HEADERS = (Path(__file__).parents[2] / "http/src/headers.ts").read_text(encoding="utf-8")
# But for the one that a transport of JavaScript's keeps for itself.
RESERVED = set(re.findall(r"'([a-z\d-]+)'", HEADERS.partition("const RESERVED = [")[2].partition("];")[0])) - {"sec-fetch-mode"}


def refused(surface: Surface, operation: Operation, **options: Any) -> Any:
    with HostileServer(answer(200, {})) as server:
        error = failed_call(surface.client(server.base_url), operation, **options)
        assert server.connections == 0
    assert error.kind == "invalid-input"
    return error


@every_surface
@pytest.mark.parametrize(
    "host",
    ["http://vendor.example", "ftp://vendor.example", "vendor.example", "//vendor.example", "https://", "", None, 5]
    + ["https://user:pw@vendor.example", "https://vendor.example?key=1", "https://vendor.example#a", "https://a b.example"]
    + ["https://vendor.example/a/../b", "https://vendor.example\\@other.example", "https://vendor.example\n", "http://0.0.0.0"]
    + ["http://127.0.0.1.evil.example", "http://localhost.evil.example", "https://vendor.example:port", "http://[::2]"],
    ids=ascii,
)
def test_a_server_that_is_not_safe_is_refused(surface: Surface, host: Any) -> None:
    settings = surface.module.Configuration()
    error = failure(surface, lambda: setattr(settings, "host", host))
    assert error.field == "host"
    assert "https URL (http on loopback)" in str(error)


@every_surface
@pytest.mark.parametrize(
    "host", ["https://vendor.example", "https://vendor.example:8443/v1/", "http://localhost:1", "http://127.1.2.3", "http://[::1]:5"]
)
def test_a_server_that_is_safe_is_taken(surface: Surface, host: str) -> None:
    assert surface.module.Configuration(host=host).host == host.rstrip("/")


@every_surface
def test_the_first_server_of_the_spec_is_the_default(surface: Surface) -> None:
    servers = [each["url"] for each in surface.spec["servers"]]
    assert surface.module.Configuration().host == servers[0]
    for index, url in enumerate(servers):
        assert surface.module.Configuration(server_index=index).host == url
    for index in (-1, len(servers)):
        assert failure(surface, lambda: surface.module.Configuration(server_index=index)).field == "server_index"
    assert failure(surface, lambda: surface.module.Configuration(host=servers[0], server_index=0)).field == "server_index"


@every_operation
@pytest.mark.parametrize("index", [1, 2, -1])
def test_a_host_index_cannot_send_a_call_elsewhere(surface: Surface, operation: Operation, index: int) -> None:
    error = refused(surface, operation, _host_index=index)
    assert error.field == "_host_index"
    assert "server_index" in str(error)


@every_operation
@pytest.mark.parametrize("name", [*sorted(RESERVED), "Authorization", "Content-Type", "HOST", "proxy-authorization"])
def test_a_header_that_is_set_already_is_refused(surface: Surface, operation: Operation, name: str) -> None:
    _, scheme = surface.scheme
    if name == "Authorization" and scheme.get("name", name).lower() != "authorization":
        # Not this vendor's.
        return
    assert refused(surface, operation, _headers={name: "x"}).field == f"_headers[{name!r}]"


@every_surface
@pytest.mark.parametrize(
    "headers",
    [{"x y": "a"}, {"": "a"}, {"x:": "a"}, {"x": "a\r\ny: b"}, {"x": " a"}, {"x": "é"}, {"x": 5}, {"x": None}, {5: "a"}, {"x\n": "a"}]
    + [[("x", "a")], "x", {"x-a": "1", "X-A": "2"}],
    ids=ascii,
)
def test_a_header_that_cannot_be_sent_is_refused(surface: Surface, headers: Any) -> None:
    assert refused(surface, surface.operations[0], _headers=headers).field.startswith("_headers")


@every_operation
def test_headers_of_a_call_go_before_those_of_the_client(surface: Surface, operation: Operation) -> None:
    with HostileServer(answer(400)) as server:
        client = surface.client(server.base_url)
        client.api_client.set_default_header("X-One", "client")
        client.api_client.set_default_header("X-Two", "client")
        client.api_client.user_agent = "desk/1.0"
        failed_call(client, operation, _headers={"x-two": "call"})
    headers = server.requests[0].headers
    assert (headers["x-one"], headers["x-two"], headers["user-agent"]) == ("client", "call", "desk/1.0")
    assert headers["accept"] == "application/json"
    demanded = surface.spec.get("x-request-content-type")
    expected = demanded or ("application/json" if operation.body else None)
    assert headers.get("content-type") == expected


@every_operation
def test_another_content_type_is_refused(surface: Surface, operation: Operation) -> None:
    assert refused(surface, operation, _content_type="text/plain").field == "_content_type"


@every_operation
@pytest.mark.parametrize(
    "auth",
    [{}, {"in": "cookie", "key": "a", "value": "b"}, {"in": "header", "key": "a"}, {"in": "header", "key": "host", "value": "b"}]
    + [{"in": "header", "key": "a b", "value": "c"}, {"in": "query", "key": "", "value": "b"}, "text", ["a"]]
    + [{"in": "header", "key": "a", "value": value} for value in ("", "a\nb", "é", 5, None)],
    ids=ascii,
)
def test_a_credential_of_one_call_that_cannot_be_sent_is_refused(surface: Surface, operation: Operation, auth: Any) -> None:
    assert refused(surface, operation, _request_auth=auth).field.startswith("_request_auth")


@every_operation
def test_a_credential_of_one_call_replaces_the_clients(surface: Surface, operation: Operation) -> None:
    if surface.takes_credential:
        error = refused(surface, operation, _request_auth={"in": "query", "key": "k", "value": "v"})
        assert "no configured credential" in str(error)
        return
    with HostileServer(answer(400)) as server:
        failed_call(surface.client(server.base_url), operation, _request_auth={"in": "query", "key": "k&", "value": "v w"})
    assert server.requests[0].target.endswith("?k%26=v%20w")
    assert SECRET not in str(server.requests[0])


@every_surface
def test_a_setting_that_there_is_not_is_refused(surface: Surface) -> None:
    with pytest.raises(TypeError):
        surface.module.Configuration(retrys=0)


@every_surface
def test_a_prefix_of_the_callers_precedes_the_credential(surface: Surface) -> None:
    if surface.takes_credential:
        return
    name, _ = surface.scheme
    with HostileServer(answer(400)) as server:
        client = surface.client(server.base_url, "abcdefgh", api_key_prefix={name: "Token"})
        failed_call(client, surface.operations[0])
    sent = server.requests[0]
    assert "Token abcdefgh" in sent.headers.values() or "Token%20abcdefgh" in sent.target


@every_surface
def test_a_default_client_can_be_set(surface: Surface) -> None:
    client = surface.client("https://vendor.example").api_client
    type(client).set_default(client)
    (api,) = surface.api_classes.values()
    assert api().api_client is client
    type(client).set_default(None)
