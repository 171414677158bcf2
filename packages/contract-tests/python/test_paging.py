"""Lists are read page by page as the spec's x-paging says, with the models alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from sandbox import Sandbox, follow
from surfaces import EVERY_OPERATION, Client, Operation, Surface, operation_name

PAGED = [(surface, operation) for surface, operation in EVERY_OPERATION if operation.paging is not None]
#: Switches that make the sandbox's few items several pages, where the caller does not say how many a page has.
SMALL_PAGES = {"clubcollect": {"pageSize": 1}}


@pytest.mark.parametrize("surface, operation", PAGED, ids=operation_name)
def test_pages_hold_the_whole_list_once(surface: Surface, operation: Operation, sandbox: Sandbox) -> None:
    given = sandbox.input(surface, operation)
    client = sandbox.client(surface)
    whole = [item for page in pages(client, operation, given) for item in page]
    sandbox.switch(surface, **SMALL_PAGES.get(surface.vendor, {}))
    small = list(pages(client, operation, given, limit=1))
    assert len(whole) > 1
    assert len(small) >= len(whole)
    assert [item for page in small for item in page] == whole


def pages(client: Client, operation: Operation, given: Any, limit: int | None = None) -> Iterator[list[Any]]:
    """The items of each page; a model of one page says what is to be known of the next."""
    paging = operation.paging
    assert paging is not None
    number = 1
    offset = 0
    while True:
        if paging["kind"] == "page":
            page = client.call(operation.id, {**given, paging["page"]: number})
        else:
            size = {} if limit is None else {paging["limit"]: limit}
            page = client.call(operation.id, {**given, paging["offset"]: offset, **size})
        items = follow(paging["items"], page.to_dict())
        if items:
            yield items
        offset += len(items)
        number += 1
        if not items or (paging["kind"] == "page" and number > follow(paging["pages"], page.to_dict())):
            return
