"""The running sandbox: its accounts, and its control API."""

import json
import os
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from surfaces import Client, Surface


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

    def reset(self) -> None:
        """Makes the sandbox as it was when it started: data, switches, clock, planned answers, faults, journal."""
        self.control("POST", "/reset")

    def answer_next(self, surface: Surface, operation_id: str, status: int) -> None:
        """Answers the next call of an operation with a documented status, and the spec's example of its body."""
        self.control("POST", "/answers", {"operation": f"{surface.vendor}.{operation_id}", "status": status})

    def add_fault(self, surface: Surface, operation_id: str, **fault: Any) -> None:
        self.control("POST", "/faults", {"operation": f"{surface.vendor}.{operation_id}", **fault})

    def journal(self) -> Sequence[Mapping[str, Any]]:
        """The exchanges with the APIs since the last reset."""
        return list(self.control("GET", "/journal")["entries"])

    def control(self, method: str, path: str, input: Mapping[str, Any] | None = None) -> Any:
        """Calls the control API; one that is refused fails the test with what the sandbox says of it."""
        host = urlsplit(self.base_url(next(iter(self.announced))))
        request = urllib.request.Request(
            f"{host.scheme}://{host.netloc}/_sandbox{path}",
            method=method,
            data=json.dumps(input or {}).encode() if method != "GET" else None,
            headers={"content-type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise AssertionError(f"{method} /_sandbox{path}: {error.read().decode()}") from None
