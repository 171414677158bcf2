"""Writes a program that calls all of a package, as one who uses it would: its arguments by name and by place, its types named."""

from __future__ import annotations

import importlib
import inspect
import json
import re
import sys
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from types import ModuleType
from typing import Annotated, Any, Dict, Iterator, List, Mapping, Sequence, Tuple, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from pydantic import BaseModel

NONE = type(None)


def plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def bare(annotation: Any) -> Any:
    return bare(get_args(annotation)[0]) if get_origin(annotation) is Annotated else annotation


def parts(annotation: Any) -> Sequence[Any]:
    kind = bare(annotation)
    return [bare(part) for part in get_args(kind)] if get_origin(kind) is Union else [kind]


def source(annotation: Any) -> str:
    """Writes a type as a program names it."""
    kind = bare(annotation)
    if get_origin(kind) is Union:
        return "Union[" + ", ".join(dict.fromkeys(map(source, get_args(kind)))) + "]"
    if get_origin(kind) in (list, dict):
        return get_origin(kind).__name__ + "[" + ", ".join(map(source, get_args(kind))) + "]"
    return "None" if kind is NONE else "Any" if kind is Any else kind.__name__


def fits(kind: Any, value: Any) -> bool:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if "actual_instance" in kind.model_fields:
            return any(fits(part, value) for part in parts(kind.model_fields["actual_instance"].annotation))
        aliases = {field.alias or name for name, field in kind.model_fields.items()}
        return isinstance(value, dict) and set(value) - {"other"} <= aliases
    if isinstance(kind, type) and issubclass(kind, Enum):
        return value in [member.value for member in kind]
    if kind in (datetime, date, UUID, Decimal):
        return isinstance(value, str)
    origin = get_origin(kind) or kind
    if origin is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if origin is Any:
        return True
    return type(value) is origin


def expression(annotation: Any, value: Any) -> str:
    """Writes a value as a program gives it where such a type is expected."""
    if value is None:
        return "None"
    kind = next((part for part in parts(annotation) if part is not NONE and fits(part, value)), None)
    if kind is None:
        raise ValueError(f"no part of {annotation} fits {value!r}")
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        if "actual_instance" in kind.model_fields:
            return f"{kind.__name__}({expression(kind.model_fields['actual_instance'].annotation, value)})"
        fields = {field.alias or name: (name, field.annotation) for name, field in kind.model_fields.items()}
        given = [(fields[name], item) for name, item in value.items() if name in fields]
        others = [f"{name}={item!r}" for name, item in value.items() if name not in fields]
        return f"{kind.__name__}({', '.join([f'{name}={expression(of, item)}' for (name, of), item in given] + others)})"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return f"{kind.__name__}.{kind(value).name}"
    if kind in (datetime, date):
        return f"{kind.__name__}.fromisoformat({value!r})"
    if kind in (UUID, Decimal):
        return f"{kind.__name__}({value!r})"
    if isinstance(value, list):
        return "[" + ", ".join(expression(get_args(kind)[0], item) for item in value) + "]"
    if isinstance(value, dict):
        of = (get_args(kind) or (str, Any))[1]
        return "{" + ", ".join(f"{name!r}: {expression(of, item)}" for name, item in value.items()) + "}"
    return repr(value)


