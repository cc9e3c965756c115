"""What the renderer needs to know of this site: macros, images, words."""

from collections.abc import Iterable

from django.utils import translation
from django.utils.translation import gettext, pgettext

from posts.rendering import Context, ImageFacts, Labels, Source

from .site_settings import SiteSettings
from .upload import Upload, names_in


def rendering_context(
    source: Source, former_ids: Iterable[tuple[str, str]] = ()
) -> Context:
    """Return all that this source may depend on; reads the site and its images."""
    site = SiteSettings.load()
    return Context(
        labels=_labels(site.language),
        macros=site.macros,
        images=_images(source),
        former_ids=tuple(sorted(former_ids)),
    )


def _images(source: Source) -> tuple[ImageFacts, ...]:
    """Return the facts of the uploaded images that the source mentions."""
    names = sorted(names_in(source.body))
    found = Upload.objects.filter(file__in=names, width__isnull=False) if names else ()
    return tuple(sorted((image.facts for image in found), key=lambda f: f.address))


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
