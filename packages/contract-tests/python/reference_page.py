"""Reads the page that openapi-generator writes about a class of operations, and compares it with a vendor's."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

Facts = Mapping[str, Any]


def read_page(text: str) -> Facts:
    """Gives a page's facts in the form of `facts/python/`; a status has its description, since a page has no kinds."""
    routes = re.findall(r"^\[\*\*(\w+)\*\*\]\(\S+\) \| \*\*([A-Z]+)\*\* (\S+) \|", text, re.MULTILINE)
    _, *sections = re.split(r"^# \*\*(\w+)\*\*$", text, flags=re.MULTILINE)
    methods = dict(zip(sections[::2], sections[1::2], strict=True))
    package, name = _one(r"^# (\w+)\.(\w+)$", text).groups()
    return {
        "package": package,
        "class": name,
        "host": _one(r"^All URIs are relative to \*(\S+)\*$", text)[1],
        "methods": {
            method: {"route": f"{verb} {path}", **_read_method(package, methods.get(method, ""))}
            for method, verb, path in routes
        },
    }


def differences(page: Facts, vendors: Facts) -> list[str]:
    """Tells each fact of a page that is not the vendor's, and each that it lacks."""
    ours, theirs = dict(_flat("", page)), dict(_flat("", _signed(vendors)))
    nothing = "nothing"
    return [
        f"{place}: the vendor's page has {theirs.get(place, nothing)}, ours has {ours.get(place, nothing)}"
        for place in {**theirs, **ours}
        if ours.get(place, nothing) != theirs.get(place, nothing)
    ]


def _flat(at: str, facts: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(facts, dict):
        yield at, json.dumps(facts)
        return
    for name, value in facts.items():
        yield from _flat(f"{at}.{name}".lstrip("."), value)


def _signed(facts: Facts) -> Facts:
    """Adds the line with which a page begins a method: its parameters in their order."""
    methods = {}
    for name, method in facts["methods"].items():
        listed = [each if kind.endswith("!") else f"{each}={each}" for each, kind in method["parameters"].items()]
        result = f"{method['returns']} " if method["returns"] else ""
        methods[name] = {**method, "signature": f"{result}{name}({', '.join(listed)})"}
    return {**facts, "methods": methods}


def _read_method(package: str, text: str) -> Facts:
    rows = re.findall(r"^ \*\*(\w+)\*\* \| \[?\*\*(.+?)\*\*(?:\]\(\w+\.md\))?\| .* \| (.*)$", text, re.MULTILINE)
    statuses = re.findall(r"^\*\*(\w+)\*\* \| (.*) \|  -  \|$", text, re.MULTILINE)
    returned = re.sub(r"\[\*\*(\w+)\*\*\].*", r"\1", _below("Return type", text))
    return {
        "signature": _one(r"^> (.+)$", text)[1],
        "parameters": {name: kind + _noted(notes.strip()) for name, kind, notes in rows},
        "returns": _unless("void (empty response body)", returned),
        "authorization": _unless("No authorization required", _below("Authorization", text)),
        "content_type": _unless("Not defined", _one(r"^ - \*\*Content-Type\*\*: (.+)$", text)[1]),
        "accept": _unless("Not defined", _one(r"^ - \*\*Accept\*\*: (.+)$", text)[1]),
        "statuses": {status: " ".join(html.unescape(told).split()) for status, told in statuses},
        "imports": [
            f"{module}.{name}"
            for module, name in re.findall(rf"^from {package}\.(\S+) import (\w+)$", text, re.MULTILINE)
        ],
    }


def _noted(notes: str) -> str:
    return {"": "!", "[optional]": ""}.get(notes, f" {notes}")


def _below(heading: str, text: str) -> str:
    return _one(rf"^### {heading}\n\n(.+)$", text)[1]


def _unless(nothing: str, text: str) -> str | None:
    return None if text == nothing else text


def _one(pattern: str, text: str) -> re.Match[str]:
    found = re.search(pattern, text, re.MULTILINE)
    if found is None:
        raise ValueError(f"The page has nothing like {pattern}")
    return found
