"""The site whose settings hold for a request, read once for each request."""

from django.http import HttpRequest

from .models import SiteSettings

ATTRIBUTE = "_posts_site"


def current_site(request: HttpRequest) -> SiteSettings:
    """Return the settings; one query at the first call."""
    if not hasattr(request, ATTRIBUTE):
        setattr(request, ATTRIBUTE, SiteSettings.load())
    site: SiteSettings = getattr(request, ATTRIBUTE)
    return site
