"""The models of every package as the spec has them, so that a test walks models and fields instead of naming them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from surfaces import SURFACES, Surface

PREFIX = "#/components/schemas/"

#: One value of each type of JSON, and some that are easily taken for another.
VALUES: Sequence[Any] = (
    *("", "text", "5", "true", "null", "2026-01-31", "2026-01-31T12:00:00Z"),
    *(0, 5, -1, 10**400, 1.5, float("inf"), True, False),
    *([], ["text"], [None], {}, {"key": "text"}),
)

INSTANTS: Mapping[str, datetime] = {
    text: datetime.fromisoformat(iso)
    for text, iso in {
        "2026-01-31T12:00:00Z": "2026-01-31T12:00:00+00:00",
        "2026-01-31t12:00:00z": "2026-01-31T12:00:00+00:00",
        "2026-01-31T12:00Z": "2026-01-31T12:00:00+00:00",
        "2026-01-31T12:00:00.5+01:00": "2026-01-31T12:00:00.500000+01:00",
        "2026-01-31T12:00:00.123456789-0330": "2026-01-31T12:00:00.123456-03:30",
        "2024-02-29T23:59:59-00:00": "2024-02-29T23:59:59+00:00",
        "2026-01-31T12:00:00+23:59": "2026-01-31T12:00:00+23:59",
        "0001-01-02T00:00:00Z": "0001-01-02T00:00:00+00:00",
        "9999-12-30T23:59:59Z": "9999-12-30T23:59:59+00:00",
    }.items()
}

#: No zone, no such day or time, a leap second, beyond what Python holds, or no date-time at all.
NO_INSTANTS: Sequence[str] = (
    *("2026-01-31T12:00:00", "2026-01-31 12:00:00Z", "2026-01-31", "12:00:00Z", "2026-W05-6T12:00:00Z"),
    *("2026-02-30T12:00:00Z", "2025-02-29T12:00:00Z", "2026-13-01T12:00:00Z", "2026-01-31T24:00:00Z"),
    *("2016-12-31T23:59:60Z", "2026-01-31T12:60:00Z", "2026-01-31T12:00:00+24:00", "2026-01-31T12:00:00+01"),
    *("0000-01-01T00:00:00Z", "10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z", "0001-01-01T00:00:00+23:59"),
    *("9999-12-31T23:59:59-23:59", "1769860800", "now", "2026-01-31T12:00:00Z ", "2026-01-31T12:00:00Z\n"),
    *("２０２６-01-31T12:00:00Z", "2026-01-31T12:00:00Zulu", "20260131T120000Z", "2026-01-31T12:00:00,5Z"),
)


@dataclass(frozen=True)
class SpecField:
    """A field of a model, as JSON has it."""

    name: str
    schema: Mapping[str, Any]
    """With every reference followed."""
    required: bool

    @property
    def is_instant(self) -> bool:
        return self.schema.get("format") == "date-time"

    @property
    def is_text(self) -> bool:
        return self.schema["type"] == "string" and "format" not in self.schema

    def unusable(self) -> Iterator[Any]:
        """Values that are not of the field's type."""
        yield from (value for value in VALUES if not fits(self.schema, value))
        if self.is_instant:
            yield from NO_INSTANTS


@dataclass(frozen=True)
class SpecModel:
    surface: Surface
    name: str
    schema: Mapping[str, Any]
    fields: Sequence[SpecField]

    @property
    def model(self) -> Any:
        return getattr(self.surface.module, self.name)

    def field_name(self, field: SpecField) -> str:
        """The attribute's name in Python."""
        fields = self.model.model_fields.items()
        return str(next(name for name, each in fields if (each.alias or name) == field.name))

    def value(self) -> dict[str, Any]:
        """JSON with every field, each usable."""
        return {field.name: value_of(field.schema) for field in self.fields}

    def without(self, field: SpecField) -> dict[str, Any]:
        return {name: value for name, value in self.value().items() if name != field.name}


def fits(schema: Mapping[str, Any], value: Any) -> bool:
    """Tells whether a value is of the JSON type, and format, of a schema."""
    if "enum" in schema:
        return value in schema["enum"]
    if schema.get("format") == "date-time":
        return isinstance(value, str) and value in INSTANTS
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return {
        "string": isinstance(value, str),
        "integer": is_number and isinstance(value, int),
        "number": is_number and abs(value) != float("inf"),
        "boolean": isinstance(value, bool),
        "array": isinstance(value, list),
        "object": isinstance(value, dict),
    }[schema["type"]]


def value_of(schema: Mapping[str, Any]) -> Any:
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "object":
        return {name: value_of(each) for name, each in schema.get("properties", {}).items()}
    if schema["type"] == "array":
        return [value_of(schema["items"]), value_of(schema["items"])]
    text = "2026-01-31T12:00:00Z" if schema.get("format") == "date-time" else "text"
    return {"string": text, "integer": 5, "number": 1.5, "boolean": True}[schema["type"]]


def _models(surface: Surface, names: Iterator[str]) -> Iterator[SpecModel]:
    for name in sorted(set(names)):
        schema = surface._followed({"$ref": PREFIX + name})
        if schema["type"] != "object":
            continue
        required = schema.get("required", ())
        fields = [SpecField(key, each, key in required) for key, each in schema["properties"].items()]
        yield SpecModel(surface, name, schema, fields)


def _named(surface: Surface, node: Any, keyword: str, below: bool = False) -> Iterator[str]:
    """The names of the schemas that are used below a keyword of the paths."""
    if isinstance(node, list):
        for each in node:
            yield from _named(surface, each, keyword, below)
    if not isinstance(node, dict):
        return
    reference = node.get("$ref", "")
    if reference:
        if below and reference.startswith(PREFIX):
            yield reference.removeprefix(PREFIX)
        target: Any = surface.spec
        for key in reference.removeprefix("#/").split("/"):
            target = target[key]
        yield from _named(surface, target, keyword, below)
        return
    for key, value in node.items():
        if key not in ("examples", "links"):
            yield from _named(surface, value, keyword, below or key == keyword)


def _every(keyword: str) -> Sequence[SpecModel]:
    return [
        model
        for surface in SURFACES
        for model in _models(surface, _named(surface, surface.spec["paths"], keyword))
    ]


#: What is read, and what is sent. A model may be both.
ANSWERS = _every("responses")
INPUTS = _every("requestBody")


def with_fields(models: Sequence[SpecModel]) -> Sequence[tuple[SpecModel, SpecField]]:
    return [(model, field) for model in models for field in model.fields]


def title(value: object) -> str:
    """The `ids` of a parametrized test over models and fields."""
    if isinstance(value, SpecModel):
        return f"{value.surface.name}.{value.name}"
    return value.name if isinstance(value, SpecField) else str(value)
