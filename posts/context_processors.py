"""What every public template may use: the site, its navigation, its feeds."""

from django.conf import settings
from django.http import HttpRequest

from .current import current_site
from .feeds import feed_links
from .navigation import navigation


def site(request: HttpRequest) -> dict[str, object]:
    """Return the site's settings, its feeds and a function for its navigation."""
    current = current_site(request)
    return {
        "site": current,
        "navigation": navigation,
        "base_url": settings.BASE_URL,
        "feeds": feed_links(current),
    }
