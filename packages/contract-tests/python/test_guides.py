"""Every Python program of a guide, in a process of its own, against the sandbox."""

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sandbox import Sandbox

ROOT = Path(__file__).parents[3]
PROGRAM = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def _programs() -> Iterator[tuple[str, str, str | None]]:
    """Those of the packages that are installed, each with its place and what it prints."""
    for guide in sorted(ROOT.glob("docs/guides/*.md")):
        text = guide.read_text(encoding="utf-8")
        for program in PROGRAM.finditer(text):
            source, prints = program.groups()
            imported = re.findall(r"^from (ticketbridge_\w+)", source, re.MULTILINE)
            if all(importlib.util.find_spec(package) for package in imported):
                line = text.count("\n", 0, program.start()) + 1
                yield f"{guide.name}:{line}", source, prints


PROGRAMS = list(_programs())


@pytest.mark.parametrize("place, source, prints", PROGRAMS, ids=[place for place, _, _ in PROGRAMS])
def test_prints_what_the_guide_says(place: str, source: str, prints: str | None, sandbox: Sandbox) -> None:
    ended = subprocess.run([sys.executable, "-c", source], capture_output=True, encoding="utf-8", timeout=30)
    assert ended.returncode == 0, f"{place}: {ended.stderr}"
    assert prints is None or ended.stdout == prints
