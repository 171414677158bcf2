"""Lists tickets with the installed package, where and as whom TICKETBRIDGE_SANDBOX says: the line of `--json`."""

import json
import os

import pytest
from ticketbridge_clubcollect import ApiClient, Configuration, TicketsApi
from ticketbridge_clubcollect.exceptions import NotFoundException

SANDBOX = json.loads(os.environ["TICKETBRIDGE_SANDBOX"])["clubcollect"]
CREDENTIAL = SANDBOX["credential"]
ACCOUNT = SANDBOX["accounts"][0]


def tickets_api(secret: str) -> TicketsApi:
    scheme: str = CREDENTIAL["scheme"]
    prefix: str = CREDENTIAL["prefix"].strip()
    configuration = Configuration(
        host=SANDBOX["baseUrl"],
        api_key={scheme: secret},
        # The generator puts a space behind it, and does not know of the extension that says it.
        api_key_prefix={scheme: prefix} if prefix else {},
    )
    # The vendor demands it of every request; the generator sends it only with a body.
    return TicketsApi(ApiClient(configuration, "Content-Type", "application/json"))


def test_lists_the_unanswered_tickets_of_a_company() -> None:
    company_id: str = ACCOUNT["companyIds"][0]
    page = tickets_api(ACCOUNT["secret"]).list_company_tickets(company_id, "unanswered")
    assert page.tickets
    assert all(ticket.ticket_id and ticket.message for ticket in page.tickets)


def test_raises_for_a_documented_refusal() -> None:
    with pytest.raises(NotFoundException):
        tickets_api(ACCOUNT["secret"]).list_invoice_tickets("no-such-invoice")
