"""A partner's morning with the installed package, against the sandbox."""

import pytest
from sandbox import Sandbox
from ticketbridge_clubcollect import ApiClient, Configuration, TicketDraft, TicketsApi
from ticketbridge_clubcollect.exceptions import NotFoundException, UnprocessableEntityException

TEXTS = [
    "Beste Zoë, het bedrag is € 12,50 — “tot morgen”",
    "مرحبا 👋🏽 \u202etxet desrever\u202c",
    "zwölf\nZeilen\r\n\tund \\ \" ' <b> & %20 + #",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301 \u00e9",
]


def tickets_of(sandbox: Sandbox, partner: int = 0) -> TicketsApi:
    key = sandbox.accounts("clubcollect")[partner]["secret"]
    return TicketsApi(ApiClient(Configuration(host=sandbox.base_url("clubcollect"), api_key={"apiKey": key})))


def company_of(sandbox: Sandbox, partner: int = 0) -> str:
    return str(sandbox.accounts("clubcollect")[partner]["companyIds"][0])


def invoices(api: TicketsApi, company_id: str, status: str) -> list[str | None]:
    return [ticket.invoice_id for ticket in api.list_company_tickets(company_id, status).tickets or []]


def first_invoice(api: TicketsApi, company_id: str) -> str:
    return next(each for each in invoices(api, company_id, "unanswered") if each)


def test_an_invoice_from_question_to_archive(sandbox: Sandbox) -> None:
    api, company_id = tickets_of(sandbox), company_of(sandbox)
    invoice_id = first_invoice(api, company_id)
    api.create_invoice_ticket(invoice_id, TicketDraft(message="Tot morgen!"))
    assert invoice_id in invoices(api, company_id, "answered")
    api.archive_invoice_tickets(invoice_id)
    assert invoice_id in invoices(api, company_id, "archived")


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_arrives_as_it_was_written(text: str, sandbox: Sandbox) -> None:
    api = tickets_of(sandbox)
    invoice_id = first_invoice(api, company_of(sandbox))
    written = api.create_invoice_ticket(invoice_id, TicketDraft(message=text))
    assert written.message == text
    listed = {ticket.ticket_id: ticket.message for ticket in api.list_invoice_tickets(invoice_id).tickets or []}
    assert listed[written.ticket_id] == text


def test_a_message_that_the_vendor_refuses_has_a_code(sandbox: Sandbox) -> None:
    api = tickets_of(sandbox)
    invoice_id = first_invoice(api, company_of(sandbox))
    with pytest.raises(UnprocessableEntityException) as refused:
        api.create_invoice_ticket(invoice_id, TicketDraft(message=""))
    assert (refused.value.kind, refused.value.outcome, refused.value.code) == ("rejected", "refused", "invalid_message")


def test_a_partner_reaches_its_own_companies_only(sandbox: Sandbox) -> None:
    first, second = tickets_of(sandbox), tickets_of(sandbox, partner=1)
    company_id = company_of(sandbox, partner=1)
    invoice_id = invoices(second, company_id, "answered")[0]
    assert invoice_id is not None
    with pytest.raises(NotFoundException):
        first.list_company_tickets(company_id, "answered")
    with pytest.raises(NotFoundException):
        first.list_invoice_tickets(invoice_id)
