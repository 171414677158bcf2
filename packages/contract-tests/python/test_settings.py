"""Settings: checked whenever they are set, and never ignored; one that is gone says what to do instead."""

import copy
import logging
import ssl
import threading
from typing import Any

import pytest
import urllib3
from failures import failed_call, failure, without_pauses as without_pauses
from hostile_server import HostileServer, answer
from surfaces import SURFACES, Surface, operation_name

every_surface = pytest.mark.parametrize("surface", SURFACES, ids=operation_name)
VENDOR = "https://vendor.example"

WRONG = [
    *[("host", host) for host in ("https://[:::]", "https://vendor.example:99999", "https://vendor.example:0", None, 5)],
    *[("api_key", value) for value in ("abc", ["a"], 5)],
    *[("api_key_prefix", value) for value in ("abc", 5)],
    *[("retries", value) for value in (-1, "3", 1.5, True, urllib3.Retry(3))],
    *[(name, value) for name in ("timeout", "deadline") for value in (None, 0, "3", True, float("nan"))],
    *[(name, value) for name in ("max_response_bytes", "connection_pool_maxsize") for value in (0, "3")],
    *[(name, 5) for name in ("ssl_ca_cert", "ca_cert_data", "cert_file", "key_file", "tls_server_name", "no_proxy")],
    *[("verify_ssl", value) for value in (None, 0, "no")],
    *[("proxy_headers", value) for value in ("a", {"a": 5}, {"a": "b\n"})],
    *[(name, "text") for name in ("proxy_ssl_context", "socket_options", "debug")],
    ("assert_hostname", 5),
    ("proxy", "proxy.example:3128"),
]
GONE = {
    "server_variables": {"a": "b"},
    "server_operation_index": {"a": 1},
    "server_operation_variables": {"a": {}},
    "safe_chars_for_path_param": "/",
    "client_side_validation": False,
    "datetime_format": "%Y",
    "date_format": "%Y",
    "logger_file": "calls.log",
    "logger_format": "%s",
}
HARMLESS: list[tuple[str, Any]] = [
    *[("server_variables", None), ("server_variables", {}), ("ignore_operation_servers", True), ("ignore_operation_servers", False)],
    *[("safe_chars_for_path_param", ""), ("client_side_validation", True), ("logger_file", None)],
]


@every_surface
@pytest.mark.parametrize("name, value", WRONG, ids=ascii)
def test_a_wrong_setting_is_refused_when_it_is_set(surface: Surface, name: str, value: Any) -> None:
    settings = surface.module.Configuration()
    before = getattr(settings, name)
    assert failure(surface, lambda: setattr(settings, name, value)).field == name
    assert getattr(settings, name) == before
    if value is not None:
        assert failure(surface, lambda: surface.module.Configuration(**{name: value})).field == name


@every_surface
def test_a_misspelt_setting_is_refused(surface: Surface) -> None:
    error = failure(surface, lambda: setattr(surface.module.Configuration(), "retrys", 0))
    assert "did you mean retries?" in str(error)


@every_surface
@pytest.mark.parametrize("name", GONE)
def test_a_setting_that_is_gone_says_what_to_do(surface: Surface, name: str) -> None:
    settings = surface.module.Configuration()
    given = {name: GONE[name]}
    for error in (
        failure(surface, lambda: setattr(settings, name, GONE[name])),
        failure(surface, lambda: surface.module.Configuration(**given)),
    ):
        assert error.field == name
        assert str(error).startswith(f"{name} has no use here: ")


@every_surface
@pytest.mark.parametrize("name, value", HARMLESS, ids=ascii)
def test_a_setting_that_asks_for_what_is_done_anyway_is_taken(surface: Surface, name: str, value: Any) -> None:
    setattr(surface.module.Configuration(**{name: value}), name, value)


