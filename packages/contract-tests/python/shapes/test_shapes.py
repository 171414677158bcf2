"""Models of the kinds of schema that no vendor's spec has: both directions, alternatives, open objects, odd names."""

import copy
import importlib
import json
import keyword
import pickle
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timezone
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hostile_server import HostileServer, answer

SCRIPTS = Path(__file__).parents[4] / "scripts"
FIXTURES = SCRIPTS / "test/fixtures/python"

PET: Mapping[str, Any] = {
    "name": "Rex",
    "kind": "dog",
    "born": "2026-01-31",
    "weight": 3.5,
    "owner": {"email": "x@example.org", "since": 2020},
    "raw": "text",
}


@pytest.fixture(scope="module")
def shapes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("shapes")
    (folder / "generator.yaml").write_text((FIXTURES / "generator.yaml").read_text())
    (folder / "package.json").write_text(json.dumps({"name": "shapes", "version": "0.1.0"}))
    (folder / "README.md").write_text("# Shapes\n")
    command = ["node", str(SCRIPTS / "src/generate-python.ts"), "--spec", str(FIXTURES / "shapes.yaml")]
    subprocess.run(command, cwd=folder, check=True)
    sys.path.insert(0, str(folder / "generated"))
    yield importlib.import_module("ticketbridge_shapes")
    sys.path.remove(str(folder / "generated"))


def refusal_of(shapes: ModuleType, fields: Mapping[str, Any]) -> Any:
    with pytest.raises(shapes.ApiValueError) as refused:
        shapes.PetInput(**{**PET, **fields})
    return refused.value


def test_a_schema_of_both_directions_has_a_type_of_each(shapes: Any) -> None:
    assert shapes.Pet.from_answer({}).name is None
    assert shapes.Pet().kind is None
    with pytest.raises(shapes.ApiValueError, match="name is required"):
        shapes.PetInput()


def test_what_is_read_only_is_no_field_of_an_input_nor_what_is_write_only_of_an_answer(shapes: Any) -> None:
    assert "id" not in shapes.PetInput.model_fields and "pin" in shapes.PetInput.model_fields
    assert "id" in shapes.Pet.model_fields and "pin" not in shapes.Pet.model_fields


def test_an_answer_has_no_limits_and_open_enums(shapes: Any) -> None:
    read = shapes.Pet.from_answer({"name": "x", "kind": "cow", "weight": -1})
    assert (read.name, read.kind, read.weight) == ("x", "cow", -1)
    for fields in ({"name": "x"}, {"kind": "cow"}, {"weight": 0}):
        assert refusal_of(shapes, fields).field == next(iter(fields))


def test_an_answer_has_no_default(shapes: Any) -> None:
    assert shapes.Pet.from_answer({}).legs is None
    assert "legs" not in shapes.PetInput(**PET).to_dict()


@pytest.mark.parametrize("value", ["", "nope", 5, 1.5, True, [], {}])
@pytest.mark.parametrize("name", ["id", "born", "fed", "weight", "legs", "tame", "tags", "visits", "names", "home"])
def test_an_unusable_value_costs_its_field(shapes: Any, name: str, value: Any) -> None:
    is_usable = {"weight": (5, 1.5), "legs": (5,), "tame": (True,)}.get(name, ())
    is_empty = (value == [] and name in ("tags", "visits")) or (value == {} and name in ("names", "home"))
    if is_empty or any(value is each or value == each and type(value) is type(each) for each in is_usable):
        return
    read = shapes.Pet.from_answer({**PET, name: value})
    assert getattr(read, name) is None
    assert read.var_raw == "text" and read.raw[name] == value and read.to_dict()[name] == value


def test_an_item_of_no_object_is_none_where_it_cannot_be_used(shapes: Any) -> None:
    sent = {"tags": ["a", 1, None], "visits": ["2026-01-31T12:00:00Z", "now"], "names": {"a": 1, "b": "x"}}
    read = shapes.Pet.from_answer(sent)
    assert read.tags == ["a", None, None]
    assert read.visits == [datetime(2026, 1, 31, 12, tzinfo=timezone.utc), None]
    assert read.names == {"a": None, "b": "x"}
    assert json.loads(read.to_json()) == sent


def test_models_in_models_of_the_same_type_are_read_each_by_itself(shapes: Any) -> None:
    sent = {"parents": [{"name": "A", "parents": [{"name": 5}]}, 5]}
    read = shapes.Pet.from_answer(sent)
    assert [parent.name for parent in read.parents] == ["A", None]
    assert read.parents[0].parents[0].name is None
    assert read.to_dict() == sent


def test_numbers_keep_every_digit(shapes: Any) -> None:
    for number in (9007199254740993, 10**400, 1.1, -0.0):
        read = shapes.Pet.from_answer({"weight": number}).weight
        assert read == number and type(read) is type(number)
    for number in (float("inf"), float("nan")):
        assert shapes.Pet.from_answer({"weight": number}).weight is None
        assert refusal_of(shapes, {"weight": number}).field == "weight"


def test_fields_of_an_open_object_stay(shapes: Any) -> None:
    read = shapes.Owner.from_answer({"email": 5, "since": 2020})
    assert read.additional_properties == {"since": 2020} and read.to_dict() == {"email": 5, "since": 2020}
    made = shapes.PetInput(**PET)
    assert made.to_dict()["owner"] == PET["owner"] and made.owner.additional_properties == {"since": 2020}


def test_null_is_sent_where_the_spec_permits_it(shapes: Any) -> None:
    assert shapes.PetInput(**PET, fed=None).to_dict()["fed"] is None
    assert "fed" not in shapes.PetInput(**PET).to_dict()
    assert "tame" not in shapes.PetInput(**PET, tame=None).to_dict()


