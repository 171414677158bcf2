"""Lists tickets with the installed package, where and as whom TICKETBRIDGE_SANDBOX says: the line of `--json`."""

import json
import os

import pytest
from ticketbridge_brandlovers import ApiClient, Configuration, TicketsApi
from ticketbridge_brandlovers.exceptions import UnauthorizedException

SANDBOX = json.loads(os.environ["TICKETBRIDGE_SANDBOX"])["brandlovers"]
CREDENTIAL = SANDBOX["credential"]


def tickets_api(secret: str) -> TicketsApi:
    scheme: str = CREDENTIAL["scheme"]
    prefix: str = CREDENTIAL["prefix"].strip()
    configuration = Configuration(
        host=SANDBOX["baseUrl"],
        api_key={scheme: secret},
        # The generator puts a space behind it, and does not know of the extension that says it.
        api_key_prefix={scheme: prefix} if prefix else {},
    )
    return TicketsApi(ApiClient(configuration))


def test_lists_the_sellers_tickets() -> None:
    page = tickets_api(SANDBOX["accounts"][0]["secret"]).list_tickets()
    assert page.tickets
    assert all(ticket.ticket_id and ticket.status for ticket in page.tickets)


def test_raises_for_a_documented_refusal() -> None:
    with pytest.raises(UnauthorizedException):
        tickets_api("nobody").list_ticket_messages("1")
