"""What the database must hold besides its tables, made after every migration."""

from typing import Any

from .site import ROW, SiteSettings


def ensure(using: str, **_: Any) -> None:
    """Make the row of the site's settings, whose identifier must never change."""
    SiteSettings.objects.using(using).get_or_create(pk=ROW)
