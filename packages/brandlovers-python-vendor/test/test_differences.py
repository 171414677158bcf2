"""What the classes of an untouched generator have and ours do not is told by the README."""

import inspect
import re

import pytest
import ticketbridge_brandlovers_vendor as package
from surfaces import SURFACES
from ticketbridge_brandlovers_vendor.rest import RESTClientObject

SURFACE = next(surface for surface in SURFACES if surface.module is package)

#: The public names of openapi-generator 7.25.0 in Python, with urllib3: attributes, methods and arguments.
GENERATORS = {
    "Configuration": """
        access_token api_key api_key_prefix assert_hostname auth_settings ca_cert_data cert_file client_side_validation
        connection_pool_maxsize date_format datetime_format debug get_api_key_with_prefix get_basic_auth_token
        get_default get_default_copy get_host_from_settings get_host_settings host ignore_operation_servers key_file
        logger logger_file logger_file_handler logger_format logger_formatter logger_stream_handler no_proxy password
        proxy proxy_headers proxy_ssl_context refresh_api_key_hook retries safe_chars_for_path_param server_index
        server_operation_index server_operation_variables server_variables set_default socket_options ssl_ca_cert
        temp_folder_path tls_server_name to_debug_report username verify_ssl
    """,
    "ApiClient": """
        NATIVE_TYPES_MAPPING PRIMITIVE_TYPES call_api client_side_validation close configuration cookie default_headers
        deserialize files_parameters get_default header_name header_value param_serialize parameters_to_tuples
        parameters_to_url_query pool pool_threads response_deserialize rest_client sanitize_for_serialization
        select_header_accept select_header_content_type set_default set_default_header update_params_for_auth user_agent
    """,
    "ApiException": "body data from_response headers reason status",
    "RESTClientObject": "close pool_manager request",
}
OURS = [package.Configuration(), package.ApiClient(), package.ApiException(), RESTClientObject(package.Configuration())]


def test_each_class_is_compared() -> None:
    assert [type(made).__name__ for made in OURS] == list(GENERATORS)


@pytest.mark.parametrize("made", OURS, ids=lambda made: type(made).__name__)
def test_each_name_that_is_missing_stands_in_the_readme(made: object) -> None:
    name = type(made).__name__
    text = (SURFACE.folder / "README.md").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row.startswith(f"| `{name}` |")]
    told = [word for row in rows for word in re.findall(r"`(\w+)`", row.split("|")[2])]
    ours = {*dir(made), *inspect.signature(type(made)).parameters}
    assert sorted(told) == sorted(set(GENERATORS[name].split()) - ours)
