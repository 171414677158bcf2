"""No exception, log or output shows a credential, whatever a vendor answers and whatever fails."""

import http.client
import io
import logging
import traceback
from typing import Any

import pytest
from failures import ENCODINGS, failed_call, failure, forms_of, inner, renderings, without_pauses as without_pauses
from hostile_server import HostileServer, answer, close, drip, hang, hang_after, raw, refused_port, reset
from surfaces import EVERY_OPERATION, SECRET, SURFACES, Operation, Surface, operation_name

every_operation = pytest.mark.parametrize("surface, operation", EVERY_OPERATION, ids=operation_name)
every_surface = pytest.mark.parametrize("surface", SURFACES, ids=operation_name)

FAILURES = {
    "reset": reset,
    "closed": close,
    "no HTTP": raw(b"SSH-2.0-OpenSSH_9.6\r\n"),
    "malformed headers": raw(b"HTTP/1.1 200 OK\r\nno header\r\n\r\n{}"),
    "slow": hang,
    "slow headers": drip(b"HTTP/1.1 200 OK\r\nx-y: "),
    "slow body": hang_after(b"HTTP/1.1 500 Oops\r\ncontent-length: 9\r\n\r\n{"),
    "too long a line": raw(b"HTTP/1.1 200 OK\r\nx: " + b"y" * 70_000),
    "broken chunks": raw(b"HTTP/1.1 400 No\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}"),
    "an unknown status": answer(299, b"<html>"),
    "a redirect": answer(307, headers={"location": "http://127.0.0.1:1/"}),
    "a refusal": answer(401),
    "a failure": answer(500),
    "switching protocols": answer(101),
}


