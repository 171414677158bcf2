"""A program that was written for the vendor's own client runs with this package: its imports alone are others."""

import os
import re
import subprocess
import sys
from pathlib import Path
from pprint import pformat

import pytest
import ticketbridge_brandlovers_vendor as openapi_client
from sandbox import Sandbox
from surfaces import SURFACES
from ticketbridge_brandlovers_vendor.exceptions import NotFoundException
from ticketbridge_brandlovers_vendor.models.new_ticket import NewTicket
from ticketbridge_brandlovers_vendor.models.new_ticket_message import NewTicketMessage
from ticketbridge_brandlovers_vendor.models.ticket_status import TicketStatus
from ticketbridge_brandlovers_vendor.rest import ApiException

SURFACE = next(surface for surface in SURFACES if surface.module is openapi_client)


@pytest.fixture
def configuration(sandbox: Sandbox) -> openapi_client.Configuration:
    return openapi_client.Configuration(host=sandbox.base_url("brandlovers"))


@pytest.fixture
def authorization(sandbox: Sandbox) -> str:
    return str(sandbox.accounts("brandlovers")[0]["secret"])


def test_each_method_is_called_as_before(
    configuration: openapi_client.Configuration, authorization: str, sandbox: Sandbox
) -> None:
    with openapi_client.ApiClient(configuration) as api_client:
        api_instance = openapi_client.TicketsApi(api_client)

        tickets = api_instance.tickets_get(authorization, status="OPEN", offset=0, limit=1).tickets or []
        (ticket,) = tickets
        ticket_id = ticket.ticket_id
        assert ticket_id is not None

        new_ticket = NewTicket(order_id="7001", type="DELIVERY", var_from="Aurora", body="On its way.")
        api_instance.ticket_post(authorization, new_ticket)

        message = NewTicketMessage(visibility="INTERNAL", body="Called the carrier.")
        api_instance.ticket_ticket_id_message_post(authorization, ticket_id, message)

        api_response = api_instance.ticket_ticket_id_messages_get(authorization, ticket_id, offset=0, limit=100)
        assert "Called the carrier." in pformat(api_response)

        api_instance.ticket_ticket_id_status_put(authorization, ticket_id, TicketStatus(ticket_status="CLOSED"))

    assert [(each["method"], each["status"]) for each in sandbox.journal()] == [
        ("GET", 200),
        ("POST", 200),
        ("POST", 200),
        ("GET", 200),
        ("PUT", 200),
    ]


def test_a_refusal_is_caught_as_before(configuration: openapi_client.Configuration, authorization: str) -> None:
    with openapi_client.ApiClient(configuration) as api_client:
        api_instance = openapi_client.TicketsApi(api_client)
        with pytest.raises(ApiException) as caught:
            api_instance.ticket_ticket_id_status_put(authorization, "unknown", TicketStatus(ticket_status="CLOSED"))
    assert (caught.value.status, caught.value.reason) == (404, "Not Found")
    assert isinstance(caught.value, NotFoundException)


def test_no_credential_belongs_to_the_configuration() -> None:
    api_instance = openapi_client.TicketsApi()
    assert api_instance.api_client.configuration.api_key == {}


PROGRAM = """
import os
import openapi_client
from openapi_client import NewTicketMessage
from openapi_client.models.ticket_status import TicketStatus
from openapi_client.rest import ApiException

configuration = openapi_client.Configuration(host=os.environ["HOST"])
with openapi_client.ApiClient(configuration) as api_client:
    api_instance = openapi_client.TicketsApi(api_client)
    authorization = os.environ["TOKEN"]
    ticket_id = api_instance.tickets_get(authorization, status="OPEN").tickets[0].ticket_id
    message = NewTicketMessage(visibility="INTERNAL", body="Called the carrier.")
    api_instance.ticket_ticket_id_message_post(authorization, ticket_id, message)
    api_instance.ticket_ticket_id_status_put(authorization, ticket_id, TicketStatus(ticket_status="CLOSED"))
    try:
        api_instance.ticket_ticket_id_messages_get("nobody", ticket_id)
    except ApiException as error:
        print(error.status)
"""


def test_the_command_of_the_readme_switches_a_program(sandbox: Sandbox, tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM)
    command = re.search(r"```sh switch\n(.*?)```", (SURFACE.folder / "README.md").read_text(), re.DOTALL)
    assert command is not None
    subprocess.run(["sh", "-ec", command[1]], cwd=tmp_path, check=True)

    account = sandbox.accounts("brandlovers")[0]
    where = {**os.environ, "HOST": sandbox.base_url("brandlovers"), "TOKEN": account["secret"]}
    ran = subprocess.run([sys.executable, "program.py"], cwd=tmp_path, env=where, capture_output=True, text=True)
    assert (ran.stderr, ran.stdout) == ("", "401\n")
