"""Writes programs that call every operation as the spec types it, and lines that a type checker has to refuse."""

from collections.abc import Iterator, Mapping
from enum import Enum
from keyword import iskeyword
from typing import Any

from pydantic import BaseModel
from surfaces import Operation, Surface, class_in

SCALARS = {"string": "str", "integer": "int", "number": "float", "boolean": "bool"}
FORMATS = {"date-time": "datetime", "date": "date"}
#: Of each type, what must not be done without a look at whether there is a value.
USES = {"str": ".upper()", "int": " + 1", "float": " + 1", "datetime": ".year", "date": ".year", "bool": ".real"}

HEAD = """# pyright: strict
from datetime import date, datetime
from typing import Any, Dict, List, Optional

from typing_extensions import assert_type

import {package} as package

FACTS = (date, datetime, Any, Dict, List, Optional, assert_type)

"""
SHARED_RIGHT = """
def settings() -> package.Configuration:
    return package.Configuration(host="http://127.0.0.1:4010", retries=0, timeout=5, deadline=20.5)


def failed(error: package.ApiException) -> None:
    assert_type(error.status, Optional[int])
    assert_type(error.kind, str)
    assert_type(error.outcome, str)
    assert_type(error.operation, Optional[str])
    assert_type(error.field, Optional[str])
    assert_type(error.attempts, int)
    assert_type(error.retry_after, Optional[float])


def refused(error: package.ApiValueError) -> str:
    return f"{error.field}: {error}"
"""
SHARED_WRONG = """
package.Configuration(retries="two")  # wrong
package.Configuration(timeout=None)  # wrong
package.Configuration(no_such=1)  # wrong
package.ApiException().no_such  # wrong
package.ApiException().status + 1  # wrong
"""


def right(surface: Surface) -> str:
    """A program that both checkers accept."""
    parts = [_right(surface, operation) for operation in surface.operations]
    return HEAD.format(package=surface.name) + "\n\n".join(parts) + "\n" + SHARED_RIGHT


def wrong(surface: Surface) -> str:
    """A program of lines each of which, where it ends with "# wrong", both checkers refuse."""
    lines = [line for operation in surface.operations for line in _wrong(surface, operation)]
    return HEAD.format(package=surface.name) + "\n".join(lines) + "\n" + SHARED_WRONG


def _right(surface: Surface, operation: Operation) -> str:
    call = surface.call(operation)
    arguments = _arguments(surface, operation)
    few = {name: text for name, text in arguments.items() if name in _required(surface, operation)}
    lines = [
        f"def {call.method}(api: package.{call.api}) -> None:",
        f"    api.{call.method}({_written(arguments)}, _request_timeout=5, _headers={{'x-trace': '1'}})",
        f"    api.{call.method}({_written(few)})",
    ]
    returned = "None"
    success = operation.success.schema
    if success is not None:
        model = surface.answer_model(operation)
        returned = f"package.{model.__name__}"
        lines.append(f"    answer = api.{call.method}({_written(arguments)})")
        lines.append(f"    assert_type(answer, {returned})")
        lines += [f"    {line}" for line in _read("answer", success, model)]
    http = f"api.{call.method}_with_http_info({_written(arguments)})"
    lines.append(f"    assert_type({http}, package.ApiResponse[{returned}])")
    if call.body_model is not None and operation.body is not None:
        lines += [f"    {made}" for made in _by_json_names(operation.body, call.body_model)]
    return "\n".join(lines)


def _wrong(surface: Surface, operation: Operation) -> Iterator[str]:
    call = surface.call(operation)
    arguments = _arguments(surface, operation)
    yield f"def {call.method}(api: package.{call.api}) -> None:"
    yield f"    api.{call.method}({_written(arguments)}, no_such=1)  # wrong"
    yield f"    api.{call.method}({_written(arguments)}, _request_timeout='soon')  # wrong"
    for name in arguments:
        others = {other: text for other, text in arguments.items() if other != name}
        yield f"    api.{call.method}({_written({**others, name: 'object()'})})  # wrong"
        if name in _required(surface, operation):
            yield f"    api.{call.method}({_written(others)})  # wrong"
    if call.body_model is not None and operation.body is not None:
        yield from _wrong_models(operation.body, call.body_model)
    if operation.success.schema is not None:
        yield f"    answer = api.{call.method}({_written(arguments)})"
        yield "    answer.no_such  # wrong"
        for field, name, model in _fields(operation.success.schema, surface.answer_model(operation)):
            yield f"    answer.{name}{_use(field, model)}  # wrong"
    else:
        yield f"    api.{call.method}({_written(arguments)}).no_such  # wrong"


