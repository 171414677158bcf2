"""Every installed Python package as its spec describes it, so that a test walks operations instead of naming them."""

import importlib
import importlib.util
import inspect
import json
import re
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import BaseModel

T = typing.TypeVar("T")

PACKAGES = Path(__file__).parents[2]
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
#: A credential that a test looks for wherever none may be seen; what it holds is written otherwise in a URL.
SECRET = "s3cret/of+a tester"


@dataclass(frozen=True)
class Answer:
    """A documented status."""

    status: int
    kind: str | None
    """What the spec says that it means: `x-error-kind`. None for a success."""
    repeatable: bool
    """Whether a call may be sent again after it: `x-repeatable`."""
    schema: Mapping[str, Any] | None
    """Of its body; None where none is documented."""
    example: Any
    """The first of its body that the spec has, or None."""
    links: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, eq=False)
class Operation:
    id: str
    method: str
    """In capital letters."""
    path: str
    tag: str
    parameters: Sequence[Mapping[str, Any]]
    """Those of the path item too, with every reference followed."""
    body: Mapping[str, Any] | None
    """The schema of its JSON body, or None."""
    answers: Mapping[int, Answer]
    paging: Mapping[str, Any] | None
    example: Mapping[str, Any]
    """An input by the spec's names: a body's example, and the parameters that are required."""

    @property
    def writes(self) -> bool:
        return self.method not in ("GET", "HEAD")

    @property
    def success(self) -> Answer:
        return next(answer for answer in self.answers.values() if answer.status < 300)


class Client:
    """Calls the operations of one package by the names of the spec."""

    def __init__(self, surface: "Surface", api_client: Any, secret: str) -> None:
        self.surface = surface
        self.api_client = api_client
        self.secret = secret
        self._apis = {name: api(api_client) for name, api in surface.api_classes.items()}

    @property
    def api(self) -> Any:
        """The only class of operations, such as TicketsApi."""
        (api,) = self._apis.values()
        return api

    def call(self, operation_id: str, input: Mapping[str, Any], **options: Any) -> Any:
        """Calls the method that a user would, with models made of `input`, and `options` such as `_request_timeout`."""
        return self._call(operation_id, "", input, options)

    def call_with_http_info(self, operation_id: str, input: Mapping[str, Any], **options: Any) -> Any:
        return self._call(operation_id, "_with_http_info", input, options)

    def call_without_preload_content(self, operation_id: str, input: Mapping[str, Any], **options: Any) -> Any:
        return self._call(operation_id, "_without_preload_content", input, options)

    def _call(self, operation_id: str, variant: str, input: Mapping[str, Any], options: Mapping[str, Any]) -> Any:
        operation = self.surface.operation(operation_id)
        call = self.surface.call(operation)
        method = getattr(self._apis[call.api], call.method + variant)
        return method(**call.arguments(input, self.secret), **options)


@dataclass(frozen=True)
class Call:
    """How Python calls an operation."""

    api: str
    """The name of the class."""
    method: str
    told_as: str
    """The operation of an exception: its id in the spec or, where the package is made without ids, the method."""
    parameters: Mapping[str, str]
    """The spec's name of each parameter of path, query and headers, and the argument's."""
    body: str | None
    """The argument that takes the body."""
    body_model: type[BaseModel] | None
    credential: str | None
    """The argument that takes the credential, in the profile whose calls have one."""

    def arguments(self, input: Mapping[str, Any], secret: str) -> Mapping[str, Any]:
        given = {self.parameters[name]: value for name, value in input.items() if name in self.parameters}
        rest = {name: value for name, value in input.items() if name not in self.parameters}
        if self.credential is not None:
            given[self.credential] = secret
        if self.body is not None and self.body_model is not None:
            given[self.body] = self.body_model(**rest)
        elif rest:
            raise TypeError(f"{self.method} has no place for {', '.join(rest)}")
        return given


