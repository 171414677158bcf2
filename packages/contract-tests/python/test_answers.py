"""What is read: one odd field costs that field, and nothing that was sent is lost."""

import copy
import json
import pickle
from datetime import datetime
from typing import Any

import pytest
from spec_models import ANSWERS, INPUTS, INSTANTS, NO_INSTANTS, VALUES, SpecField, SpecModel, title, with_fields
from surfaces import SURFACES

each_model = pytest.mark.parametrize("model", ANSWERS, ids=title)
each_field = pytest.mark.parametrize("model, field", with_fields(ANSWERS), ids=title)
each_list = pytest.mark.parametrize(
    "model, field", [pair for pair in with_fields(ANSWERS) if pair[1].schema["type"] == "array"], ids=title
)
each_instant = pytest.mark.parametrize(
    "model, field", [pair for pair in with_fields(ANSWERS) if pair[1].is_instant], ids=title
)


def attributes(read: Any, but: str = "") -> dict[str, Any]:
    return {name: getattr(read, name) for name in type(read).model_fields if name != but}


def test_there_are_models_to_walk() -> None:
    read = {model.surface.name for model in ANSWERS}
    assert read == {surface.name for surface in SURFACES}
    assert all(model.fields for model in ANSWERS)


@each_model
def test_reads_every_field(model: SpecModel) -> None:
    sent = model.value()
    read = model.model.from_answer(sent)
    assert all(value is not None for value in attributes(read).values())
    assert json.loads(read.to_json()).keys() == sent.keys()


@each_field
def test_a_field_that_is_missing_is_none(model: SpecModel, field: SpecField) -> None:
    sent = model.without(field)
    read = model.model.from_answer(copy.deepcopy(sent))
    name = model.field_name(field)
    assert getattr(read, name) is None
    assert attributes(read, but=name) == attributes(model.model.from_answer(model.value()), but=name)
    assert read.raw == sent
    assert read.to_dict() == {key: value for key, value in read.to_dict().items() if key != field.name}


@each_field
def test_a_field_that_cannot_be_used_costs_that_field_only(model: SpecModel, field: SpecField) -> None:
    name = model.field_name(field)
    others = attributes(model.model.from_answer(model.value()), but=name)
    for value in (None, *field.unusable()):
        if "x-extensible-enum" in field.schema and isinstance(value, str):
            continue
        sent = {**model.value(), field.name: value}
        read = model.model.from_answer(copy.deepcopy(sent))
        assert getattr(read, name) is None, value
        assert attributes(read, but=name) == others, value
        assert read.raw == sent, value
        assert read.to_dict().get(field.name) == value, value


@each_field
def test_a_field_that_can_be_used_is_not_changed(model: SpecModel, field: SpecField) -> None:
    for value in VALUES:
        read = getattr(model.model.from_answer({field.name: value}), model.field_name(field))
        if field.is_text and isinstance(value, str) or isinstance(value, bool) and field.schema["type"] == "boolean":
            assert read == value
        if field.schema["type"] == "integer" and isinstance(value, int) and not isinstance(value, bool):
            assert read == value and type(read) is int


@each_field
def test_an_enum_that_grew_is_kept_as_text(model: SpecModel, field: SpecField) -> None:
    if "x-extensible-enum" in field.schema or "enum" in field.schema:
        read = getattr(model.model.from_answer({field.name: "GROWN"}), model.field_name(field))
        assert read == "GROWN" and type(read) is str


@each_instant
def test_an_instant_has_its_zone(model: SpecModel, field: SpecField) -> None:
    for text, instant in INSTANTS.items():
        read = getattr(model.model.from_answer({field.name: text}), model.field_name(field))
        assert isinstance(read, datetime) and read == instant and read.utcoffset() == instant.utcoffset(), text


@each_instant
def test_an_instant_that_python_cannot_tell_is_none(model: SpecModel, field: SpecField) -> None:
    for text in NO_INSTANTS:
        read = model.model.from_answer({field.name: text})
        assert getattr(read, model.field_name(field)) is None, text
        assert read.raw == {field.name: text}


