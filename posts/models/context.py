"""What the renderer needs to know of this site: macros, images, words."""

import re
from urllib.parse import unquote

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, pgettext

from posts.rendering import Context, ImageFacts, Labels, Source

from .image import Image
from .site import SiteSettings


def rendering_context(source: Source) -> Context:
    """Return all that this source may depend on; reads the site and its images."""
    site = SiteSettings.load()
    return Context(
        labels=_labels(site.language), macros=site.macros, images=_images(source)
    )


def _images(source: Source) -> tuple[ImageFacts, ...]:
    """Return the facts of the uploaded images that the source mentions."""
    pattern = re.escape(settings.MEDIA_URL) + r"""([^\s"'<>()\[\]]+)"""
    names = {unquote(name) for name in re.findall(pattern, source.body)}
    images = Image.objects.filter(file__in=sorted(names)) if names else ()
    return tuple(sorted((image.facts for image in images), key=lambda f: f.address))


def _labels(language: str) -> Labels:
    with translation.override(language):
        return Labels(
            note=gettext("Note"),
            tip=gettext("Tip"),
            important=gettext("Important"),
            warning=gettext("Warning"),
            caution=gettext("Caution"),
            footnotes=gettext("Footnotes"),
            table=gettext("Table"),
            details=gettext("Details"),
            done=gettext("Done"),
            to_do=gettext("To do"),
            back_to_text=gettext("Back to the text"),
            quotes=pgettext("quotation marks: double pair, single pair", "“”‘’"),
        )