@every_surface
@pytest.mark.parametrize("name", ["auth_settings", "get_basic_auth_token", "logger", "none_such"])
def test_what_is_read_and_not_there_is_an_attribute_error_of_the_package(surface: Surface, name: str) -> None:
    settings = surface.module.Configuration()
    assert not hasattr(settings, name)
    with pytest.raises(surface.exception("OpenApiException"), match=name):
        getattr(settings, name)


@every_surface
@pytest.mark.parametrize("name", ["sanitize_for_serialization", "call_api", "deserialize", "param_serialize"])
def test_what_a_client_has_no_more_says_what_to_do(surface: Surface, name: str) -> None:
    client = surface.module.ApiClient(surface.module.Configuration())
    with pytest.raises(surface.module.exceptions.ApiAttributeError, match=f"{name} has no use here: call the "):
        getattr(client, name)


@every_surface
def test_false_for_retries_is_none(surface: Surface) -> None:
    assert surface.module.Configuration(retries=False).retries == 0


@every_surface
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy], ids=["copy", "deepcopy"])
def test_a_copy_is_its_own(surface: Surface, copied: Any) -> None:
    lock = threading.Lock()
    settings = surface.module.Configuration(api_key={"a": "1"}, proxy_ssl_context=ssl.create_default_context())
    settings.refresh_api_key_hook = lambda _: lock.release()
    other = copied(settings)
    other.api_key["a"] = "2"
    other.retries = 0
    assert (settings.api_key["a"], settings.retries) == ("1", 2)
    assert other.proxy_ssl_context is settings.proxy_ssl_context


@every_surface
def test_loggers_are_as_before_once_nobody_debugs(surface: Surface) -> None:
    loggers = [logging.getLogger(name) for name in ("urllib3", surface.name)]
    before = [logger.level for logger in loggers]
    first = surface.module.Configuration(debug=True)
    second = surface.module.Configuration(debug=True)
    surface.module.Configuration()
    second.debug = False
    assert [logger.level for logger in loggers] == [logging.DEBUG] * 2
    first.debug = False
    assert [logger.level for logger in loggers] == before


@every_surface
@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "ALL_PROXY"])
@pytest.mark.parametrize("value", ["socks5://hidden-word:1", "http://", "hidden-word:port"])
def test_an_unusable_proxy_of_the_environment_stops_only_what_it_would_carry(
    surface: Surface, variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv(variable, value)
    operation = surface.operations[0]
    with HostileServer(answer(404)) as server:
        assert failed_call(surface.client(server.base_url), operation).status == 404
    error = failed_call(surface.client(VENDOR), operation)
    assert (error.kind, error.field) == ("invalid-input", "proxy")
    assert variable in str(error) and "hidden-word" not in str(error)
    assert not surface.module.Configuration(host=VENDOR, no_proxy="*").is_proxied()
    assert surface.module.Configuration(host=VENDOR, proxy="http://proxy.example:1").is_proxied()


@every_surface
def test_the_environment_may_name_a_host_and_port(surface: Surface, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "proxy.example:3128")
    assert surface.module.Configuration().proxy == "http://proxy.example:3128"


@every_surface
@pytest.mark.parametrize(
    "host, hosts, is_reached",
    [
        ("[2001:db8::5]", "2001:db8::5", True),
        ("[2001:db8::5]", "[2001:db8::5]", True),
        ("[2001:db8::5]", "[2001:DB8:0::5]:443", True),
        ("[2001:db8::5]", "2001:db8::/32", True),
        ("[2001:db8::5]", "2001:db8::6, 10.0.0.0/8", False),
        ("10.1.2.3", "10.0.0.0/8", True),
        ("10.1.2.3", "10.1.2.3:443", True),
        ("11.1.2.3", "10.0.0.0/8", False),
        ("api.internal.example", "*.internal.example", True),
        ("api.internal.example", "*.other.example, *x", False),
    ],
)
def test_hosts_of_no_proxy(surface: Surface, host: str, hosts: str, is_reached: bool) -> None:
    settings = surface.module.Configuration(host=f"https://{host}", proxy="http://proxy.example:1", no_proxy=hosts)
    assert settings.is_proxied() is not is_reached
