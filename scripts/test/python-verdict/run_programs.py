"""Runs programs for an old package on a new one, against a server that answers as the new spec says."""

from __future__ import annotations

import importlib
import json
import re
import sys
import time
from contextlib import redirect_stdout
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from threading import Thread
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple
from urllib.parse import parse_qsl

Seen = List[Tuple[str, Any]]


class Vendor(BaseHTTPRequestHandler):
    """Answers each call as its spec says, and keeps what was sent."""

    calls: Sequence[Mapping[str, Any]] = []
    # Which of the documented successes it answers with, and the refusal that it answers with instead.
    which = 0
    refusal: Optional[int] = None
    seen: Seen = []
    protocol_version = "HTTP/1.1"
    # Else a body that is sent after its headers waits 40 ms for the client to confirm those.
    disable_nagle_algorithm = True

    def log_message(self, *args: object) -> None:
        pass

    def answer(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = json.loads(self.rfile.read(length) or "null")
        path = self.path.split("?")[0]
        secrets = [value for value in [*self.headers.values(), *re.findall(r"=([^&]*)", self.path)] if "secret" in value]
        if self.headers.get("authorization", "").startswith("Basic "):
            secrets.append(self.headers["authorization"])
        named = {key.lower(): value for key, value in self.headers.items() if key.lower().startswith("x-")}
        query = {key: value for key, value in parse_qsl(self.path.partition("?")[2])}
        given = {key: value for key, value in {**query, **named}.items() if "secret" not in value}
        Vendor.seen.append((self.command, {"body": body, "given": given, "secrets": sorted(set(secrets))}))
        if self.refusal is not None:
            return self.give(self.refusal, None)
        for call in self.calls:
            pattern = "/base" + re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(call["path"]))
            if call["method"].upper() == self.command and re.fullmatch(pattern, path):
                answer = call["answers"][min(Vendor.which, len(call["answers"]) - 1)]
                return self.give(answer["status"], answer.get("body"))
        return self.give(404, None)

    def give(self, status: int, value: Any) -> None:
        content = b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("retry-after", "0")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = answer


def run(name: str, calls: Sequence[Mapping[str, Any]], before: Mapping[str, Any], address: str) -> Tuple[Optional[str], Dict[str, Any]]:
    """Returns what failed first, and what each function sent."""
    Vendor.calls, Vendor.which, Vendor.refusal = calls, 0, None
    sent: Dict[str, Any] = {}
    try:
        package = importlib.import_module(name)
        program = importlib.import_module(f"program_{name}")
        client = package.ApiClient(package.Configuration(host=address, retries=1, **before["credentials"]))
        for index in range(before["servers"]):
            sent[f"server {index}"] = package.Configuration(server_index=index).host
        functions = {key: one for key, one in vars(program).items() if re.search(r"_(\d+|by_place|with_type)$", key)}
        successes = max([len(call["answers"]) for call in calls], default=1)
        for Vendor.which in range(successes):
            for key, function in functions.items():
                Vendor.seen = []
                with redirect_stdout(StringIO()):
                    function(*[kind(client) for at, kind in function.__annotations__.items() if at == "api"])
                if Vendor.which == 0:
                    sent[key] = [what for _, what in Vendor.seen]
        for key, function in functions.items():
            if key.endswith("_1") and "api" in function.__annotations__:
                sent[f"refusals of {key}"] = refusals(package, function, client)
    except Exception as error:  # noqa: BLE001
        return f"{type(error).__name__}: {str(error)[:300]}", sent
    return None, sent


def refusals(package: Any, function: Any, client: Any) -> List[Any]:
    """What programs branch on, and how often a call was sent."""
    found = []
    for Vendor.refusal in (403, 404, 409, 422, 429, 503):
        Vendor.seen = []
        try:
            function(function.__annotations__["api"](client))
        except package.ApiException as error:
            found.append([Vendor.refusal, error.kind, len(Vendor.seen)])
    Vendor.refusal = None
    return found


def facts(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.facts.json").read_text())


def is_same(was: Any, now: Any) -> bool:
    """Whether a call needs the credential is no matter to a program that gives it, and what it gives is one."""
    if was == now or not isinstance(was, list) or not isinstance(now, list) or len(was) != len(now):
        return bool(was == now)
    if not all(isinstance(one, dict) for one in [*was, *now]):
        return all(is_same_refusal(*pair) for pair in zip(was, now))
    return all(
        one["body"] == other["body"]
        and one["given"] == other["given"]
        and (one["secrets"] == other["secrets"] or not one["secrets"] or not other["secrets"])
        for one, other in zip(was, now)
    )


def is_same_refusal(was: Any, now: Any) -> bool:
    """That a call is repeated no more breaks nothing."""
    return bool(was[:2] == now[:2] and now[2] <= was[2])


def main() -> None:
    folder = Path(sys.argv[1])
    # How long a client waits before it repeats is measured elsewhere.
    setattr(time, "sleep", lambda seconds: None)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Vendor)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/base"
    results: Dict[str, Optional[str]] = {}
    usual: Dict[str, Dict[str, Any]] = {}
    for name, before in zip(sys.argv[2::2], sys.argv[3::2]):
        calls = facts(folder, name)["calls"]
        failed, sent = run(name, calls, facts(folder, before), address)
        if name == before:
            usual[name] = sent
        elif failed is None:
            other = next((key for key in usual[before] if not is_same(usual[before][key], sent.get(key))), None)
            failed = other and f"{other}: sends {str(sent.get(other))[:200]} and not {str(usual[before][other])[:200]}"
        results[name] = failed
    print(json.dumps(results))


main()
