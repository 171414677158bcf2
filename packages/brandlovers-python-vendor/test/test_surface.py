"""The package has the surface that the vendor's page shows of its own client."""

import importlib
import inspect
import json
import re
import types
import typing
from collections.abc import Mapping
from typing import Any

import pytest
from reference_page import differences, read_page
from surfaces import PACKAGES, SURFACES

SURFACE = next(surface for surface in SURFACES if surface.name == "ticketbridge_brandlovers_vendor")
FACTS: Mapping[str, Any] = json.loads((PACKAGES / "contract-tests/facts/python/brandlovers.json").read_text())
METHODS: Mapping[str, Any] = FACTS["methods"]
PAGE = (SURFACE.folder / "generated/docs/TicketsApi.md").read_text()
VARIANTS = ("", "_with_http_info", "_without_preload_content")


def deviations(page: str) -> list[str]:
    """Compares a page of ours with the facts of the vendor's, but for the name of the package and the texts."""
    ours = read_page(page)
    methods = {name: {**each, "statuses": meanings(each)} for name, each in ours["methods"].items()}
    theirs = {name: fact for name, fact in FACTS.items() if name != "about"}
    return differences({**ours, "methods": methods}, {**theirs, "package": SURFACE.name})


def meanings(method: Mapping[str, Any]) -> Mapping[str, str]:
    """Gives the statuses of a method with their kinds in the spec, where that describes them in the same words."""
    verb, path = method["route"].split()
    responses = SURFACE.spec["paths"].get(path, {}).get(verb.lower(), {}).get("responses", {})
    found = {status: followed(responses.get(status, {})) for status in method["statuses"]}
    return {
        status: found[status].get("x-error-kind", "success") if told == words(found[status]) else told
        for status, told in method["statuses"].items()
    }


def followed(response: Mapping[str, Any]) -> Mapping[str, Any]:
    reference: str | None = response.get("$ref")
    if reference is None:
        return response
    shared: Mapping[str, Any] = SURFACE.spec["components"]["responses"][reference.rpartition("/")[2]]
    return shared


def words(response: Mapping[str, Any]) -> str:
    return " ".join(response.get("description", "").split())


def test_its_reference_page_has_the_facts_of_the_vendors() -> None:
    assert deviations(PAGE) == []


BODY = " **body** | [**TicketStatus**](TicketStatus.md)|"
# What they mean is looked up by the route.
STATUSES = [f"statuses.{status}" for status in METHODS["ticket_ticket_id_status_put"]["statuses"]]
REFUSED = "**403** | The ticket belongs to another seller. |  -  |"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("_vendor.TicketsApi\n", "_vendor.TicketApi\n", ["class"]),
        ("*https://", "*http://", ["host"]),
        ("**PUT** /ticket/", "**PATCH** /ticket/", ["route", *STATUSES]),
        ("_put(authorization, ticket_id,", "_put(ticket_id, authorization,", ["signature"]),
        ("> GetTickets tickets_get(", "> tickets_get(", ["signature"]),
        (BODY, BODY.replace("body", "ticket_status"), ["parameters.body", "parameters.ticket_status"]),
        (BODY, " **body** | **str**|", ["parameters.body"]),
        (" **status** | **str**| Only", " **status** | **int**| Only", ["parameters.status"]),
        ("| The status to set. | \n", "| The status to set. | [optional] \n", ["parameters.body"]),
        ("| [optional] \n", "| [optional] [default to 0]\n", ["parameters.offset"]),
        ("[**GetTickets**](GetTickets.md)\n", "**object**\n", ["returns"]),
        ("void (empty response body)", "**str**", ["returns"]),
        ("No authorization required", "[authorization](../README.md#authorization)", ["authorization"]),
        ("**Content-Type**: application/json", "**Content-Type**: Not defined", ["content_type"]),
        ("**Accept**: application/json", "**Accept**: Not defined", ["accept"]),
        (f"{REFUSED}\n", "", ["statuses.403"]),
        (REFUSED, REFUSED.replace("403", "429"), ["statuses.403", "statuses.429"]),
        (REFUSED, REFUSED.replace("The ticket belongs to another seller.", "Slow down."), ["statuses.403"]),
        ("models.ticket_status import", "models.status import", ["imports"]),
    ],
)
def test_each_deviation_of_a_page_is_told(before: str, after: str, told: list[str]) -> None:
    assert before in PAGE
    # Of the page's first place, which is one method's or the head.
    places = [deviation.partition(": ")[0] for deviation in deviations(PAGE.replace(before, after, 1))]
    assert [re.sub(r"^methods\.\w+\.", "", place) for place in places] == told


@pytest.mark.parametrize("name", METHODS)
def test_a_method_that_is_missing_is_told(name: str) -> None:
    page = re.sub(rf"^\[\*\*{name}\*\*\].*\n", "", PAGE, flags=re.MULTILINE)
    assert {deviation.split(".")[1] for deviation in deviations(page)} == {name}


@pytest.mark.parametrize("variant", VARIANTS)
@pytest.mark.parametrize("name", METHODS)
def test_each_method_takes_what_the_page_says(name: str, variant: str) -> None:
    method = getattr(SURFACE.module.TicketsApi, name + variant)
    hints = typing.get_type_hints(method)
    parameters = [each for each in inspect.signature(method).parameters.values() if not each.name.startswith("_")][1:]
    assert {each.name: typed(hints[each.name]) + required(each) for each in parameters} == METHODS[name]["parameters"]
    assert [each.name for each in parameters] == list(METHODS[name]["parameters"])
    assert {each.kind for each in parameters} == {inspect.Parameter.POSITIONAL_OR_KEYWORD}


@pytest.mark.parametrize("name", METHODS)
def test_each_method_returns_what_the_page_says(name: str) -> None:
    returned = typing.get_type_hints(getattr(SURFACE.module.TicketsApi, name))["return"]
    assert (None if returned is types.NoneType else returned.__name__) == METHODS[name]["returns"]


@pytest.mark.parametrize("place", sorted({place for method in METHODS.values() for place in method["imports"]}))
def test_what_the_page_imports_is_there(place: str) -> None:
    module, _, name = place.rpartition(".")
    assert inspect.isclass(getattr(importlib.import_module(f"{SURFACE.name}.{module}"), name))


def test_the_server_is_the_pages() -> None:
    assert SURFACE.module.Configuration().host == FACTS["host"]


def typed(hint: Any) -> str:
    """Names the one type that an argument takes beside None."""
    (only,) = [each for each in typing.get_args(hint) or (hint,) if each is not types.NoneType]
    return str(only.__name__)


def required(parameter: inspect.Parameter) -> str:
    return "!" if parameter.default is inspect.Parameter.empty else ""
