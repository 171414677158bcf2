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


#: Every form in which a program names the old package.
PROGRAM = """
import importlib
import os, openapi_client
import openapi_client as oc
import openapi_client.models
import openapi_client.models.ticket_status as status  # of openapi_client
from openapi_client import NewTicketMessage
from openapi_client.rest import ApiException
from unittest import mock

def close(api_instance, authorization, ticket_id):
    from openapi_client.models.ticket_status import TicketStatus
    if True:
        import openapi_client
    assert TicketStatus is status.TicketStatus is openapi_client.models.TicketStatus
    api_instance.ticket_ticket_id_status_put(authorization, ticket_id, TicketStatus(ticket_status="CLOSED"))

my_openapi_client = openapi_client,openapi_client.api,oc
configuration = openapi_client.Configuration(host=os.environ["HOST"])
with openapi_client.ApiClient(configuration) as api_client:
    api_instance = importlib.import_module("openapi_client").TicketsApi(api_client)
    authorization = os.environ["TOKEN"]
    ticket_id = api_instance.tickets_get(authorization, status="OPEN").tickets[0].ticket_id
    message = NewTicketMessage(visibility="INTERNAL", body="Called the carrier.")
    api_instance.ticket_ticket_id_message_post(authorization, ticket_id, message)
    close(api_instance, authorization, ticket_id)
    with mock.patch("openapi_client.TicketsApi.tickets_get", return_value=None):
        assert api_instance.tickets_get(authorization) is None
    try:
        api_instance.ticket_ticket_id_messages_get("nobody", ticket_id)
    except ApiException as error:
        print(error.status)
"""


def run_block(name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = re.search(rf"```sh {name}\n(.*?)```", (SURFACE.folder / "README.md").read_text(), re.DOTALL)
    assert command is not None
    return subprocess.run(["sh", "-c", command[1]], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("line_ending", ["\n", "\r\n"], ids=ascii)
@pytest.mark.parametrize("file", ["program.py", "tools/for our/program.py"])
def test_the_command_of_the_readme_switches_a_program(
    file: str, line_ending: str, sandbox: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_bytes(PROGRAM.replace("\n", line_ending).encode())
    (tmp_path / "unrelated.py").write_text("my_openapi_client = openapi_clients = None\n")
    switched = run_block("switch", tmp_path)
    assert (switched.returncode, switched.stdout, switched.stderr) == (0, "", "")
    assert (tmp_path / "unrelated.py").read_text() == "my_openapi_client = openapi_clients = None\n"
    assert (tmp_path / file).read_bytes().count(b"\r") == (PROGRAM.count("\n") if "\r" in line_ending else 0)

    account = sandbox.accounts("brandlovers")[0]
    where = {**os.environ, "HOST": sandbox.base_url("brandlovers"), "TOKEN": account["secret"]}
    ran = subprocess.run([sys.executable, file], cwd=tmp_path, env=where, capture_output=True, text=True)
    assert (ran.stderr, ran.stdout) == ("", "401\n")


def test_the_readme_shows_what_is_left(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text("from openapi_client import TicketsApi\n")
    (tmp_path / "requirements.txt").write_text("urllib3\nopenapi-client==1.0.0\n")
    for folder in (".venv", "openapi_client"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "its.py").write_text("import openapi_client\n")
    assert run_block("switch", tmp_path).returncode == 0
    assert sorted(run_block("left", tmp_path).stdout.splitlines()) == [
        "./openapi_client/its.py:1:import openapi_client",
        "./requirements.txt:2:openapi-client==1.0.0",
    ]
