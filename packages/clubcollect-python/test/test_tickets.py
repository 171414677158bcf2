"""Lists tickets with the installed package. The environment says where, and as whom."""

import os

import pytest
from ticketbridge_clubcollect import ApiClient, Configuration, TicketsApi
from ticketbridge_clubcollect.exceptions import NotFoundException


def tickets_api(api_key: str) -> TicketsApi:
    configuration = Configuration(
        host=os.environ["CLUBCOLLECT_URL"],
        api_key={"apiKey": api_key},
    )
    # The vendor demands it of every request; the generator sends it only with a body.
    return TicketsApi(ApiClient(configuration, "Content-Type", "application/json"))


def test_lists_the_unanswered_tickets_of_a_company() -> None:
    company_id = os.environ["CLUBCOLLECT_COMPANY_ID"]
    page = tickets_api(os.environ["CLUBCOLLECT_API_KEY"]).list_company_tickets(company_id, "unanswered")
    assert page.tickets
    assert all(ticket.ticket_id and ticket.message for ticket in page.tickets)


def test_raises_for_a_documented_refusal() -> None:
    with pytest.raises(NotFoundException):
        tickets_api(os.environ["CLUBCOLLECT_API_KEY"]).list_invoice_tickets("no-such-invoice")
