"""The programs of READMEs and guides, each with what it prints."""

import re
from collections.abc import Iterator
from pathlib import Path

from surfaces import PACKAGES, SURFACES

#: A block of Python, and what it prints if the next block tells it.
PROGRAM = re.compile(r"^```python\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.MULTILINE | re.DOTALL)
ROOT = PACKAGES.parent
DOCUMENTS = [
    *(surface.folder / "README.md" for surface in SURFACES),
    *sorted((ROOT / "docs" / "guides").glob("*.md")),
]


def programs_of(document: Path) -> Iterator[tuple[str, str]]:
    text = document.read_text(encoding="utf-8")
    for found in PROGRAM.finditer(text):
        # On its own line, so that a traceback tells it.
        line = text[: found.start(1)].count("\n")
        yield "\n" * line + found[1], found[2] or ""


def needs(document: Path) -> set[str]:
    """The packages that the programs of a document import."""
    programs = "".join(program for program, _ in programs_of(document))
    return set(re.findall(r"(?:from|import) (ticketbridge_\w+)", programs))


INSTALLED = {surface.name for surface in SURFACES}
DOCUMENTS_WITH_PROGRAMS = [each for each in DOCUMENTS if any(programs_of(each)) and needs(each) <= INSTALLED]