class Output(logging.Handler):
    """What loggers write, with everything that a formatter could show."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.text = io.StringIO()

    def emit(self, record: logging.LogRecord) -> None:
        print(logging.Formatter().format(record), vars(record), file=self.text)


@pytest.fixture
def output(monkeypatch: pytest.MonkeyPatch) -> Any:
    handler = Output()
    root = logging.getLogger()
    root.addHandler(handler)
    monkeypatch.setattr(root, "level", logging.DEBUG)
    # As `Configuration(debug=True)` did, for every connection of the process.
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)
    yield handler.text
    root.removeHandler(handler)
    for name in ("urllib3", *(surface.name for surface in SURFACES)):
        logging.getLogger(name).setLevel(logging.NOTSET)


def assert_hidden(error: Any, secret: str = SECRET) -> None:
    for text in renderings(error):
        assert not any(form in text for form in forms_of(secret)), text


@every_operation
@pytest.mark.parametrize("name", FAILURES)
def test_nothing_shows_the_credential_of_a_call_that_failed(
    surface: Surface, operation: Operation, name: str, output: io.StringIO, capfd: pytest.CaptureFixture[str]
) -> None:
    with HostileServer(FAILURES[name]) as server:
        client = surface.client(server.base_url, retries=1, debug=True)
        try:
            client.call(operation.id, operation.example, _request_timeout=0.2)
            error = None
        except surface.exception("ApiException") as raised:
            error = raised
    # Where no body is documented, a success is one by its status.
    assert error is not None or operation.success.schema is None
    if error is not None:
        assert_hidden(error)
        assert error.__cause__ is None and error.__context__ is None
    printed = "".join(capfd.readouterr())
    assert not any(form in output.getvalue() + printed for form in forms_of(SECRET))


@every_surface
def test_the_log_tells_each_request_without_ids(surface: Surface, output: io.StringIO) -> None:
    with HostileServer(answer(404)) as server:
        client = surface.client(server.base_url, debug=True)
        for operation in surface.operations:
            failed_call(client, operation)
    assert output.getvalue().count("404") >= len(surface.operations)


@every_operation
def test_no_variable_of_the_frames_that_raise_shows_the_credential(surface: Surface, operation: Operation) -> None:
    if surface.takes_credential:
        # There it is an argument of the call.
        return
    with HostileServer(reset) as server:
        client = surface.client(server.base_url, retries=0)
        error = failed_call(client, operation)
    shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())
    frames = shown.partition(f"{surface.name}/api/")[2]
    assert frames
    assert not any(form in frames for form in forms_of(SECRET))


@every_surface
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("place", ["body", "JSON", "header", "reason", "code"])
def test_what_the_vendor_repeats_is_not_shown(surface: Surface, encoding: str, place: str) -> None:
    secret = SECRET.replace(" ", "-") if place == "code" else SECRET
    text = ENCODINGS[encoding](secret)
    told = {
        "body": answer(400, text.encode()),
        "JSON": answer(400, {"error": {"deep": [text]}}),
        "header": answer(400, headers={"X-Debug": text}),
        "reason": answer(400, reason=text),
        "code": answer(400, {"error": text, "errors": [text]}),
    }[place]
    operation = surface.operations[0]
    with HostileServer(told) as server:
        error = failed_call(surface.client(server.base_url, secret), operation)
    assert error.status == 400
    assert_hidden(error, secret)
    for rendered in renderings(error):
        assert text not in rendered and text.lower() not in rendered.lower()


@every_operation
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_success_is_shown_without_what_the_vendor_repeats(surface: Surface, operation: Operation, encoding: str) -> None:
    text = ENCODINGS[encoding](SECRET)
    example = operation.success.example
    body = {**example, "unknown": text} if isinstance(example, dict) else {}
    with HostileServer(answer(200, body, headers={"x-url": text, "x-other": "kept"})) as server:
        found = surface.client(server.base_url).call_with_http_info(operation.id, operation.example)
    assert text not in repr(found) + str(found) + repr(dict(found.headers))
    assert found.headers["x-other"] == "kept"


@every_surface
@pytest.mark.parametrize("name", ["s3cret-of-a-tester", "X-S3CRETOFATESTER"])
def test_a_header_whose_name_repeats_it_is_dropped(surface: Surface, name: str) -> None:
    with HostileServer(answer(400, headers={name: "x"})) as server:
        error = failed_call(surface.client(server.base_url), surface.operations[0])
    assert not any("tester" in text.lower() for text in renderings(error))


@every_surface
def test_what_repeats_nothing_is_kept(surface: Surface) -> None:
    body = {"error": "invalid_thing", "message": "Não"}
    with HostileServer(answer(400, body, headers={"X-Request-Id": "r-1"}, reason="No way")) as server:
        error = failed_call(surface.client(server.base_url), surface.operations[0])
    assert error.headers["x-request-id"] == "r-1"
    assert error.reason == "No way"
    assert '"invalid_thing"' in error.body
    assert "invalid_thing" not in str(error) or error.code == "invalid_thing"
    assert isinstance(error, surface.module.exceptions.BadRequestException)


@every_operation
@pytest.mark.parametrize(
    "secret", ["", " ", "a\nb", "a\r\nX-Injected: 1", "a\0b", " a", "a ", "hush-é", "hush-\u20ac", "hush-\ud800", "\x7f", "\x85"]
)
def test_a_credential_that_cannot_be_sent_is_refused_unseen(surface: Surface, operation: Operation, secret: str) -> None:
    with HostileServer(answer(200, {})) as server:
        error = failed_call(surface.client(server.base_url, secret), operation)
        assert server.connections == 0
    assert (error.kind, error.outcome) == ("invalid-input", "not-sent")
    assert error.field in str(error)
    assert not any("hush" in text or "Injected" in text for text in renderings(error))


@every_operation
@pytest.mark.parametrize("secret", [None, 5, b"bytes", ["a"]])
def test_a_credential_that_is_no_text_is_refused(surface: Surface, operation: Operation, secret: Any) -> None:
    with HostileServer(answer(200, {})) as server:
        error = failed_call(surface.client(server.base_url, secret), operation)
        assert server.connections == 0
    assert isinstance(error, surface.exception("ApiValueError"))


@every_operation
def test_a_client_without_a_credential_sends_nothing(surface: Surface, operation: Operation) -> None:
    if surface.takes_credential:
        return
    name, _ = surface.scheme
    with HostileServer(answer(200, {})) as server:
        client = surface.client(server.base_url)
        client.api_client.configuration.api_key = {}
        error = failed_call(client, operation)
        assert server.connections == 0
    assert error.field == f"api_key[{name!r}]"


@every_surface
def test_the_credential_of_one_call_is_hidden_too(surface: Surface) -> None:
    if surface.takes_credential:
        return
    operation = surface.operations[0]
    own = "another/credential of one call"
    auth = {"type": "api_key", "in": "header", "key": "x-key", "value": own}
    with HostileServer(answer(400, own.encode(), headers={"x-echo": own}, reason=own)) as server:
        error = failed_call(surface.client(server.base_url), operation, _request_auth=auth)
    assert server.requests[0].headers["x-key"] == own
    assert SECRET not in str(server.requests[0])
    assert_hidden(error, own)


@every_surface
def test_a_header_that_the_caller_adds_is_hidden_too(surface: Surface) -> None:
    operation = surface.operations[0]
    own = "a header-of the/caller"
    with HostileServer(answer(400, own.encode(), headers={"x-echo": own})) as server:
        client = surface.client(server.base_url)
        client.api_client.set_default_header("x-first", own + "1")
        client.api_client.cookie = own + "2"
        error = failed_call(client, operation, _headers={"x-second": own})
    assert server.requests[0].headers["x-first"] == own + "1"
    assert server.requests[0].headers["cookie"] == own + "2"
    assert_hidden(error, own)


@every_surface
@pytest.mark.parametrize(
    "name, value, text",
    [("x-tenant", "1", "1 of 1"), ("x-kind", "a: b", "a: b"), ("x-key", "Bearer of-a-tester", "no bearer")]
    + [("accept-language", "nl-NL,nl", "nl-NL,nl"), ("x-request-id", "call-1234567", "call-1234567")],
)
def test_a_header_that_hides_nothing_costs_no_body(surface: Surface, name: str, value: str, text: str) -> None:
    body = {"message": text, **{key: "code_one" for key in surface.spec.get("x-error-code-keys", [])}}
    with HostileServer(answer(422, body)) as server:
        error = failed_call(surface.client(server.base_url), surface.operations[0], _headers={name: value})
    assert text in error.body
    assert error.code == ("code_one" if len(body) > 1 else None)


@every_surface
def test_settings_and_clients_are_shown_without_secrets(surface: Surface) -> None:
    client = surface.client("https://vendor.example", proxy="http://user:hidden-word@proxy.example:3128")
    for shown in (client.api_client, client.api_client.configuration, client.api_client.rest_client, client.api):
        assert SECRET not in repr(shown) + str(shown)
        assert "hidden-word" not in repr(shown) + str(shown)


@every_surface
def test_where_nothing_listens_the_message_has_no_url(surface: Surface) -> None:
    for operation in surface.operations:
        error = failed_call(surface.client(f"http://127.0.0.1:{refused_port()}", retries=0), operation)
        assert "127.0.0.1" not in str(error)
        assert_hidden(error)


@every_surface
@pytest.mark.parametrize(
    "form, settings, value",
    [
        ("basic", {"username": "ana", "password": "a:b é"}, "Basic YW5hOmE6YiDDqQ=="),
        ("basic", {"username": "", "password": "a"}, "Basic OmE="),
        ("bearer", {"access_token": "abc"}, "Bearer abc"),
        ("basic", {"username": "hush:a", "password": "b"}, None),
        ("basic", {"username": "hush", "password": "b\n"}, None),
        ("basic", {"username": "hush"}, None),
        ("basic", {"username": "", "password": ""}, None),
        ("bearer", {"access_token": "hush "}, None),
        ("bearer", {}, None),
    ],
)
def test_schemes_of_http(surface: Surface, form: str, settings: dict[str, str], value: str | None) -> None:
    configuration = surface.module.Configuration(**settings)
    credential = inner(surface, "operation").Credential(scheme="any", form=form)

    def read() -> Any:
        return inner(surface, "request").configured(configuration, credential)

    if value is None:
        assert "hush" not in str(failure(surface, read))
    else:
        assert (read().place, read().name, read().value) == ("header", "authorization", value)
        assert value not in repr(read())


@every_surface
def test_a_client_that_does_not_debug_leaves_the_loggers_alone(surface: Surface) -> None:
    logger = logging.getLogger("urllib3")
    logger.setLevel(logging.DEBUG)
    try:
        surface.module.Configuration()
        assert logger.level == logging.DEBUG
    finally:
        logger.setLevel(logging.NOTSET)


@every_surface
def test_a_refused_setting_is_an_api_value_error(surface: Surface) -> None:
    error = failure(surface, lambda: surface.client("http://vendor.example"))
    assert error.field == "host"
