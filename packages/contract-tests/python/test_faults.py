"""What each fault of the sandbox comes to: which exception, whether it may have happened, and how often it was sent."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from sandbox import Sandbox
from surfaces import EVERY_OPERATION, SURFACES, Client, Operation, Surface, operation_name

SUCCEEDS = ("", "")


@dataclass(frozen=True)
class Fault:
    """One that meets one call, as the control API takes it, and what a client makes of it."""

    kind: str
    details: Mapping[str, Any]
    ends: tuple[str, str]
    """The kind and the outcome of the exception, or SUCCEEDS."""
    void: tuple[str, str]
    """The same for an operation whose success has no documented body."""
    again: str = "never"
    """What is sent again: `never`, `reads` or `always`."""

    def __str__(self) -> str:
        return " ".join([self.kind, *(f"{name}={value}" for name, value in self.details.items())])

    def ends_of(self, operation: Operation) -> tuple[str, str]:
        return self.void if operation.success.schema is None else self.ends

    def is_sent_again(self, operation: Operation) -> bool:
        return self.again == "always" or (self.again == "reads" and not operation.writes)


def fault(
    kind: str,
    ends: tuple[str, str],
    *,
    void: tuple[str, str] | None = None,
    again: str = "never",
    **details: Any,
) -> Fault:
    return Fault(kind, details, ends, ends if void is None else void, again)


def status(code: int, ends: tuple[str, str], again: str = "never", void: tuple[str, str] | None = None) -> Fault:
    return fault("status", ends, void=void, again=again, status=code)


FAULTS = [
    fault("latency", SUCCEEDS, milliseconds=20),
    fault("content-type", SUCCEEDS),
    fault("reset", ("network", "unknown"), again="reads", applied=True),
    fault("truncation", ("protocol", "accepted"), void=("network", "unknown"), again="reads"),
    fault("broken-json", ("protocol", "accepted"), void=SUCCEEDS),
    fault("oversized", ("protocol", "accepted"), void=SUCCEEDS, bytes=200_000),
    fault("html", ("protocol", "accepted"), void=SUCCEEDS, status=200),
    fault("html", ("server", "unknown"), again="reads", status=502),
    *(fault("redirect", ("redirect", "unknown"), status=code) for code in (301, 302, 303, 307, 308)),
    status(206, ("protocol", "accepted"), void=SUCCEEDS),
    status(302, ("redirect", "unknown")),
    status(408, ("rejected", "unknown"), "reads"),
    status(418, ("rejected", "refused")),
    status(425, ("rejected", "refused"), "always"),
    status(429, ("throttled", "refused"), "always"),
    *(status(code, ("server", "unknown"), "reads") for code in (500, 502, 503, 504)),
    status(501, ("server", "unknown")),
]
STALLS = [
    fault("stall", ("timeout", "unknown"), again="reads", where="headers", applied=True),
    fault("stall", ("timeout", "accepted"), void=("timeout", "unknown"), again="reads", where="body"),
]
CASES = [
    pytest.param(surface, operation, each, id=f"{surface}-{operation.id}-{each}")
    for surface, operation in EVERY_OPERATION
    for each in FAULTS
]


@pytest.mark.parametrize("surface, operation, met", CASES)
def test_ends_as_the_fault_proves(surface: Surface, operation: Operation, met: Fault, sandbox: Sandbox) -> None:
    given = sandbox.input(surface, operation)
    sandbox.clear_journal()
    sandbox.add_fault(surface, operation.id, kind=met.kind, calls=1, **met.details)
    client = sandbox.client(surface, max_response_bytes=100_000)
    check(client, operation, met, given, sandbox)


@pytest.mark.parametrize("surface", SURFACES, ids=str)
@pytest.mark.parametrize("met", STALLS, ids=str)
def test_waits_no_longer_than_its_timeout(surface: Surface, met: Fault, sandbox: Sandbox) -> None:
    given = {operation.id: sandbox.input(surface, operation) for operation in surface.operations}
    sandbox.clear_journal()
    for operation in surface.operations:
        sandbox.add_fault(surface, operation.id, kind=met.kind, calls=1, **met.details)

    def try_one(operation: Operation) -> None:
        check(sandbox.client(surface, timeout=1), operation, met, given[operation.id], sandbox)

    # All at once: each waits for as long as its client does.
    with ThreadPoolExecutor(max_workers=len(surface.operations)) as pool:
        for _ in pool.map(try_one, surface.operations):
            pass


@pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
def test_slows_down_when_throttled(surface: Surface, operation: Operation, sandbox: Sandbox) -> None:
    throttled = [answer.status for answer in operation.answers.values() if answer.kind == "throttled"]
    code = next(iter(throttled), 429)
    given = sandbox.input(surface, operation)
    sandbox.clear_journal()
    sandbox.add_fault(surface, operation.id, kind="status", status=code, retryAfter="0.1", calls=2)
    client = sandbox.client(surface, retries=1)
    with pytest.raises(surface.exception("ApiException")) as raised:
        client.call(operation.id, given)
    told = {name: getattr(raised.value, name) for name in ("kind", "outcome", "attempts", "retry_after")}
    assert told == {"kind": "throttled", "outcome": "refused", "attempts": 2, "retry_after": 0.1}
    first, second = sandbox.exchanges(surface, operation.id)
    assert arrival(second) - arrival(first) >= timedelta(seconds=0.1)


def arrival(exchange: Mapping[str, Any]) -> datetime:
    # Python 3.10 does not read a Z.
    return datetime.fromisoformat(exchange["at"].replace("Z", "+00:00"))


def check(client: Client, operation: Operation, met: Fault, given: Mapping[str, Any], sandbox: Sandbox) -> None:
    """Calls an operation once, and compares how it ends and what the sandbox heard."""
    kind, outcome = met.ends_of(operation)
    ends_well = kind == "" or met.is_sent_again(operation)
    attempts = 2 if kind and ends_well else 1
    if ends_well:
        client.call(operation.id, given)
    else:
        with pytest.raises(client.surface.exception("ApiException")) as raised:
            client.call(operation.id, given)
        told = {name: getattr(raised.value, name) for name in ("kind", "outcome", "operation", "attempts")}
        called = client.surface.call(operation).told_as
        assert told == {"kind": kind, "outcome": outcome, "operation": called, "attempts": 1}
    assert len(sandbox.exchanges(client.surface, operation.id)) == attempts
