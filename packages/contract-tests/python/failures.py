"""Calls that shall fail, and all that can be seen of how they did."""

import base64
import html
import importlib
import json
import pickle
import traceback
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from surfaces import EVERY_OPERATION, SURFACES, Client, Operation, Surface


EVERY_KIND = list(
    {
        (surface.name, operation.writes, operation.success.schema is None): (surface, operation)
        for surface, operation in EVERY_OPERATION
    }.values()
)
"""An operation of each kind of each package, for what takes time: one that writes or reads, with or without a body."""


@pytest.fixture(autouse=True)
def without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets calls be sent again at once."""
    for surface in SURFACES:
        monkeypatch.setattr(inner(surface, "retry"), "BASE_DELAY", 0.0)


def inner(surface: Surface, module: str) -> Any:
    return importlib.import_module(f"{surface.name}.{module}")


def failure(surface: Surface, call: Callable[[], Any]) -> Any:
    """The exception of a call, which must be this package's, and be caused by nothing that could be shown."""
    with pytest.raises(surface.exception("OpenApiException")) as raised:
        call()
    error = raised.value
    assert isinstance(error, (surface.exception("ApiException"), surface.exception("ApiValueError")))
    assert error.__cause__ is None
    assert error.__context__ is None
    return error


def failed_call(client: Client, operation: Operation, **options: Any) -> Any:
    return failure(client.surface, lambda: client.call(operation.id, operation.example, **options))


def renderings(error: Any) -> Iterator[str]:
    """All texts that a program could make of an exception."""
    yield str(error)
    yield repr(error)
    yield repr(error.args)
    yield "".join(traceback.format_exception(error))
    yield from _texts(vars(error))
    pickled = pickle.dumps(error)
    yield pickled.decode("latin-1")
    again = pickle.loads(pickled)
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again).keys() == vars(error).keys()


def _texts(value: Any) -> Iterator[str]:
    yield str(value)
    yield repr(value)
    if isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif hasattr(value, "items"):
        yield str(dict(value.items()))


ENCODINGS: dict[str, Callable[[str], str]] = {
    "as it is": lambda secret: secret,
    "percent-encoded": lambda secret: quote(secret, safe=""),
    "percent-encoded twice": lambda secret: quote(quote(secret, safe=""), safe=""),
    "as a form": quote_plus,
    "in capitals": lambda secret: secret.upper(),
    "escaped in JSON": lambda secret: "".join(f"\\u{ord(character):04x}" for character in secret),
    "escaped in HTML": lambda secret: html.escape(secret).replace("/", "&#x2F;"),
    "between others": lambda secret: f"the key '{secret}', which expired",
    "punctuated": lambda secret: "-".join(secret),
    "in base64, as Basic": lambda secret: base64.b64encode(secret.encode()).decode(),
}


def forms_of(secret: str) -> set[str]:
    """A secret in each form in which it might be found."""
    return {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1], secret.upper()}
