"""The token that each call is given is as safe as one of a configuration: an unusable one is refused, and none is shown."""

import traceback

import pytest
from sandbox import Sandbox
from surfaces import SURFACES, Operation, operation_name
from ticketbridge_brandlovers_vendor.exceptions import ApiValueError

SURFACE = next(surface for surface in SURFACES if surface.name == "ticketbridge_brandlovers_vendor")

SECRET = "s3cret"
UNUSABLE = [
    *["", " ", f" {SECRET}", f"{SECRET} ", f"to\t{SECRET}", f"to\n{SECRET}", f"to\r\nx-more: {SECRET}", f"to\0{SECRET}"],
    *[f"to\x7f{SECRET}", f"é{SECRET}", f"\u2028{SECRET}", f"\ud800{SECRET}"],
    *[None, 7, SECRET.encode(), [SECRET]],
]


@pytest.mark.parametrize("operation", SURFACE.operations, ids=operation_name)
@pytest.mark.parametrize("token", UNUSABLE, ids=ascii)
def test_an_unusable_token_is_refused_unseen(operation: Operation, token: object, sandbox: Sandbox) -> None:
    client = SURFACE.client(sandbox.base_url("brandlovers"))
    call = SURFACE.call(operation)
    method = getattr(client.api, call.method)
    with pytest.raises(ApiValueError) as caught:
        method(**{**call.arguments(operation.example, ""), "authorization": token})
    assert caught.value.field == "authorization"
    shown = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + str(caught.value)
    assert SECRET not in shown
    assert sandbox.journal() == []
