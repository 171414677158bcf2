"""Models as a call reads and sends them."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hostile_server import HostileServer, answer
from spec_models import value_of
from surfaces import EVERY_OPERATION, Operation, Surface, operation_name

#: More digits than Python reads as an `int`.
DIGITS = "9" * 5000

each_body = pytest.mark.parametrize(
    "surface, operation", [each for each in EVERY_OPERATION if each[1].body is not None], ids=operation_name
)
LISTS = [
    (surface, operation, name)
    for surface, operation in EVERY_OPERATION
    if operation.success.schema is not None
    for name, schema in operation.success.schema.get("properties", {}).items()
    if schema["type"] == "array"
]


@pytest.mark.parametrize("surface, operation, name", LISTS, ids=operation_name)
def test_a_page_is_as_long_as_it_was_sent(surface: Surface, operation: Operation, name: str) -> None:
    schema = operation.success.schema
    assert schema is not None
    good = value_of(schema["properties"][name]["items"])
    unusable: list[Any] = [None, 5, [], {"a": 1}, True]
    odd = [{**good, key: value} for key in good for value in unusable]
    page = {**value_of(schema), name: [good, None, 5, "text", [], *odd, good]}
    with HostileServer(answer(operation.success.status, page)) as server:
        read = surface.client(server.base_url).call(operation.id, operation.example)
    items = getattr(read, name)
    assert [item.raw for item in items] == page[name]
    assert items[0] == items[-1] and items[0].to_dict().keys() == good.keys()
    assert read.raw == page


@pytest.mark.parametrize("surface, operation, name", LISTS, ids=operation_name)
def test_a_number_that_python_does_not_read_costs_its_field(surface: Surface, operation: Operation, name: str) -> None:
    schema = operation.success.schema
    assert schema is not None
    good = value_of(schema["properties"][name]["items"])
    page = json.dumps({name: [{**good, "grown": "DIGITS"}, good]}).replace('"DIGITS"', DIGITS).encode()
    with HostileServer(answer(operation.success.status, page)) as server:
        read = surface.client(server.base_url).call(operation.id, operation.example)
    items = getattr(read, name)
    assert items[0] == items[1]
    assert str(items[0].raw["grown"]) == DIGITS


def wrong_bodies(model: Any, body: Any) -> Iterator[Any]:
    """Bodies that no constructor has seen, or that were changed behind it."""
    yield {}
    yield {**body, "grown": 1}
    yield {**body, next(iter(body)): 5}
    yield model.model_construct()
    yield model.model_construct(**{next(iter(model.model_fields)): 5})
    yield model.from_dict(body).model_copy(update={next(iter(model.model_fields)): 5})
    yield from ([], "text", 5, object())


@each_body
def test_a_wrong_body_is_refused_before_anything_is_sent(surface: Surface, operation: Operation) -> None:
    call = surface.call(operation)
    model, body = call.body_model, value_of(operation.body or {})
    assert call.body is not None
    success = answer(operation.success.status, b"" if operation.success.schema is None else operation.success.example)
    with HostileServer(success) as server:
        client = surface.client(server.base_url)
        method = getattr(client.api, call.method)
        arguments = call.arguments(operation.example, client.secret)
        for wrong in wrong_bodies(model, body):
            with pytest.raises(surface.exception("ApiValueError")) as refused:
                method(**{**arguments, call.body: wrong})
            assert getattr(refused.value, "field")
        assert server.requests == []
        method(**{**arguments, call.body: body})
        assert [request.json for request in server.requests] == [body]
