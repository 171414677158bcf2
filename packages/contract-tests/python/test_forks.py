"""A process that is forked calls on connections of its own, so that its answers and its parent's never cross."""

import subprocess
import sys

import pytest
from hostile_server import HostileServer, answer
from surfaces import SURFACES, Surface, operation_name

every_surface = pytest.mark.parametrize("surface", SURFACES, ids=operation_name)

# Each child ends before anything else is called, and what is read has its connection back before a call returns: nothing
# depends on who is quicker.
PROGRAM = """
import os, sys
from surfaces import SURFACES

surface = next(each for each in SURFACES if each.name == sys.argv[1])
client = surface.client(sys.argv[2])
operation = surface.operation(sys.argv[3])

def call():
    client.call(operation.id, operation.example)

def fork():
    child = os.fork()
    if child == 0:
        call()
        call()
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0

call()
"""


def run(surface: Surface, program: str) -> HostileServer:
    """Runs a program that forks: not here, where the server's threads are."""
    operation = next(each for each in surface.operations if each.success.schema is not None)
    with HostileServer(answer(200, operation.success.example), keeps=True) as server:
        arguments = [surface.name, server.base_url, operation.id]
        subprocess.run([sys.executable, "-c", PROGRAM + program, *arguments], check=True, timeout=20)
    return server


@every_surface
def test_each_process_has_connections_of_its_own(surface: Surface) -> None:
    server = run(surface, "fork()\nfork()\ncall()\n")
    assert len(server.requests) == 6
    assert server.connections == 3


@every_surface
def test_a_lock_that_another_thread_held_stops_no_call(surface: Surface) -> None:
    server = run(surface, "with client.api_client._budget._lock:\n    fork()\n")
    assert len(server.requests) == 3
