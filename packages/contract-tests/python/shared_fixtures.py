"""Fixtures and options of all tests of the Python packages: a plugin, since those of a package stand in its own folder."""

from collections import Counter

import pytest
from sandbox import Sandbox


@pytest.fixture
def sandbox() -> Sandbox:
    """The running sandbox as it was when it started."""
    running = Sandbox()
    running.reset()
    return running


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("ticketbridge")
    group.addoption("--sample", type=int, default=1, metavar="N", help="of each test, every Nth case from the first on")
    group.addoption("--share", default="1/1", metavar="I/N", help="the Ith of N shares of all cases, in turn")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    seen: Counter[str] = Counter()
    sample = int(str(config.getoption("sample")))
    number, shares = (int(part) for part in str(config.getoption("share")).split("/"))
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for position, item in enumerate(items):
        test = item.nodeid.partition("[")[0]
        is_wanted = seen[test] % sample == 0 and position % shares == number - 1
        (kept if is_wanted else left).append(item)
        seen[test] += 1
    config.hook.pytest_deselected(items=left)
    items[:] = kept
