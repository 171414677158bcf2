"""Every operation of every package against the sandbox: each documented status, and what may be sent again."""

import copy
import importlib
import inspect
import json
import pickle
from types import SimpleNamespace

import pytest
from failures import failed_call
from hostile_server import HostileServer, answer
from pydantic import BaseModel
from sandbox import Sandbox
from surfaces import EVERY_OPERATION, SURFACES, Answer, Operation, Surface, operation_name

every_operation = pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
REFUSALS = [
    pytest.param(surface, operation, answer, id=f"{surface}-{operation.id}-{answer.status}")
    for surface, operation in EVERY_OPERATION
    for answer in operation.answers.values()
    if answer.status >= 300
]
CLASSES = {
    400: "BadRequestException",
    401: "UnauthorizedException",
    403: "ForbiddenException",
    404: "NotFoundException",
    409: "ConflictException",
    422: "UnprocessableEntityException",
}


@pytest.mark.parametrize("surface", SURFACES, ids=repr)
def test_every_exception_can_be_imported_from_the_package(surface: Surface) -> None:
    all_of = vars(importlib.import_module(f"{surface.name}.exceptions")).values()
    own = [each for each in all_of if isinstance(each, type) and issubclass(each, surface.exception("OpenApiException"))]
    assert {each.__name__ for each in own} >= {*CLASSES.values(), "ServiceException"}
    for each in own:
        assert getattr(surface.module, each.__name__) is each
        assert each.__name__ in surface.module.__all__


@every_operation
def test_succeeds_on_the_sandbox_state(surface: Surface, operation: Operation, sandbox: Sandbox) -> None:
    given = sandbox.input(surface, operation)
    sandbox.clear_journal()
    answer = sandbox.client(surface).call_with_http_info(operation.id, given)
    assert answer.status_code == operation.success.status
    (exchange,) = sandbox.exchanges(surface, operation.id)
    assert (exchange["verdict"], exchange["isApplied"]) == ("answered", True)


@every_operation
def test_returns_the_documented_body_typed(surface: Surface, operation: Operation, sandbox: Sandbox) -> None:
    success = operation.success
    sandbox.answer_next(surface, operation.id, success.status)
    answer = sandbox.client(surface).call(operation.id, operation.example)
    if success.schema is None:
        assert answer is None
    else:
        assert isinstance(answer, BaseModel)
        assert getattr(answer, "raw") == success.example
        assert json.loads(getattr(answer, "to_json")()) == success.example


@pytest.mark.parametrize("surface, operation, answer", REFUSALS)
def test_raises_what_the_spec_says(surface: Surface, operation: Operation, answer: Answer, sandbox: Sandbox) -> None:
    sandbox.answer_next(surface, operation.id, answer.status)
    with pytest.raises(surface.exception("ApiException")) as raised:
        sandbox.client(surface, retries=0).call(operation.id, operation.example)
    error = raised.value
    name = CLASSES.get(answer.status, "ServiceException" if answer.status >= 500 else "ApiException")
    assert type(error).__name__ == name
    expected = {
        "status": answer.status,
        "kind": answer.kind,
        "outcome": outcome(answer),
        "operation": surface.call(operation).told_as,
        "attempts": 1,
        "documented": True,
    }
    assert {name: getattr(error, name) for name in expected} == expected
    data = getattr(error, "data")
    assert (data is None) == (answer.schema is None)
    if data is not None:
        assert data.raw == answer.example
        assert getattr(error, "code") in answer.example.values()


@pytest.mark.parametrize("surface, operation, answer", REFUSALS)
def test_sends_again_where_the_spec_lets_it(
    surface: Surface, operation: Operation, answer: Answer, sandbox: Sandbox
) -> None:
    given = sandbox.input(surface, operation)
    sandbox.clear_journal()
    sandbox.answer_next(surface, operation.id, answer.status)
    client = sandbox.client(surface)
    if answer.repeatable:
        client.call(operation.id, given)
    else:
        with pytest.raises(surface.exception("ApiException")):
            client.call(operation.id, given)
    statuses = [exchange["status"] for exchange in sandbox.exchanges(surface, operation.id)]
    assert statuses == ([answer.status, operation.success.status] if answer.repeatable else [answer.status])


