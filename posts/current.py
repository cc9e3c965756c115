"""The site whose settings hold for a request, read once for each request."""

from django.http import HttpRequest

from .models import SiteSettings

KEPT_AS = "_posts_site"


def current_site(request: HttpRequest) -> SiteSettings:
    """Return the settings; one query at the first call."""
    if not hasattr(request, KEPT_AS):
        setattr(request, KEPT_AS, SiteSettings.load())
    site: SiteSettings = getattr(request, KEPT_AS)
    return site
