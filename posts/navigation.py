"""The links at the top of every page: published pages, and links added in the admin."""

from dataclasses import dataclass

from .models import NavigationLink, Page


@dataclass(frozen=True, slots=True)
class NavigationEntry:
    label: str
    address: str
    position: int


def navigation() -> list[NavigationEntry]:
    """Return the entries in order; two queries."""
    pages = Page.objects.published().filter(in_navigation=True).for_lists()
    entries = [
        NavigationEntry(page.title_text, page.get_absolute_url(), page.position)
        for page in pages
    ] + [
        NavigationEntry(link.label, link.address, link.position)
        for link in NavigationLink.objects.all()
    ]
    return sorted(entries, key=lambda entry: entry.position)
