"""A seller's morning with the installed package, against the sandbox."""

from datetime import datetime, timedelta, timezone

import pytest
from sandbox import Sandbox
from ticketbridge_brandlovers import (
    ApiClient,
    Configuration,
    CustomerReference,
    NewTicket,
    NewTicketMessage,
    SettableStatus,
    TicketsApi,
    TicketStatus,
)
from ticketbridge_brandlovers.exceptions import ForbiddenException, NotFoundException

TEXTS = [
    "Olá, João! Já verifiquei: “entrega amanhã” — 12 €",
    "مرحبا 👋🏽 \u202etxet desrever\u202c",
    "zwölf\nZeilen\r\n\tund \\ \" ' <b> & %20 + #",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301 \u00e9",
]


def tickets_of(sandbox: Sandbox, seller: int = 0) -> TicketsApi:
    token = sandbox.accounts("brandlovers")[seller]["secret"]
    return TicketsApi(ApiClient(Configuration(host=sandbox.base_url("brandlovers"), api_key={"authorization": token})))


def ids(api: TicketsApi, status: str | None = None) -> list[str | None]:
    return [ticket.ticket_id for ticket in api.list_tickets(status, 0, 100).tickets or []]


def test_a_ticket_from_its_first_text_to_its_end(sandbox: Sandbox) -> None:
    api = tickets_of(sandbox)
    before = ids(api)
    note = NewTicketMessage(visibility="INTERNAL", body="Ring back.")
    customer = CustomerReference(name="Beatriz", phone_number="+55 21 90000-0001")
    new = NewTicket(order_id="BL-1", type="DELIVERY", var_from="Loja", body=TEXTS[0], customer=customer, message=note)
    api.create_ticket(new)
    (ticket_id,) = set(ids(api)) - set(before)
    assert ticket_id is not None

    api.set_ticket_status(ticket_id, TicketStatus(ticket_status=SettableStatus.CLOSED))
    assert ticket_id in ids(api, "CLOSED")
    api.set_ticket_status(ticket_id, TicketStatus(ticket_status=SettableStatus.REOPENED))
    assert ticket_id in ids(api, "REOPENED")


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_arrives_as_it_was_written(text: str, sandbox: Sandbox) -> None:
    api = tickets_of(sandbox)
    ticket_id = next(each for each in ids(api) if each)
    api.add_ticket_message(ticket_id, NewTicketMessage(visibility="CUSTOMER", body=text))
    messages = api.list_ticket_messages(ticket_id, 0, 100).messages or []
    assert [(message.body, message.visibility) for message in messages][-1] == (text, "CUSTOMER")


def test_instants_have_a_zone(sandbox: Sandbox) -> None:
    for ticket in tickets_of(sandbox).list_tickets().tickets or []:
        assert ticket.created_at is not None
        assert ticket.created_at.utcoffset() == timedelta(0)
        assert ticket.created_at < datetime.now(timezone.utc)


def test_a_seller_reaches_its_own_tickets_only(sandbox: Sandbox) -> None:
    first, second = tickets_of(sandbox), tickets_of(sandbox, seller=1)
    assert set(ids(first)).isdisjoint(ids(second))
    other = next(each for each in ids(second) if each)
    with pytest.raises(ForbiddenException) as reading:
        first.list_ticket_messages(other)
    assert reading.value.kind == "forbidden"
    with pytest.raises(NotFoundException) as writing:
        first.add_ticket_message(other, NewTicketMessage(visibility="CUSTOMER", body="Oi"))
    assert (writing.value.kind, writing.value.outcome) == ("not-found", "refused")
