"""The wheels and sdists: what they hold, what they say of themselves, and what they need."""

import ast
import json
import os
import re
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version
from surfaces import PACKAGES, SURFACES, Surface

DISTRIBUTIONS = [Path(file) for file in json.loads(os.environ["TICKETBRIDGE_DISTRIBUTIONS"])]
PINS = PACKAGES.parent / "scripts" / "python-tests"
every_package = pytest.mark.parametrize("surface", SURFACES, ids=str)


def distribution(surface: Surface, suffix: str) -> Path:
    own = [file for file in DISTRIBUTIONS if file.name.startswith(f"{surface.name}-")]
    return next(file for file in own if file.name.endswith(suffix))


def wheel_files(surface: Surface) -> Mapping[str, bytes]:
    with zipfile.ZipFile(distribution(surface, ".whl")) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def sdist_files(surface: Surface) -> Mapping[str, bytes]:
    """By their names within the one folder that a sdist has."""
    files = {}
    with tarfile.open(distribution(surface, ".tar.gz")) as sdist:
        for member in sdist.getmembers():
            if member.isfile():
                content = sdist.extractfile(member)
                assert content is not None
                files[member.name.split("/", 1)[1]] = content.read()
    return files


def module_files(surface: Surface) -> Mapping[str, bytes]:
    generated = surface.folder / "generated"
    files = (file for file in (generated / surface.name).rglob("*") if file.is_file() and file.suffix != ".pyc")
    return {file.relative_to(generated).as_posix(): file.read_bytes() for file in files}


@every_package
def test_wheel_holds_the_module_and_its_metadata(surface: Surface) -> None:
    files = wheel_files(surface)
    info = f"{surface.name}-{metadata.version(surface.name)}.dist-info"
    about = {f"{info}/{name}" for name in ("METADATA", "RECORD", "WHEEL", "licenses/LICENSE")}
    assert files.keys() == module_files(surface).keys() | about
    assert module_files(surface).items() <= files.items()
    assert f"{surface.name}/py.typed" in files


@every_package
def test_sdist_holds_the_same_module_and_what_builds_it(surface: Surface) -> None:
    files = sdist_files(surface)
    about = {"LICENSE", "PKG-INFO", "README.md", "pyproject.toml"}
    assert files.keys() == module_files(surface).keys() | about
    assert module_files(surface).items() <= files.items()


@every_package
def test_says_what_the_package_is(surface: Surface) -> None:
    manifest = json.loads((surface.folder / "package.json").read_text(encoding="utf-8"))
    said = metadata.metadata(surface.name)
    assert said["Name"] == surface.name.replace("_", "-")
    assert said["Version"] == manifest["version"] == vars(surface.module)["__version__"]
    assert said["Summary"] == manifest["description"]
    assert said["License-Expression"] == manifest["license"]
    assert said["License-File"] == "LICENSE"
    assert said["Author"] == "Ticketbridge maintainers"
    assert said["Keywords"] == ",".join(manifest["keywords"])
    assert said["Description-Content-Type"] == "text/markdown"
    assert f"# {said['Name']}\n" in str(said.json["description"])


@every_package
def test_readme_leads_nowhere_that_only_the_repository_has(surface: Surface) -> None:
    readme = sdist_files(surface)["README.md"].decode()
    targets = re.findall(r"\]\(([^)]*)\)", readme)
    assert all(target.startswith(("#", "https://")) for target in targets)


@every_package
def test_says_where_it_is_made_if_the_repository_does(surface: Surface) -> None:
    root = json.loads((PACKAGES.parent / "package.json").read_text(encoding="utf-8"))
    assert bool(metadata.metadata(surface.name).get_all("Project-URL")) == ("repository" in root)


@every_package
def test_declares_the_versions_of_python_that_its_readme_does(surface: Surface) -> None:
    said = metadata.metadata(surface.name)
    classifiers = said.get_all("Classifier", [])
    declared = [name.rpartition(" ")[2] for name in classifiers if re.search(r"Python :: 3\.\d", name)]
    assert said["Requires-Python"] == f">={declared[0]}"
    readme = (surface.folder / "README.md").read_text(encoding="utf-8")
    assert f"Python {declared[0]} to {declared[-1]}" in readme


@every_package
def test_needs_what_it_imports_and_nothing_else(surface: Surface) -> None:
    imported = set()
    for name, content in module_files(surface).items():
        if name.endswith(".py"):
            for node in ast.walk(ast.parse(content)):
                if isinstance(node, ast.Import):
                    imported |= {alias.name.partition(".")[0] for alias in node.names}
                if isinstance(node, ast.ImportFrom) and node.module is not None and node.level == 0:
                    imported.add(node.module.partition(".")[0])
    # What Pydantic is written with comes with it, in the version that it needs.
    others = imported - sys.stdlib_module_names - {surface.name, "pydantic_core"}
    providers = metadata.packages_distributions()
    assert requirements(surface).keys() == {canonicalize_name(providers[name][0]) for name in others}


@every_package
def test_lower_ends_are_the_ones_that_are_tested(surface: Surface) -> None:
    pinned = dict(re.findall(r"^([\w-]+)==(\S+) ", (PINS / "lowest.txt").read_text(), re.MULTILINE))
    for name, bounds in requirements(surface).items():
        (least,) = (Version(bound.version) for bound in bounds if bound.operator == ">=")
        assert Version(pinned[name]) == least


def requirements(surface: Surface) -> Mapping[str, SpecifierSet]:
    needed = [Requirement(text) for text in metadata.requires(surface.name) or ()]
    return {canonicalize_name(requirement.name): requirement.specifier for requirement in needed}


def test_builds_with_nothing_but_one_small_backend() -> None:
    for surface in SURFACES:
        project = tomllib.loads(sdist_files(surface)["pyproject.toml"].decode())
        assert [needed.split()[0] for needed in project["build-system"]["requires"]] == ["flit_core"]
