"""The running sandbox: its accounts, its control API, and inputs that its data make valid."""

import itertools
import json
import os
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from surfaces import Client, Operation, Surface

LINKED = "$response.body#"


class Sandbox:
    """What TICKETBRIDGE_SANDBOX announces: the line that `ticketbridge-sandbox --json --control` prints."""

    def __init__(self) -> None:
        self.announced: Mapping[str, Any] = json.loads(os.environ["TICKETBRIDGE_SANDBOX"])

    def base_url(self, vendor: str) -> str:
        return str(self.announced[vendor]["baseUrl"])

    def accounts(self, vendor: str) -> Sequence[Mapping[str, Any]]:
        return list(self.announced[vendor]["accounts"])

    def client(self, surface: Surface, account: int = 0, **configuration: Any) -> Client:
        """A client of the vendor's API as one of its accounts."""
        secret = self.accounts(surface.vendor)[account]["secret"]
        return surface.client(self.base_url(surface.vendor), secret, **configuration)

    def input(self, surface: Surface, operation: Operation) -> Mapping[str, Any]:
        """An input that the sandbox finds right: the example, with ids of the first account and of what it can list."""
        return {**self._of_account(surface, operation), **self._linked(surface, operation)}

    def reset(self) -> None:
        """Makes the sandbox as it was when it started: data, switches, clock, planned answers, faults, journal."""
        self.control("POST", "/reset")

    def answer_next(self, surface: Surface, operation_id: str, status: int) -> None:
        """Answers the next call of an operation with a documented status, and the spec's example of its body."""
        self.control("POST", "/answers", {"operation": f"{surface.vendor}.{operation_id}", "status": status})

    def add_fault(self, surface: Surface, operation_id: str, **fault: Any) -> None:
        self.control("POST", "/faults", {"operation": f"{surface.vendor}.{operation_id}", **fault})

    def switch(self, surface: Surface, **values: Any) -> None:
        """Takes questions that the vendor leaves open in another way."""
        self.control("PATCH", "/switches", {surface.vendor: values})

    def journal(self) -> Sequence[Mapping[str, Any]]:
        """The exchanges with the APIs since the last reset or `clear_journal`."""
        return list(self.control("GET", "/journal")["entries"])

    def exchanges(self, surface: Surface, operation_id: str) -> Sequence[Mapping[str, Any]]:
        """Those of an operation."""
        called = (surface.vendor, operation_id)
        return [entry for entry in self.journal() if (entry.get("vendor"), entry.get("operation")) == called]

    def clear_journal(self) -> None:
        self.control("DELETE", "/journal")

    def control(self, method: str, path: str, input: Mapping[str, Any] | None = None) -> Any:
        """Calls the control API; one that is refused fails the test with what the sandbox says of it."""
        host = urlsplit(self.base_url(next(iter(self.announced))))
        request = urllib.request.Request(
            f"{host.scheme}://{host.netloc}/_sandbox{path}",
            method=method,
            data=json.dumps(input or {}).encode() if method in ("POST", "PUT", "PATCH") else None,
            headers={"content-type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} /_sandbox{path}: {error.read().decode()}") from None

    def _of_account(self, surface: Surface, operation: Operation) -> Mapping[str, Any]:
        account = self.accounts(surface.vendor)[0]
        own = {name: account[f"{name}s"][0] for name in operation.example if f"{name}s" in account}
        return {**operation.example, **own}

    def _linked(self, surface: Surface, operation: Operation) -> Mapping[str, Any]:
        """Values for parameters, from the first answer that has them of an operation that links to this one."""
        for source, link in _links_to(surface, operation):
            pointers = {name: text.removeprefix(LINKED) for name, text in link["parameters"].items()}
            if source.writes or not all(text.startswith(LINKED) for text in link["parameters"].values()):
                continue
            for given in _variants(source, self._of_account(surface, source)):
                answer = json.loads(self.client(surface).call_with_http_info(source.id, given).raw_data)
                values = {name: follow(pointer, answer) for name, pointer in pointers.items()}
                if None not in values.values():
                    return values
        return {}


def follow(pointer: str, value: Any) -> Any:
    """What a JSON pointer leads to, or None."""
    for key in pointer.split("/")[1:]:
        if isinstance(value, list):
            value = value[int(key)] if int(key) < len(value) else None
        else:
            value = value.get(key) if isinstance(value, dict) else None
    return value


def _links_to(surface: Surface, operation: Operation) -> Iterator[tuple[Operation, Mapping[str, Any]]]:
    for source in surface.operations:
        for link in source.success.links:
            if link["operationId"] == operation.id and source.id != operation.id:
                yield source, link


def _variants(operation: Operation, given: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The same input with each value of each parameter that has few."""
    enums = {each["name"]: each["schema"]["enum"] for each in operation.parameters if "enum" in each["schema"]}
    required = {name: values for name, values in enums.items() if name in given}
    for values in itertools.product(*required.values()):
        yield {**given, **dict(zip(required, values))}
