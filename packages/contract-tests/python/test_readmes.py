"""The programs of READMEs and guides print what stands below them. Those of one document go on with each other."""

import contextlib
import io
import re
from pathlib import Path

import pytest
from readmes import DOCUMENTS_WITH_PROGRAMS, ROOT, programs_of
from sandbox import Sandbox
from surfaces import SURFACES

#: Of the same heading, these say the same in each package.
COMMON = ("Errors", "What is sent again", "Versions")


@pytest.mark.parametrize("document", DOCUMENTS_WITH_PROGRAMS, ids=lambda path: str(path.relative_to(ROOT)))
def test_programs_print_what_is_said(document: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    for vendor in sandbox.announced:
        account = sandbox.accounts(vendor)[0]
        monkeypatch.setenv(f"{vendor.upper()}_HOST", sandbox.base_url(vendor))
        for name in ("TOKEN", "KEY"):
            monkeypatch.setenv(f"{vendor.upper()}_{name}", account["secret"])
        monkeypatch.setenv(f"{vendor.upper()}_COMPANY", next(iter(account.get("companyIds", [""]))))
    names: dict[str, object] = {"__name__": "__main__"}
    for program, said in programs_of(document):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(program, str(document), "exec"), names)
        assert printed.getvalue() == said


def test_packages_say_the_same_of_what_they_share() -> None:
    told: dict[str, set[str]] = {heading: set() for heading in COMMON}
    for surface in SURFACES:
        text = (surface.folder / "README.md").read_text(encoding="utf-8").replace(surface.name, "PACKAGE")
        for heading, section in re.findall(r"^## (.*?)\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL):
            if heading in COMMON:
                told[heading].add(section)
    assert {heading: len(sections) for heading, sections in told.items()} == {heading: 1 for heading in COMMON}
