"""Licences: whatever is installed to run the site may go along with MIT."""

import re
import tomllib
from importlib.metadata import Distribution, distribution

from packaging.requirements import Requirement

from tests.support.served import ROOT

# As packages name them, in SPDX or in the classifiers of old.
PERMISSIVE = re.compile(
    r"\b(MIT(-CMU|-0)?|BSD(-[23]-Clause)?|Apache(-2\.0| Software License)?|ISC|HPND"
    r"|PSF(-2\.0)?|Python Software Foundation|MPL-2\.0|Mozilla Public License 2\.0)\b"
)
# It is linked to as it stands, and never changed or copied (LGPL-3.0, section 4).
LINKED = {"psycopg", "psycopg-binary"}


def installed_to_run() -> dict[str, Distribution]:
    """Return the distributions that the site needs, with all that they need."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    waiting = [Requirement(line) for line in project["dependencies"]]
    found: dict[str, Distribution] = {}
    while waiting:
        wanted = waiting.pop()
        name = wanted.name.lower()
        if name in found:
            continue
        found[name] = distribution(name)
        for line in found[name].requires or []:
            needed = Requirement(line)
            extras = wanted.extras or {""}
            if not needed.marker or any(
                needed.marker.evaluate({"extra": extra}) for extra in extras
            ):
                waiting.append(needed)
    return found


def licence_of(package: Distribution) -> str:
    about = package.metadata
    classifiers = about.get_all("Classifier") or []
    named = [line for line in classifiers if line.startswith("License ::")]
    return " / ".join(
        filter(None, [about.get("License-Expression"), about.get("License"), *named])
    )


def test_everything_that_runs_the_site_has_a_permissive_licence():
    packages = installed_to_run()
    assert {"django", "markdown-it-py", "mdurl"} <= packages.keys()
    refused = {
        name: licence_of(package)[:80]
        for name, package in packages.items()
        if name not in LINKED and not PERMISSIVE.search(licence_of(package))
    }
    assert refused == {}


def test_no_licence_asks_for_the_same_licence():
    texts = {name: licence_of(it) for name, it in installed_to_run().items()}
    assert [name for name, text in texts.items() if re.search(r"\bA?GPL", text)] == []
