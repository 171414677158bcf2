"""Lists tickets with the installed package. The environment says where, and as whom."""

import os

import pytest
from ticketbridge_brandlovers import ApiClient, Configuration, TicketsApi
from ticketbridge_brandlovers.exceptions import UnauthorizedException


def tickets_api(token: str) -> TicketsApi:
    configuration = Configuration(
        host=os.environ["BRANDLOVERS_URL"],
        api_key={"authorization": token},
    )
    return TicketsApi(ApiClient(configuration))


def test_lists_the_sellers_tickets() -> None:
    page = tickets_api(os.environ["BRANDLOVERS_TOKEN"]).list_tickets(limit=3)
    assert page.tickets is not None and len(page.tickets) == 3
    assert all(ticket.ticket_id and ticket.status for ticket in page.tickets)


def test_raises_for_a_documented_refusal() -> None:
    with pytest.raises(UnauthorizedException):
        tickets_api("nobody").list_ticket_messages("1")
