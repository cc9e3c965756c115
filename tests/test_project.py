"""The repository as a whole: migrations, settings, layers, pins, names and texts."""

import io
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import PurePath

import pytest
from django.core.management import call_command
from importlinter.cli import lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.served import ROOT, bare_environment

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
README = (ROOT / "README.md").read_text()
CHANGELOG = (ROOT / "CHANGELOG.md").read_text()


# Django's own view of it


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, stdout=io.StringIO())


def test_documented_production_settings_pass_the_deployment_check(tmp_path):
    documented = dict(re.findall(r"^Environment=(\w+)=(\S+)$", README, re.M))
    assert documented["POSTS_BASE_URL"].startswith("https://")
    (tmp_path / "secret-key").write_text("0123456789abcdefghijklmnopqrstuvwxyz" * 2)
    result = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env=bare_environment() | documented | {"POSTS_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


def test_every_setting_that_is_read_is_documented():
    source = "".join(path.read_text() for path in (ROOT / "config").glob("*.py"))
    names = set(re.findall(r'"(POSTS_\w+|DATABASE_URL)"', source))
    assert names
    assert names <= set(re.findall(r"^\| `(\w+)`", README, re.M))


# Layers and pins


def test_imports_point_down(capsys):
    config = str(ROOT / "pyproject.toml")
    status = lint_imports(config_filename=config, no_cache=True)
    assert status == 0, capsys.readouterr().out


def requirements() -> list[str]:
    """Return what the project and its groups ask for directly."""
    groups = PROJECT["dependency-groups"].values()
    return PROJECT["project"]["dependencies"] + [name for g in groups for name in g]


def installed(requirement: Requirement) -> Iterator[tuple[str, str, list[str]]]:
    """Yield name, version and needs of a distribution, if this machine has it."""
    try:
        found = distribution(requirement.name)
    except PackageNotFoundError:
        return
    extras = requirement.extras or {""}
    needs = [
        text
        for text in found.requires or ()
        if (marker := Requirement(text).marker) is None
        or any(marker.evaluate({"extra": extra}) for extra in extras)
    ]
    yield canonicalize_name(requirement.name), found.version, needs


def reachable() -> dict[str, str]:
    """Return every distribution that comes along, with its version."""
    versions: dict[str, str] = {}
    waiting = [Requirement(text) for text in requirements()]
    seen: set[str] = set()
    while waiting:
        requirement = waiting.pop()
        if str(requirement) in seen:
            continue
        seen.add(str(requirement))
        for name, version, needs in installed(requirement):
            versions[name] = version
            waiting += map(Requirement, needs)
    return versions


def test_every_package_that_comes_along_is_pinned_exactly():
    pinned = {}
    for text in requirements() + PROJECT["tool"]["uv"]["constraint-dependencies"]:
        requirement = Requirement(text)
        [specifier] = requirement.specifier
        assert specifier.operator == "==", text
        pinned[canonicalize_name(requirement.name)] = specifier.version
    found = reachable()
    assert {"django", "pytest", "asgiref"} <= set(found)
    assert {name: pinned.get(name) for name in found} == found


# Where things are


def files(*patterns: str) -> list[PurePath]:
    """Return the files of the working copy, without what git ignores."""
    options = ["-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(
        ["git", "ls-files", *options, *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    names = {name for name in listing.stdout.split("\0") if name}
    return [PurePath(name) for name in sorted(names) if (ROOT / name).is_file()]


def test_top_level_is_what_the_readme_shows():
    names = {path.parts[0] for path in files()}
    assert {name for name in names if not name.startswith(".")} == {
        *("README.md", "CHANGELOG.md", "LICENSE", "pyproject.toml", "manage.py"),
        *("config", "posts", "templates", "static", "tests"),
    }


@pytest.mark.parametrize("folder", ["posts", "tests"])
def test_every_module_has_a_name_of_its_own(folder):
    names = Counter(path.name for path in files(f"{folder}/*.py"))
    assert names.pop("__init__.py") > 1
    names.pop("conftest.py", None)  # pytest knows them by their folders
    assert [name for name, number in names.items() if number > 1] == []


def test_subjects_of_the_admin_are_tested_in_folders_of_the_same_names():
    subjects = {path.parts[2] for path in files("posts/admin/*/*.py")}
    tested = {path.parts[2] for path in files("tests/admin/*/test_*.py")}
    assert {"desk", "tags"} <= subjects
    assert subjects <= tested


def test_nothing_is_imported_from_a_test_module():
    pattern = r"^\s*(?:from|import)\b[^\n]*[ .]test_\w+"
    modules = {path: (ROOT / path).read_text() for path in files("tests/*.py")}
    assert modules
    assert [
        str(path) for path, text in modules.items() if re.search(pattern, text, re.M)
    ] == []


# What the repository says


def tracked_texts() -> dict[str, str]:
    """Return the text files of the working copy."""
    contents = {str(path): (ROOT / path).read_bytes() for path in files()}
    return {
        name: content.decode()
        for name, content in contents.items()
        if b"\0" not in content
    }


@pytest.mark.parametrize(
    "pattern",
    [
        # Written with brackets, so that this file is not one of those it finds.
        r"https?://[\w.-]*(?:[p]ypi|[p]ythonhosted|[n]pmjs|[d]ebian)\b",
        r"(?<![\w./])/(?:work|root|home|tmp|Users)/\w",
        r"\b(?:[T]ODO|[F]IXME|[X]XX)\b",
    ],
)
def test_no_file_names_a_registry_a_machine_or_unfinished_work(pattern):
    texts = tracked_texts()
    assert "manage.py" in texts
    assert not [name for name, text in texts.items() if re.search(pattern, text)]


def test_newest_change_is_that_of_this_version():
    newest = re.search(r"^## (\d+\.\d+\.\d+)", CHANGELOG, re.M)
    assert newest
    assert newest[1] == PROJECT["project"]["version"]


def test_readme_begins_with_the_two_commands():
    commands = re.findall(r"^(?:pip install uv && |)uv run .*", README, re.M)
    first, second = commands[:2]
    assert "manage.py serve --demo" in first
    assert "python -m pytest" in second


def test_readme_is_a_front_door():
    assert len(README.splitlines()) <= 260