def test_names_that_a_model_has_itself_are_usable(shapes: Any) -> None:
    names = ("raw", "copy", "json", "schema", "to_dict", "from_answer", "model_copy", "additional_properties", "self")
    sent = {**dict.fromkeys((*names, "one of", "Optional", "str", "datetime"), "text"), "born": "2026-01-31"}
    read = shapes.Pet.from_answer(sent)
    assert read.raw is sent and read.born == date(2026, 1, 31)
    assert {**read.to_dict(), "born": "2026-01-31"} == sent
    assert shapes.PetInput(**{**PET, **sent}).to_dict()["to_dict"] == "text"
    assert refusal_of(shapes, {"to_dict": 5}).field == "to_dict"


def test_every_name_of_a_model_and_of_python_is_usable_for_a_field(shapes: Any) -> None:
    # The import itself would have failed for a warning of pydantic's: "Field name ... shadows an attribute".
    texts = {field.serialization_alias or name: "text" for name, field in shapes.Taken.model_fields.items()}
    own = {name for name in dir(shapes.Owner) if not name.startswith("_")} - {"additional_properties"}
    assert own | set(keyword.kwlist) <= texts.keys()
    sent = {**texts, "any": {"a": 1}, "day": "2026-01-31", "at": "2026-01-31T12:00:00Z"}
    for made in (shapes.Taken.from_answer(sent), shapes.Taken.from_dict(sent), shapes.Taken(**sent)):
        assert json.loads(made.to_json()) == sent
        assert made.var_dict == made.var_copy == made.var_frozenset == "text"
        assert copy.deepcopy(made) == made == pickle.loads(pickle.dumps(made))


@pytest.mark.parametrize(
    "sent, name",
    [
        ({"type": "cage", "bars": "many"}, "Cage"),
        ({"type": "basket", "bars": 3}, "Basket"),
        ({"type": "grown", "bars": 3}, "Cage"),
        ({"soft": True}, "Basket"),
    ],
)
def test_an_alternative_is_read_by_its_name_or_else_by_its_fields(shapes: Any, sent: Any, name: str) -> None:
    read = shapes.Pet.from_answer({"home": sent})
    assert type(read.home.actual_instance).__name__ == name
    assert read.home.raw == sent


@pytest.mark.parametrize("sent", ["fish", 5, 1.5, {"email": "x"}, {}])
def test_alternatives_may_be_of_any_type(shapes: Any, sent: Any) -> None:
    assert shapes.Pet.from_answer({"food": sent}).to_dict() == {"food": sent}
    assert shapes.PetInput(**PET, food=sent).to_dict()["food"] == sent


def test_an_alternative_may_be_given_as_itself(shapes: Any) -> None:
    cage = {"type": "cage", "bars": 3}
    read = shapes.Home.from_answer(cage)
    for home in (cage, shapes.CageInput(**cage), shapes.HomeInput(shapes.CageInput(**cage)), read, read.actual_instance):
        made = shapes.PetInput(**PET, home=home)
        assert type(made.home.actual_instance) is shapes.CageInput and made.to_dict()["home"] == cage
        for other in (copy.deepcopy(made), pickle.loads(pickle.dumps(made)), shapes.PetInput.from_json(made.to_json())):
            assert other == made


@pytest.mark.parametrize("home", [5, "cage", [], {}, {"type": "cage", "bars": "x"}, {"type": "cage", "bars": 3, "odd": 1}])
def test_what_is_no_alternative_is_refused(shapes: Any, home: Any) -> None:
    assert refusal_of(shapes, {"home": home}).field == "home"
    made = shapes.PetInput(**PET)
    with pytest.raises(shapes.ApiValueError, match="home"):
        made.home = home


@pytest.mark.parametrize("home", [5, "cage", [], {}, {"type": "cage", "bars": "x"}])
def test_an_alternative_that_was_read_and_is_unusable_is_not_sent(shapes: Any, home: Any) -> None:
    with pytest.raises(shapes.ApiValueError, match="home"):
        shapes.PetInput(**PET, home=shapes.Home.from_answer(home))


def test_an_answer_of_too_many_levels_is_a_protocol_error(shapes: Any) -> None:
    levels = 400
    deep = b'{"parents": [' * levels + b"]}" * levels
    with HostileServer(answer(200, deep)) as server:
        api = shapes.ShapesApi(shapes.ApiClient(shapes.Configuration(host=server.base_url, api_key={"key": "secret"})))
        with pytest.raises(shapes.ApiException) as failed:
            api.add_pet(shapes.PetInput(**PET))
    assert (failed.value.kind, failed.value.outcome) == ("protocol", "accepted")
    assert server.requests[0].json == {**PET, "kind": "dog"}


def test_a_problem_in_a_list_is_named_by_its_place(shapes: Any) -> None:
    assert refusal_of(shapes, {"parents": [PET, {**PET, "born": "today"}]}).field == "parents.1.born"
    assert refusal_of(shapes, {"tags": ["a", 1]}).field == "tags.1"


def test_what_was_read_can_be_given_back_as_an_input(shapes: Any) -> None:
    read = shapes.Pet.from_answer({**PET, "grown": 1})
    assert shapes.PetInput.from_dict(read.to_dict()).to_dict() == {**PET, "born": date(2026, 1, 31)}
    for parent in (read, shapes.Pet(**PET), shapes.PetInput(**PET), PET):
        made = shapes.PetInput(**PET, parents=[parent])
        assert type(made.parents[0]) is shapes.PetInput and made.to_dict()["parents"][0]["name"] == "Rex"
    with pytest.raises(shapes.ApiValueError, match="weight"):
        shapes.PetInput.from_dict(shapes.Pet.from_answer({**PET, "weight": "heavy"}).to_dict())