@each_list
def test_each_item_of_a_list_counts(model: SpecModel, field: SpecField) -> None:
    item = model.value()[field.name][0]
    items = [item, *VALUES, None, item]
    read = model.model.from_answer({field.name: copy.deepcopy(items)})
    found = getattr(read, model.field_name(field))
    assert len(found) == len(items)
    assert found[0] == found[-1] == getattr(model.model.from_answer(model.value()), model.field_name(field))[0]
    assert [each.raw for each in found] == items
    assert json.loads(read.to_json())[field.name] == [found[0].to_dict(), *as_known(found[1:-1]), found[0].to_dict()] or any(
        isinstance(value, datetime) for value in found[0].to_dict().values()
    )


def as_known(items: list[Any]) -> list[Any]:
    return [each.to_dict() if isinstance(each.raw, dict) else each.raw for each in items]


@each_model
def test_unknown_fields_stay_readable(model: SpecModel) -> None:
    sent = {**model.value(), "grown": [1, {"a": None}], "raw": 5}
    read = model.model.from_answer(copy.deepcopy(sent))
    assert read.raw == sent
    assert attributes(read) == attributes(model.model.from_answer(model.value()))
    assert "grown" not in read.to_dict()


@each_model
def test_what_was_read_can_be_copied_kept_and_compared(model: SpecModel) -> None:
    sent: dict[str, Any] = {**model.value(), model.fields[0].name: {"odd": 1}, "grown": 1}
    read = model.model.from_answer(sent)
    for other in (copy.copy(read), copy.deepcopy(read), pickle.loads(pickle.dumps(read)), read.model_copy(deep=True)):
        assert other == read and other.raw == sent and other.to_dict() == read.to_dict()
    assert read == model.model.from_answer(sent)
    assert read != model.model.from_answer({}) and read != sent


@each_model
def test_what_was_read_and_given_back_loses_nothing(model: SpecModel) -> None:
    read = model.model.from_answer(model.value())
    assert model.model.from_dict(read.to_dict()) == read
    assert model.model.from_json(read.to_json()) == read
    assert model.model(**read.to_dict()) == read


@each_field
def test_a_field_that_is_assigned_is_given_as_assigned(model: SpecModel, field: SpecField) -> None:
    name = model.field_name(field)
    read = model.model.from_answer({**model.value(), field.name: {"odd": 1}})
    setattr(read, name, None)
    assert field.name not in read.to_dict()
    good = getattr(model.model.from_answer(model.value()), name)
    setattr(read, name, good)
    assert read == model.model.from_answer(model.value())
    assert field.name not in read.model_copy(update={name: None}).to_dict()


@each_model
def test_what_is_no_object_is_refused_where_one_is_asked_for(model: SpecModel) -> None:
    refusal = model.surface.exception("ApiValueError")
    for value in VALUES:
        if not isinstance(value, dict):
            with pytest.raises(refusal, match=model.name):
                model.model.from_dict(value)
    assert model.model.from_dict(None) is None


@pytest.mark.parametrize("holder, field", with_fields(INPUTS), ids=title)
def test_what_was_read_can_be_sent_unless_it_was_unusable(holder: SpecModel, field: SpecField) -> None:
    inner = next((model for model in ANSWERS if model.surface is holder.surface and model.schema == field.schema), None)
    if inner is None:
        return
    read = inner.model.from_answer({**inner.value(), "grown": 1})
    made = holder.model(**{**holder.value(), field.name: read})
    assert made.to_dict()[field.name] == inner.value()
    broken = inner.model.from_answer({**inner.value(), inner.fields[0].name: 5})
    with pytest.raises(holder.surface.exception("ApiValueError"), match=f"{field.name}.{inner.fields[0].name}"):
        holder.model(**{**holder.value(), field.name: broken})
