"""An id is one segment of a path, or refused."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

import pytest
from failures import failed_call, failure
from hostile_server import HostileServer, answer
from surfaces import EVERY_OPERATION, Operation, Surface, operation_name

ID_OPERATIONS = [
    (surface, operation, parameter["name"])
    for surface, operation in EVERY_OPERATION
    for parameter in operation.parameters
    if parameter["in"] == "path"
]
every_id = pytest.mark.parametrize("surface, operation, name", ID_OPERATIONS, ids=operation_name)
QUERIES = [
    (surface, operation, parameter["name"])
    for surface, operation in EVERY_OPERATION
    for parameter in operation.parameters
    if parameter["in"] == "query"
]

REFUSED: list[Any] = ["", ".", "..", "a\0", "a\nb", "a\r\nX: y", "\t", "\x1f", "\x7f", "\x80", "\x9f", "\ud800", "a\udfff", None, 5, 1.5]
REFUSED += [True, b"a", ["a"], {"a": 1}, object()]
SEGMENTS = ["a", "...", "a/b", "../x", "..\\x", "%2e%2e", "%2F", "a?b=c", "a#b", "a b", "a+b", "é", "\u20ac", "\U0001f600", ";x"]
SEGMENTS += ["a&b", "a=b", "{id}", "~", "-._", "a:b@c", "//", "\u2028", "%", "a%", "!*'()"]


def with_value(operation: Operation, name: str, value: Any) -> Mapping[str, Any]:
    return {**operation.example, name: value}


@every_id
@pytest.mark.parametrize("value", REFUSED, ids=ascii)
def test_what_is_no_segment_is_refused_before_anything_is_sent(
    surface: Surface, operation: Operation, name: str, value: Any
) -> None:
    with HostileServer(answer(200, {})) as server:
        client = surface.client(server.base_url)
        error = failure(surface, lambda: client.call(operation.id, with_value(operation, name, value)))
        assert server.connections == 0
    assert error.kind == "invalid-input"
    assert error.field == surface.call(operation).parameters[name]
    assert error.field in str(error)


@every_id
@pytest.mark.parametrize("value", SEGMENTS, ids=ascii)
def test_everything_else_arrives_as_one_segment(surface: Surface, operation: Operation, name: str, value: str) -> None:
    success = answer(operation.success.status, operation.success.example if operation.success.schema else b"")
    with HostileServer(success) as server:
        surface.client(server.base_url).call(operation.id, with_value(operation, name, value))
    path, _, _ = server.requests[0].target.partition("?")
    expected = operation.path.split("/")
    arrived = path.split("/")
    assert len(arrived) == len(expected)
    assert unquote(arrived[expected.index("{" + name + "}")]) == value
    assert path.isascii()


@pytest.mark.parametrize("surface, operation, name", QUERIES, ids=operation_name)
@pytest.mark.parametrize("value", ["\ud800", object(), b"a", ["a"], 1.5, True, float("nan")], ids=ascii)
def test_a_parameter_of_another_type_is_refused(surface: Surface, operation: Operation, name: str, value: Any) -> None:
    with HostileServer(answer(200, {})) as server:
        client = surface.client(server.base_url)
        error = failure(surface, lambda: client.call(operation.id, with_value(operation, name, value)))
        assert server.connections == 0
    assert error.field == surface.call(operation).parameters[name]


@pytest.mark.parametrize("surface, operation, name", QUERIES, ids=operation_name)
def test_a_value_that_is_new_at_the_vendor_can_be_sent(surface: Surface, operation: Operation, name: str) -> None:
    (schema,) = (each["schema"] for each in operation.parameters if each["name"] == name)
    value: Any = 0 if schema["type"] == "integer" else "NEW & other"
    with HostileServer(answer(400)) as server:
        client = surface.client(server.base_url)
        error = failure(surface, lambda: client.call(operation.id, with_value(operation, name, value)))
    assert error.status == 400
    assert f"{name}={'0' if value == 0 else 'NEW%20%26%20other'}" in server.requests[0].target


@pytest.mark.parametrize("surface, operation", [each for each in EVERY_OPERATION if each[1].body], ids=operation_name)
@pytest.mark.parametrize("value", [None, "text", 5, [], object()], ids=ascii)
def test_a_body_that_is_no_model_is_refused(surface: Surface, operation: Operation, value: Any) -> None:
    call = surface.call(operation)
    with HostileServer(answer(200, {})) as server:
        client = surface.client(server.base_url)
        arguments = {**call.arguments(operation.example, client.secret), str(call.body): value}
        error = failure(surface, lambda: getattr(client.api, call.method)(**arguments))
        assert server.connections == 0
    assert error.field == call.body


@pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
def test_an_unknown_argument_is_a_type_error(surface: Surface, operation: Operation) -> None:
    call = surface.call(operation)
    client = surface.client("https://vendor.example")
    with pytest.raises(TypeError):
        getattr(client.api, call.method)(**call.arguments(operation.example, client.secret), tikcet_id="1")


@pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
def test_the_path_of_the_server_is_kept(surface: Surface, operation: Operation) -> None:
    with HostileServer(answer(400)) as server:
        failed_call(surface.client(f"{server.base_url}/base/v1/"), operation)
    assert server.requests[0].target.startswith("/base/v1/")
    assert "//" not in server.requests[0].target
