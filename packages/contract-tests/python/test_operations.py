"""Every operation of every package against the sandbox."""

import pytest
from pydantic import BaseModel
from sandbox import Sandbox
from surfaces import EVERY_OPERATION, Operation, Surface, operation_name


@pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
def test_returns_the_documented_body_typed(surface: Surface, operation: Operation, sandbox: Sandbox) -> None:
    sandbox.answer_next(surface, operation.id, operation.success.status)
    answer = sandbox.client(surface).call(operation.id, operation.example)
    if operation.success.schema is None:
        assert answer is None
    else:
        assert isinstance(answer, BaseModel)
