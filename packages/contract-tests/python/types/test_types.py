"""Type checkers accept every call that the spec permits, and refuse every other."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from callers import right, wrong
from readmes import DOCUMENTS_WITH_PROGRAMS, programs_of
from surfaces import PACKAGES, SURFACES

# By the name of a file and by line, what is wrong. mypy tells a file that it has in its cache by the path of an earlier run.
Found = Mapping[str, Mapping[int, str]]
Checker = Callable[[Sequence[Path]], Found]


def mypy(files: Sequence[Path]) -> Found:
    options = ["--strict", "--no-error-summary", "--hide-error-context", "--no-pretty", "--show-absolute-path"]
    command = [*json.loads(os.environ["TICKETBRIDGE_MYPY"]), *options, "--python-executable", sys.executable]
    # What tests share is found where Python finds it.
    env = {**os.environ, "MYPYPATH": str(PACKAGES / "contract-tests" / "python")}
    said = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, cwd=PACKAGES.parent, env=env)
    assert said.stderr == ""
    return by_place(re.findall(r"^(.+?):(\d+): error: (.*)$", said.stdout, re.MULTILINE))


def pyright(files: Sequence[Path]) -> Found:
    command = [*json.loads(os.environ["TICKETBRIDGE_PYRIGHT"]), "--outputjson", "--pythonpath", sys.executable]
    said = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, cwd=PACKAGES.parent)
    found = json.loads(said.stdout)["generalDiagnostics"]
    errors = [each for each in found if each["severity"] == "error"]
    return by_place([(each["file"], each["range"]["start"]["line"] + 1, each["message"]) for each in errors])


def by_place(found: Sequence[tuple[str, int | str, str]]) -> Found:
    places: dict[str, dict[int, str]] = {}
    for file, line, message in found:
        places.setdefault(Path(file).name, {})[int(line)] = message
    return places


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_callers_are_typed(checker: Checker, tmp_path: Path) -> None:
    good, bad = ([tmp_path / f"{name}_{surface}.py" for surface in SURFACES] for name in ("right", "wrong"))
    for surface, accepted, refused in zip(SURFACES, good, bad):
        accepted.write_text(right(surface), encoding="utf-8")
        refused.write_text(wrong(surface), encoding="utf-8")
    found = checker([*good, *bad])
    assert [text for file in good for text in told(file, found)] == []
    for file in bad:
        lines = file.read_text(encoding="utf-8").splitlines()
        reported = {lines[line - 1] for line in found.get(file.name, {})}
        assert reported == {line for line in lines if line.endswith("# wrong")}


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_tests_are_typed(checker: Checker) -> None:
    for folder in (Path(__file__).parents[1], *(surface.folder / "test" for surface in SURFACES)):
        files = sorted(folder.rglob("*.py"))
        found = checker(files)
        assert [text for file in files for text in told(file, found)] == []


@pytest.mark.parametrize("checker", [mypy, pyright])
def test_programs_of_documents_are_typed(checker: Checker, tmp_path: Path) -> None:
    files = [tmp_path / f"document_{number}.py" for number, _ in enumerate(DOCUMENTS_WITH_PROGRAMS)]
    for file, document in zip(files, DOCUMENTS_WITH_PROGRAMS):
        programs = [program for program, _ in programs_of(document)]
        file.write_text("\n".join(programs), encoding="utf-8")
    found = checker(files)
    assert [text for file in files for text in told(file, found)] == []


def told(file: Path, found: Found) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return [f"{file.name}:{line} {lines[line - 1].strip()}: {said}" for line, said in found.get(file.name, {}).items()]