class Program:
    def __init__(self, module: ModuleType, named: Sequence[str]) -> None:
        self.module = module
        self.named = named
        self.readers: Dict[str, List[str]] = {}
        self.count = 0

    def name(self, of: str) -> str:
        self.count += 1
        return f"{of}_{self.count}"

    def methods(self) -> Iterator[Tuple[str, str, Any]]:
        for name, api in vars(self.module).items():
            if inspect.isclass(api) and name.endswith("Api"):
                for method, function in vars(api).items():
                    if not method.startswith("_") and not re.search(r"_(with_http_info|without_preload_content)$", method):
                        yield name, method, function

    def reading(self, value: str, annotation: Any, indent: str, depth: int = 0) -> List[str]:
        """Writes what reads all of a value, and says its types."""
        lines: List[str] = []
        for kind in [part for part in parts(annotation) if part is not NONE]:
            if get_origin(kind) is list:
                item = self.name("item")
                inner = self.reading(item, get_args(kind)[0], indent + "    ", depth + 1)
                lines += [f"{indent}for {item} in {value} or []:", *(inner or [f"{indent}    print({item})"])]
            elif inspect.isclass(kind) and issubclass(kind, BaseModel) and "actual_instance" not in kind.model_fields:
                if kind.__name__ in self.named:
                    self.reader(kind)
                    lines += [f"{indent}if {value} is not None:", f"{indent}    read_{kind.__name__}({value})"]
                else:
                    held = self.name("held")
                    lines += [f"{indent}{held} = {value}", f"{indent}if {held} is not None:"]
                    lines += self.fields(kind, held, indent + "    ", depth + 1)
            elif inspect.isclass(kind) and issubclass(kind, BaseModel):
                held = self.name("held")
                whole = source(kind.model_fields["actual_instance"].annotation)
                lines += [f"{indent}if {value} is not None:", f"{indent}    {held}{self.typed(whole)} = {value}.actual_instance"]
                lines += [f"{indent}    print({held})"]
            elif kind is date:
                lines += [f"{indent}if {value} is not None:", f"{indent}    print({value} > date(2000, 1, 1))"]
        return lines

    def fields(self, kind: Any, value: str, indent: str, depth: int) -> List[str]:
        lines: List[str] = [f"{indent}print({value})"]
        for name, field in kind.model_fields.items():
            if name == "additional_properties":
                continue
            whole = source(field.annotation)
            local = self.name(name)
            lines.append(f"{indent}{local}{self.typed(whole)} = {value}.{name}")
            lines += self.reading(local, field.annotation, indent, depth + 1)
        if hasattr(kind, "additional_properties") or "additional_properties" in kind.model_fields:
            lines.append(f"{indent}print({value}.additional_properties)")
        return lines

    def typed(self, whole: str) -> str:
        """Names the type of a variable, if it has a name."""
        names = set(re.findall(r"\w+", whole))
        classes = {one for one in names if inspect.isclass(getattr(self.module, one, None))}
        return f": {whole}" if classes <= set(self.named) else ""

    def reader(self, kind: Any) -> None:
        if kind.__name__ in self.readers:
            return
        self.readers[kind.__name__] = []
        lines = self.fields(kind, "value", "    ", 0)
        self.readers[kind.__name__] = [f"def read_{kind.__name__}(value: {kind.__name__}) -> None:", *lines, ""]

    def call(self, api: str, method: str, function: Any, call: Mapping[str, Any]) -> List[str]:
        hints = get_type_hints(function, include_extras=True)
        signature = inspect.signature(function)
        args = [name for name in signature.parameters if name != "self" and not name.startswith("_")]
        returned = hints.get("return", NONE)
        lines: List[str] = []
        for index, sample in enumerate(call["samples"]):
            given: Dict[str, str] = {}
            wanted = {plain(name): value for name, value in sample["parameters"].items()}
            for name in args:
                value = wanted.pop(plain(name), None) if plain(name) in wanted else sample.get("body", ...)
                is_body = plain(name) not in {plain(one) for one in sample["parameters"]}
                required = signature.parameters[name].default is inspect.Parameter.empty
                if name == "authorization" and is_body:
                    given[name] = repr("secret")
                elif value is ... or (is_body and not accepts(hints[name], value)):
                    if required:
                        raise ValueError(f"{method} needs {name}")
                else:
                    given[name] = expression(hints[name], value)
            named = ", ".join(f"{name}={value}" for name, value in given.items())
            lines += [f"def {method}_{index}(api: {api}) -> None:"]
            if returned is NONE:
                lines += [f"    api.{method}({named})"]
            else:
                lines += [f"    result = api.{method}({named})", *self.reading("result", returned, "    ")]
            lines += [""]
            if index == 1:
                placed = ", ".join(given[name] for name in args if name in given)
                if list(given) == args:
                    lines += [f"def {method}_by_place(api: {api}) -> None:", f"    api.{method}({placed})", ""]
                models = set(re.findall(r"\w+", source(returned)))
                if all(one in self.named or not inspect.isclass(getattr(self.module, one, None)) for one in models):
                    answer = f"ApiResponse[{source(returned)}]"
                    lines += [f"def {method}_with_type(api: {api}) -> None:"]
                    lines += [f"    answer: {answer} = api.{method}_with_http_info({named})", "    print(answer.status_code)", ""]
        return lines

    def text(self, calls: Sequence[Mapping[str, Any]], models: Mapping[str, Sequence[Any]]) -> str:
        by_name = {plain(call["id"] or f"{call['path']}{call['method']}"): call for call in calls}
        functions: List[str] = []
        apis = set()
        for api, method, function in self.methods():
            apis.add(api)
            functions += self.call(api, method, function, by_name[plain(method)])
        for lines in self.readers.values():
            functions += lines
        for name, values in models.items():
            for index, value in enumerate(values):
                functions += [f"def make_{name}_{index}() -> None:", f"    print({expression(getattr(self.module, name), value)})", ""]
        written = "\n".join(functions)
        used = [name for name, one in vars(self.module).items() if inspect.isclass(one) and re.search(rf"\b{name}\b", written)]
        classes = sorted({*used, *self.named, *apis, "ApiResponse"})
        head = ["from datetime import date, datetime", "from decimal import Decimal", "from typing import Any, Union", "from uuid import UUID"]
        return "\n".join([*head, f"from PACKAGE import {', '.join(classes)}", "", written])


def accepts(annotation: Any, value: Any) -> bool:
    return value is None or any(fits(part, value) for part in parts(annotation) if part is not NONE)


def main() -> None:
    for package, file, target in zip(sys.argv[1::3], sys.argv[2::3], sys.argv[3::3]):
        with open(file, encoding="utf-8") as opened:
            facts = json.load(opened)
        module = importlib.import_module(package)
        named = [name for name in facts["named"] if inspect.isclass(getattr(module, name, None))]
        with open(target, "w", encoding="utf-8") as opened:
            opened.write(Program(module, named).text(facts["calls"], facts["models"]))


main()
