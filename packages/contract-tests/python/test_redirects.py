"""No redirect is followed: a POST would become a GET, and another host be told everything."""

import pytest
from failures import failed_call, renderings
from hostile_server import HostileServer, answer
from surfaces import EVERY_OPERATION, Operation, Surface, operation_name


@pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 305, 307, 308])
@pytest.mark.parametrize("to", ["the same host", "another host", "nowhere"])
def test_a_redirect_is_a_failure(surface: Surface, operation: Operation, status: int, to: str) -> None:
    with HostileServer(answer(200, {})) as other, HostileServer() as server:
        place = {"the same host": server.host, "another host": other.host, "nowhere": ""}[to]
        location = {"Location": f"http://{place}/moved?private=1"} if place else {}
        server.answers = (answer(status, headers=location),)
        error = failed_call(surface.client(server.base_url), operation)
    assert len(server.requests) == 1
    assert other.connections == 0
    assert (error.kind, error.outcome, error.status, error.attempts) == ("redirect", "unknown", status, 1)
    assert (f"to http://{place}" in str(error)) is bool(place)
    assert not any("private" in text or "moved" in text for text in renderings(error))


@pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
def test_what_was_sent_is_not_shown_as_the_host_of_a_redirect(surface: Surface, operation: Operation) -> None:
    with HostileServer() as server:
        client = surface.client(server.base_url, "abcdefhidden")
        server.answers = (answer(302, headers={"Location": "https://ABCDEF-hidden.example/"}),)
        error = failed_call(client, operation)
    assert not any("hidden" in text.lower() for text in renderings(error))


@pytest.mark.parametrize("location", ["http://[", "::", "http://a:99999999/", "\x7f", "//", "http://"])
@pytest.mark.parametrize("surface, operation", EVERY_OPERATION[:1], ids=operation_name)
def test_a_location_that_is_none_is_not_shown(surface: Surface, operation: Operation, location: str) -> None:
    with HostileServer(answer(302, headers={"Location": location})) as server:
        error = failed_call(surface.client(server.base_url), operation)
    assert error.kind == "redirect"