def _wrong_models(schema: Mapping[str, Any], model: type[BaseModel]) -> Iterator[str]:
    given = {name: _value(field, inner) for field, name, inner in _fields(schema, model)}
    required = {name for field, name, _ in _fields(schema, model) if field["name"] in schema.get("required", ())}
    made = f"package.{model.__name__}"
    yield f"    {made}({_written(given)}, no_such=1)  # wrong"
    yield from (f"    {each[:-1]}, no_such=1)  # wrong" for each in _by_json_names(schema, model))
    for field, name, inner in _fields(schema, model):
        others = {other: text for other, text in given.items() if other != name}
        yield f"    {made}({_written({**others, name: 'object()'})})  # wrong"
        if name in required:
            yield f"    {made}({_written(others)})  # wrong"
            yield f"    {made}({_written({**others, name: 'None'})})  # wrong"
        if "enum" in field:
            yield f"    {made}({_written({**others, name: repr('no-such')})})  # wrong"
        if inner is not None:
            yield from _wrong_models(field, inner)


def _by_json_names(schema: Mapping[str, Any], model: type[BaseModel]) -> Iterator[str]:
    """The models of a body, made by the names of JSON: with those fields whose names Python can write."""
    given = {field["name"]: _value(field, inner) for field, _, inner in _fields(schema, model)}
    written = {name: text for name, text in given.items() if not iskeyword(name)}
    if written.keys() >= set(schema.get("required", ())):
        yield f"package.{model.__name__}({_written(written)})"
    for field, _, inner in _fields(schema, model):
        if inner is not None:
            yield from _by_json_names(field, inner)


def _read(place: str, schema: Mapping[str, Any], model: type[BaseModel]) -> Iterator[str]:
    """Lines that read each field, however deep, of a value that a variable holds."""
    for field, name, inner in _fields(schema, model):
        yield f"assert_type({place}.{name}, Optional[{_type(field, inner)}])"
        if inner is None:
            continue
        within = f"{place}_{name}"
        if field["type"] == "array":
            yield f"for {within} in {place}.{name} or []:"
            yield from (f"    {line}" for line in _read(within, field["items"], inner))
        else:
            yield f"{within} = {place}.{name}"
            yield f"if {within} is not None:"
            yield from (f"    {line}" for line in _read(within, field, inner))


def _fields(
    schema: Mapping[str, Any], model: type[BaseModel]
) -> Iterator[tuple[Mapping[str, Any], str, type[BaseModel] | None]]:
    """The properties of a schema, each with its name in Python and the model of what it holds."""
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    for key, field in schema["properties"].items():
        annotation = model.model_fields[names[key]].annotation
        # An enum that has a name in the spec is a class.
        enum = class_in(annotation, Enum)
        named = {} if enum is None else {"class": enum.__name__}
        yield {"name": key, **field, **named}, names[key], class_in(annotation, BaseModel)


def _type(schema: Mapping[str, Any], inner: type[BaseModel] | None) -> str:
    if schema["type"] == "array":
        item = schema["items"]
        # An item that is no object can only be None where it cannot be used.
        of = _type(item, inner) if inner is not None else f"Optional[{_type(item, inner)}]"
        return f"List[{of}]"
    if schema["type"] == "object":
        return "Dict[str, Any]" if inner is None else f"package.{inner.__name__}"
    return FORMATS.get(schema.get("format", ""), SCALARS[schema["type"]])


def _use(schema: Mapping[str, Any], inner: type[BaseModel] | None) -> str:
    if schema["type"] == "array":
        return "[0]"
    return ".to_dict()" if schema["type"] == "object" else USES[_type(schema, inner)]


def _arguments(surface: Surface, operation: Operation) -> Mapping[str, str]:
    """Every argument of a call, and its text in Python."""
    call = surface.call(operation)
    given = {call.parameters[each["name"]]: _value(each["schema"], None) for each in operation.parameters}
    if call.credential is not None:
        given = {call.credential: repr("secret"), **given}
    if call.body is not None and call.body_model is not None and operation.body is not None:
        given[call.body] = _value(operation.body, call.body_model)
    return given


def _required(surface: Surface, operation: Operation) -> set[str]:
    call = surface.call(operation)
    required = {call.parameters[each["name"]] for each in operation.parameters if each["required"]}
    return required | {name for name in (call.credential, call.body) if name is not None}


def _value(schema: Mapping[str, Any], inner: type[BaseModel] | None) -> str:
    """The text of a value that a schema permits."""
    if "class" in schema:
        return f"package.{schema['class']}({schema['enum'][0]!r})"
    if "enum" in schema:
        return repr(schema["enum"][0])
    if schema["type"] == "array":
        return f"[{_value(schema['items'], inner)}]"
    if schema["type"] == "object":
        if inner is None:
            return "{}"
        fields = {name: _value(field, model) for field, name, model in _fields(schema, inner)}
        return f"package.{inner.__name__}({_written(fields)})"
    if schema.get("format") in FORMATS:
        return "datetime.now().astimezone()" if schema["format"] == "date-time" else "date.today()"
    return {"string": repr("text"), "integer": "1", "number": "1.5", "boolean": "True"}[schema["type"]]


def _written(arguments: Mapping[str, str]) -> str:
    return ", ".join(f"{name}={text}" for name, text in arguments.items())
