"""Says which names that changelogs tell are in neither package, the one of before or the one of after a change."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Dict, Iterator, List

OTHERS = re.compile(r'^(/|https?:|server_index=|api_key\["|access_token$|username$)')


def methods(module: ModuleType) -> Dict[str, Any]:
    apis = [api for name, api in vars(module).items() if inspect.isclass(api) and name.endswith("Api")]
    return {name: method for api in apis for name, method in vars(api).items() if not name.startswith("_")}


def fields(module: ModuleType) -> Iterator[str]:
    for name, one in vars(module).items():
        if inspect.isclass(one):
            yield from getattr(one, "model_fields", {})


def knows(module: ModuleType, told: str) -> bool:
    """Tells whether a package has a name, such as `Ticket.subject`, `list_tickets(status)` or `list_tickets 404`."""
    called = re.match(r"^(\w+)(?:\((\w*)[^)]*\)| \d\w\w| default)?((?:[.\[].*)?)$", told)
    if called is None:
        return False
    root, argument, rest = called.groups()
    inner = set(re.findall(r"\w+", rest or ""))
    if not inner <= set(fields(module)):
        return False
    method = methods(module).get(root)
    if method is not None:
        return not argument or argument in inspect.signature(method).parameters
    one = getattr(module, root, None)
    if one is None:
        # An argument that takes a credential, or a field of a body without a name.
        arguments = {name for method in methods(module).values() for name in inspect.signature(method).parameters}
        return root in arguments or root in set(fields(module))
    path = re.findall(r"\w+", rest or "")
    return not path or path[0] in one.model_fields


missing: List[str] = []
for case in json.loads(Path(sys.argv[1]).read_text()):
    packages = [importlib.import_module(name) for name in {case["before"], case["name"]}]
    for told in case["told"]:
        if not OTHERS.match(told) and not any(knows(package, told) for package in packages):
            missing.append(f"{case['title']}: {case['name']} has no {told}")
print(json.dumps(missing))
