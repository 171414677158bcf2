"""Fixtures of all tests of the Python packages: a plugin, since those of a package stand in its own folder."""

import pytest
from sandbox import Sandbox


@pytest.fixture
def sandbox() -> Sandbox:
    """The running sandbox as it was when it started."""
    running = Sandbox()
    running.reset()
    return running
