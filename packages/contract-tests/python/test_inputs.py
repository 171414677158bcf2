"""What is sent: what the API does not take is refused when it is made, by the field's name and with the remedy."""

import copy
import pickle
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from failures import failure
from hostile_server import HostileServer, answer
from spec_models import ANSWERS, INPUTS, NO_INSTANTS, SpecField, SpecModel, title, with_fields
from surfaces import EVERY_OPERATION, SURFACES, Operation, Surface, operation_name

each_model = pytest.mark.parametrize("model", INPUTS, ids=title)
each_field = pytest.mark.parametrize("model, field", with_fields(INPUTS), ids=title)
#: Also those that only answers have: a test of one's own makes such models too.
each_instant = pytest.mark.parametrize(
    "model, field", [pair for pair in with_fields([*ANSWERS, *INPUTS]) if pair[1].is_instant], ids=title
)


def refusal_of(model: SpecModel, fields: Any) -> Any:
    """Tries both ways to make a model; gives the refusal, which names the model and shows no value."""
    with pytest.raises(model.surface.exception("ApiValueError")) as by_dict:
        model.model.from_dict(fields)
    with pytest.raises(ValueError) as by_constructor:
        model.model(**fields)
    with pytest.raises(model.surface.exception("ApiValueError")) as by_pydantic:
        model.model.model_validate(fields)
    for refused in (by_dict.value, by_constructor.value, by_pydantic.value):
        # What pydantic raised shows what was given.
        assert refused.__context__ is None
    assert str(by_dict.value) == str(by_constructor.value) == str(by_pydantic.value)
    assert model.name in str(by_dict.value) and by_dict.value.__cause__ is None
    return by_dict.value


def test_there_are_models_to_walk() -> None:
    sent = {model.surface.name for model in INPUTS}
    assert sent == {surface.name for surface in SURFACES}
    assert all(model.fields for model in INPUTS)


@each_model
def test_takes_fields_by_both_of_their_names(model: SpecModel) -> None:
    value = model.value()
    by_name = {model.field_name(field): value[field.name] for field in model.fields}
    assert model.model(**value) == model.model(**by_name) == model.model.from_dict(by_name)
    assert model.model(**value).to_dict() == value


@each_model
@pytest.mark.parametrize("text", ["{hidden-word", "", "NaN", "[1]", "[" * 100_000, None, 5],
    ids=lambda text: str(text)[:9])
def test_a_text_that_is_no_object_in_json_is_refused_unseen(model: SpecModel, text: Any) -> None:
    with pytest.raises(model.surface.exception("ApiValueError")) as refused:
        model.model.from_json(text)
    assert "hidden-word" not in str(refused.value)
    assert refused.value.__context__ is None


@each_field
def test_a_required_field_may_not_be_missing(model: SpecModel, field: SpecField) -> None:
    fields = model.without(field)
    if not field.required:
        assert field.name not in model.model(**fields).to_dict()
        return
    refused = refusal_of(model, fields)
    assert refused.field == field.name and "required" in str(refused)


@each_field
def test_a_required_field_may_not_be_none(model: SpecModel, field: SpecField) -> None:
    fields = {**model.value(), field.name: None}
    if not field.required:
        assert field.name not in model.model(**fields).to_dict()
        return
    refused = refusal_of(model, fields)
    assert refused.field == field.name and "None" in str(refused)


@each_field
def test_a_value_of_another_type_is_refused(model: SpecModel, field: SpecField) -> None:
    for value in field.unusable():
        if isinstance(value, dict) and field.schema["type"] == "object":
            continue
        refused = refusal_of(model, {**model.value(), field.name: value})
        assert refused.field.split(".")[0] == field.name, value
        assert str(value) not in str(refused) or len(str(value)) < 3, value


@each_model
def test_an_unknown_field_is_refused(model: SpecModel) -> None:
    for name in ("grown", "raw", "model_config", "_raw", "__class__", "additional_properties", "x-y", ""):
        refused = refusal_of(model, {**model.value(), name: 1})
        assert refused.field == name and "unknown" in str(refused)


@each_field
def test_a_typing_error_is_named_with_what_was_meant(model: SpecModel, field: SpecField) -> None:
    refused = refusal_of(model, {**model.without(field), field.name + "x": model.value()[field.name]})
    assert f"{field.name}x is unknown: did you mean {field.name}?" in str(refused)


@each_field
def test_a_field_may_not_be_given_by_both_names(model: SpecModel, field: SpecField) -> None:
    name = model.field_name(field)
    if name != field.name:
        assert "both" in str(refusal_of(model, {**model.value(), name: model.value()[field.name]}))


@each_field
def test_an_assignment_is_checked_too(model: SpecModel, field: SpecField) -> None:
    made, name = model.model(**model.value()), model.field_name(field)
    values = [*field.unusable(), *([None] if field.required else [])]
    for value in values:
        if isinstance(value, dict) and field.schema["type"] == "object":
            continue
        with pytest.raises(model.surface.exception("ApiValueError"), match=field.name):
            setattr(made, name, value)
        assert made.to_dict() == model.value()
    with pytest.raises(model.surface.exception("ApiValueError"), match="unknown"):
        setattr(made, name + "x", 1)


@each_model
def test_every_problem_is_named_at_once(model: SpecModel) -> None:
    required = [field.name for field in model.fields if field.required]
    if required:
        assert all(name in str(refusal_of(model, {})) for name in required)


@each_model
def test_what_was_made_can_be_copied_kept_and_compared(model: SpecModel) -> None:
    made = model.model(**model.value())
    for other in (copy.copy(made), copy.deepcopy(made), pickle.loads(pickle.dumps(made)), made.model_copy()):
        assert other == made and other.to_dict() == model.value() and other.raw is None
    assert model.model.from_json(made.to_json()) == made


@each_instant
def test_an_instant_needs_its_zone(model: SpecModel, field: SpecField) -> None:
    refusal = model.surface.exception("ApiValueError")
    made, name = model.model.from_answer(model.value()), model.field_name(field)
    odd = (datetime(2026, 1, 31, 12), date(2026, 1, 31), 1769860800, 1.5, True, *NO_INSTANTS)
    for value in odd:
        with pytest.raises(refusal, match=field.name):
            model.model(**{field.name: value})
        with pytest.raises(refusal, match=field.name):
            setattr(made, name, value)
    for zone in (timezone.utc, timezone(timedelta(hours=-3, minutes=-30))):
        instant = datetime(2026, 1, 31, 12, tzinfo=zone)
        assert getattr(model.model(**{field.name: instant}), name) == instant
        assert getattr(model.model(**{field.name: instant.isoformat()}), name) == instant


@pytest.mark.parametrize("value", [10**1000, 10**5000, -(10**5000)], ids=["1001 digits", "5001 digits", "negative"])
@pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
def test_a_number_that_python_cannot_write_is_refused(surface: Surface, operation: Operation, value: int) -> None:
    for parameter in operation.parameters:
        if parameter["schema"].get("type") != "integer":
            continue
        with HostileServer(answer(200)) as server:
            error = failure(surface, lambda: surface.client(server.base_url).call(operation.id, {**operation.example, parameter["name"]: value}))
            assert server.connections == 0
        assert error.kind == "invalid-input"
