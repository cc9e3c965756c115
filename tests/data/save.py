"""Saves a small site as SQL, once for every release: python tests/data/save.py

The file tests/data/VERSION.sql then migrates under every later version, by a test.
"""

import os
import sys
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

ROOT = Path(__file__).resolve().parent.parent.parent
BODY = """A *first* paragraph with $e^{i\\pi} = -1$.[^1]

![A dot](/media/images/2024/dot.png)

[^1]: A note.
"""


def make_rows() -> None:
    """Write at least one row of everything that an author makes."""
    from django.contrib.auth.models import User

    from posts.models import Autosave, DraftLink, NavigationLink, SiteSettings, Upload
    from posts.models.history.revision import record_save
    from tests.support.factories import in_future, make_page, make_post

    site = SiteSettings.load()
    site.title, site.language, site.time_zone = "Saved", "de", "Europe/Berlin"
    site.save()
    NavigationLink.objects.create(label="Archive", address="/archive/")
    Upload.objects.create(file="images/2024/dot.png", alt="A dot", width=1, height=1)
    essay = make_post(
        title="A saved essay",
        body=BODY,
        tags=("C++", "深度学习"),
        authors=("Ada", "Émilie"),
        revised_at=datetime(2024, 5, 1, tzinfo=UTC),
    )
    user = User.objects.create_superuser("ada")
    record_save(essay, "published", by=user)
    Autosave.objects.create(
        session=uuid4(), user=user, model="post", data="title=Unsaved"
    )
    draft = make_post(title="A saved draft", published_at=None, owner=user)
    DraftLink.objects.create(post=draft, by=user)
    make_post(title="A saved plan", published_at=in_future().replace(year=2999))
    make_page(title="About")


def save(file: Path) -> None:
    """Make a site in a folder of its own, and write its database to a file as SQL."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["POSTS_DATA_DIR"] = folder
        os.environ["POSTS_SECRET_KEY"] = "of no use"
        os.environ["DATABASE_URL"] = ""
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        make_rows()
        file.write_text("\n".join(connection.connection.iterdump()) + "\n")
        connection.close()


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    save(Path(__file__).with_name(f"{project['version']}.sql"))