@dataclass(frozen=True, eq=False)
class Surface:
    """An installed package, and the spec that it is made of."""

    name: str
    """The package as it is imported, such as `ticketbridge_brandlovers`."""
    vendor: str
    folder: Path
    module: ModuleType
    spec: Mapping[str, Any]

    def __repr__(self) -> str:
        return self.name

    @cached_property
    def operations(self) -> Sequence[Operation]:
        return [
            self._operation(path, method, item)
            for path, item in self.spec["paths"].items()
            for method in METHODS
            if method in item
        ]

    def operation(self, operation_id: str) -> Operation:
        return next(operation for operation in self.operations if operation.id == operation_id)

    @cached_property
    def api_classes(self) -> Mapping[str, Callable[..., Any]]:
        tags = {operation.tag for operation in self.operations}
        return {name: getattr(self.module, name) for name in (f"{_camel(tag)}Api" for tag in sorted(tags))}

    @property
    def scheme(self) -> tuple[str, Mapping[str, Any]]:
        """The name of the first security scheme that is demanded, and the scheme."""
        name = next(iter(self.spec["security"][0]))
        return name, self._followed(self.spec["components"]["securitySchemes"][name])

    def client(self, base_url: str, secret: str = SECRET, **configuration: Any) -> Client:
        """Makes a client as a user does; `configuration` is given to Configuration, such as `retries=0`."""
        credential = {} if self.takes_credential else self._credential(secret)
        settings = self.module.Configuration(host=base_url, **credential, **configuration)
        return Client(self, self.module.ApiClient(settings), secret)

    @property
    def takes_credential(self) -> bool:
        """Whether each call is given the credential."""
        return any(self.call(operation).credential for operation in self.operations)

    def call(self, operation: Operation) -> Call:
        return _call(self, operation)

    def answer_model(self, operation: Operation) -> type[BaseModel]:
        """What a call returns where a body is documented."""
        call = self.call(operation)
        method = getattr(self.api_classes[call.api], call.method)
        model = class_in(inspect.signature(method, eval_str=True).return_annotation, BaseModel)
        assert model is not None
        return model

    def exception(self, name: str) -> type[Exception]:
        return typing.cast(type[Exception], getattr(self.module, name))

    def failure(self, **given: Any) -> Any:
        """An exception of a call, as a caller makes one."""
        return self.module.ApiException(**given)

    def _credential(self, secret: str) -> Mapping[str, Any]:
        name, scheme = self.scheme
        if scheme["type"] == "apiKey":
            return {"api_key": {name: secret}}
        if scheme["scheme"] == "bearer":
            return {"access_token": secret}
        username, _, password = secret.partition(":")
        return {"username": username, "password": password}

    def _operation(self, path: str, method: str, item: Mapping[str, Any]) -> Operation:
        described = self._followed(item[method])
        parameters = [self._followed(each) for each in (*item.get("parameters", ()), *described.get("parameters", ()))]
        content = _json(described.get("requestBody"))
        required = {each["name"]: _sample(each) for each in parameters if each["required"]}
        return Operation(
            id=described["operationId"],
            method=method.upper(),
            path=path,
            tag=described["tags"][0],
            parameters=parameters,
            body=content.get("schema") if content else None,
            answers={int(status): _answer(int(status), each) for status, each in described["responses"].items()},
            paging=described.get("x-paging"),
            example={**required, **_example(content, {})},
        )

    def _followed(self, value: Any) -> Any:
        """The same with what each reference leads to in its place; specs with circles are refused by the generator."""
        if isinstance(value, list):
            return [self._followed(each) for each in value]
        if not isinstance(value, dict):
            return value
        if "$ref" not in value:
            return {key: self._followed(each) for key, each in value.items()}
        target: Any = self.spec
        for key in value["$ref"].removeprefix("#/").split("/"):
            target = target[key.replace("~1", "/").replace("~0", "~")]
        return self._followed(target)


def _call(surface: Surface, operation: Operation) -> Call:
    api = f"{_camel(operation.tag)}Api"
    method = _method(surface.api_classes[api], operation)
    signature = inspect.signature(getattr(surface.api_classes[api], method), eval_str=True)
    arguments = [name for name in signature.parameters if name != "self" and not name.startswith("_")]
    parameters = {each["name"]: _snake(each["name"]) for each in operation.parameters}
    others = [name for name in arguments if name not in parameters.values()]
    # The profile of the vendor's own page begins each call with the header that carries the credential.
    _, scheme = surface.scheme
    named = _snake(scheme.get("name", ""))
    credential = named if named in others else None
    body = next((name for name in others if name != credential), None)
    model = None if body is None else class_in(signature.parameters[body].annotation, BaseModel)
    told_as = operation.id if method == _snake(operation.id) else method
    return Call(api, method, told_as, parameters, body, model, credential)


def _method(api: Callable[..., Any], operation: Operation) -> str:
    """The operation's id as the generator writes it or, without ids, what it makes of path and method."""
    made = re.sub(r"\W+", "_", operation.path).strip("_") + f"_{operation.method}"
    return next(name for name in (_snake(operation.id), _snake(made)) if hasattr(api, name))


def class_in(annotation: Any, base: type[T]) -> type[T] | None:
    """The class of a kind that a type holds, as the model of the items of a list, or of an optional value."""
    if inspect.isclass(annotation) and issubclass(annotation, base):
        return annotation
    return next((found for part in typing.get_args(annotation) if (found := class_in(part, base))), None)


def _answer(status: int, response: Mapping[str, Any]) -> Answer:
    content = _json(response)
    return Answer(
        status=status,
        kind=response.get("x-error-kind"),
        repeatable=response.get("x-repeatable", False),
        schema=content.get("schema") if content else None,
        example=_example(content, None),
        links=list(response.get("links", {}).values()),
    )


def _json(holder: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    content: Mapping[str, Any] = (holder or {}).get("content", {})
    return content.get("application/json")


def _example(content: Mapping[str, Any] | None, default: Any) -> Any:
    examples = (content or {}).get("examples", {}).values()
    return next((each["value"] for each in examples), default)


def _sample(parameter: Mapping[str, Any]) -> Any:
    schema = parameter["schema"]
    if "example" in parameter:
        return parameter["example"]
    if "enum" in schema:
        return schema["enum"][0]
    return {"integer": 1, "number": 1.5, "boolean": True}.get(schema["type"], "42")


def _snake(name: str) -> str:
    words = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", re.sub(r"\W", "_", name))
    return re.sub(r"([a-z\d])([A-Z])", r"\1_\2", words).lower()


def _camel(tag: str) -> str:
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"\W+", tag))


def _installed() -> Iterator[Surface]:
    for folder in sorted(PACKAGES.glob("*-python*")):
        name = re.search(r"^packageName: (\S+)$", (folder / "generator.yaml").read_text(), re.MULTILINE)
        if name is None:
            raise ValueError(f"{folder.name}/generator.yaml has no packageName.")
        if importlib.util.find_spec(name[1]) is None:
            continue
        vendor = folder.name.partition("-python")[0]
        spec = json.loads((PACKAGES / vendor / "openapi.json").read_text(encoding="utf-8"))
        yield Surface(name[1], vendor, folder, importlib.import_module(name[1]), spec)


SURFACES: Sequence[Surface] = list(_installed())
EVERY_OPERATION = [(surface, operation) for surface in SURFACES for operation in surface.operations]


def operation_name(value: object) -> str:
    """The `ids` of a parametrized test over operations."""
    return value.id if isinstance(value, Operation) else str(value)
