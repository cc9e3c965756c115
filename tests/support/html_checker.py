"""The Nu HTML Checker, which starts slowly and then reads many files quickly."""

import json
import os
import shutil
import subprocess
from pathlib import Path

from .requirements import skip_unless
from .served import ROOT

DEFAULT = ROOT / "var/tools/node_modules/vnu-jar/build/dist/vnu.jar"


def check_html(folder: Path, *options: str) -> list[tuple[str, str]]:
    """Return what the checker finds in a folder: the name of a file, and a sentence."""
    jar = Path(os.environ.get("POSTS_VNU") or DEFAULT)
    skip_unless(
        jar.exists() and shutil.which("java"),
        "The Nu HTML Checker needs Java and its jar: npm install --prefix var/tools"
        " vnu-jar (or name the jar in POSTS_VNU).",
    )
    command = ["java", "-Xss2m", "-jar", str(jar), "--format", "json", *options]
    answer = subprocess.run(
        [*command, str(folder)], capture_output=True, text=True, check=False
    )
    return [
        (Path(found.get("url", "")).name, found["message"])
        for found in json.loads(answer.stderr)["messages"]
    ]
