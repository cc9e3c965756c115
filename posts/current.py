"""The site settings for a request, read once per request."""

from django.http import HttpRequest

from .models import SiteSettings

ATTRIBUTE = "_posts_site"


def current_site(request: HttpRequest) -> SiteSettings:
    """Return the settings; the first call makes one query."""
    if not hasattr(request, ATTRIBUTE):
        setattr(request, ATTRIBUTE, SiteSettings.load())
    site: SiteSettings = getattr(request, ATTRIBUTE)
    return site