@every_operation
def test_acts_as_the_account_of_its_client(surface: Surface, operation: Operation, sandbox: Sandbox) -> None:
    accounts = sandbox.accounts(surface.vendor)
    clients = [sandbox.client(surface, number) for number, _ in enumerate(accounts)]
    for client in [*clients, *reversed(clients)]:
        sandbox.answer_next(surface, operation.id, operation.success.status)
        client.call(operation.id, operation.example)
    names = [account["name"] for account in accounts]
    assert [exchange["account"] for exchange in sandbox.exchanges(surface, operation.id)] == [*names, *reversed(names)]


@every_operation
def test_is_refused_without_a_known_credential(surface: Surface, operation: Operation, sandbox: Sandbox) -> None:
    client = surface.client(sandbox.base_url(surface.vendor), "nobody")
    with pytest.raises(surface.exception("ApiException")) as raised:
        client.call(operation.id, operation.example)
    assert "nobody" not in f"{raised.value!s} {raised.value!r}"


def outcome(answer: Answer) -> str:
    """What a status proves, by itself or because the spec calls it a refusal."""
    if answer.repeatable:
        return "refused"
    return "refused" if 400 <= answer.status < 500 and answer.status != 408 else "unknown"


@every_operation
def test_the_docs_of_a_method_tell_the_known_values_of_its_parameters(surface: Surface, operation: Operation) -> None:
    call = surface.call(operation)
    told = inspect.getdoc(getattr(surface.api_classes[call.api], call.method)) or ""
    for parameter in operation.parameters:
        for value in parameter["schema"].get("enum", ()):
            assert f"`{value}`" in told.split(f":param {call.parameters[parameter['name']]}:")[1].split("\n")[0]


@pytest.mark.parametrize("surface", SURFACES, ids=repr)
def test_the_docs_of_a_model_tell_the_known_values_of_its_fields(surface: Surface) -> None:
    seen = 0
    for name, schema in surface.spec["components"]["schemas"].items():
        for field, facts in schema.get("properties", {}).items():
            for value in facts.get("enum", facts.get("x-extensible-enum", ())):
                assert f"`{value}`" in (inspect.getdoc(getattr(surface.module, name)) or ""), field
                seen += 1
    assert seen > 0


@pytest.mark.parametrize("status", [302, 400, 401, 403, 404, 408, 409, 418, 422, 429, 500, 503])
@pytest.mark.parametrize("surface", SURFACES, ids=repr)
def test_an_exception_that_is_made_by_its_status_is_as_a_real_one(surface: Surface, status: int) -> None:
    operation = next((each for each in surface.operations if status not in each.answers), surface.operations[0])
    with HostileServer(answer(status, b"")) as server:
        real = failed_call(surface.client(server.base_url, retries=0), operation)
    made = surface.failure(status=status, reason=real.reason)
    by_answer = surface.failure(http_resp=SimpleNamespace(status=status, reason="", headers={}, data=b""))
    for each in (made, by_answer, pickle.loads(pickle.dumps(made)), copy.copy(made)):
        assert type(each) is type(real)
        assert (each.status, each.kind, each.outcome) == (status, real.kind, real.outcome)
    given = surface.failure(status=status, kind="throttled", outcome="refused")
    assert (given.kind, given.outcome) == ("throttled", "refused")


@pytest.mark.parametrize("surface", SURFACES, ids=repr)
def test_an_exception_without_a_status_is_of_a_call_without_an_answer(surface: Surface) -> None:
    made = surface.failure(reason="reset")
    assert (made.kind, made.outcome, made.status) == ("network", "unknown", None)
    assert type(made) is surface.exception("ApiException")
