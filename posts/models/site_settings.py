"""The settings of the site, edited in the admin: one row."""

import datetime
import re
import zoneinfo
from typing import Unpack
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from posts.addresses import validate_address
from posts.rendering.mathematics import macros_error

from .clean_text import CleanTextMixin, SaveOptions

ROW = 1


def validate_time_zone(value: str) -> None:
    """Refuse what is not an IANA time zone. Raises ValidationError."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(
            "“%(value)s” is not a time zone. Write one like “Europe/Berlin” or “UTC”.",
            params={"value": value},
        )


def validate_feed_addresses(value: str) -> None:
    """Refuse lines that are not a path and a format. Raises ValidationError."""
    for number, line in enumerate(value.splitlines(), 1):
        if line.strip() and not re.fullmatch(r"\s*/\S+\s+(rss|atom|json)\s*", line):
            raise ValidationError(
                "Line %(number)s, “%(line)s”: write a path and a format, such as"
                " “/blog/index.xml rss”.",
                params={"number": number, "line": line},
            )


class SiteSettings(CleanTextMixin):
    title = models.CharField(
        max_length=200,
        default="Posts",
        help_text="The name of the site, at the top of every page and of the feed.",
    )
    tagline = models.CharField(
        max_length=300,
        blank=True,
        help_text="One line about the site, for search engines and feed readers.",
    )
    language = models.CharField(
        max_length=10,
        default="en",
        choices=settings.LANGUAGES,
        help_text="The language of the texts; the site's own words follow it.",
    )
    time_zone = models.CharField(
        max_length=64,
        default="UTC",
        validators=[validate_time_zone],
        help_text="The time zone of the site's dates, such as “Europe/Berlin”.",
    )
    licence = models.CharField(
        max_length=200,
        blank=True,
        help_text="Terms on which the texts may be used, such as “CC BY 4.0”.",
    )
    licence_url = models.URLField(
        "licence address", blank=True, help_text="Where the licence can be read."
    )
    posts_per_page = models.PositiveSmallIntegerField(
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text="How many posts a list shows on one page.",
    )
    posts_in_feed = models.PositiveSmallIntegerField(
        default=20,
        validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text="How many of the newest posts a feed contains, each in full.",
    )
    feed_mathematics = models.CharField(
        "mathematics in feeds",
        max_length=10,
        default="mathml",
        choices={"mathml": "as formulas (MathML)", "tex": "as TeX source"},
        help_text="Most feed readers show formulas; all of them show the TeX source.",
    )
    feed_addresses = models.TextField(
        "further feed addresses",
        blank=True,
        validators=[validate_feed_addresses],
        help_text=(
            "Where subscribers to an earlier site look for its feed: a path and one of"
            " rss, atom or json on each line, such as “/blog/index.xml rss”."
        ),
    )
    macros = models.TextField(
        "TeX macros",
        blank=True,
        help_text=(
            "Definitions that apply in every text, one per line, such as"
            r" “\newcommand{\E}{\mathbb{E}}”. Changing them renders all texts again."
        ),
    )

    identifier = models.UUIDField(
        default=uuid4,
        editable=False,
        help_text="The feeds' own permanent identifiers are derived from it.",
    )
    created = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "site"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=ROW), name="site_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(posts_per_page__range=(1, 100)),
                name="site_posts_per_page",
            ),
            models.CheckConstraint(
                condition=models.Q(posts_in_feed__range=(1, 500)),
                name="site_posts_in_feed",
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""), name="site_has_title"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse definitions that no text could use. Raises ValidationError."""
        super().clean()
        if error := macros_error(self.macros):
            raise ValidationError({"macros": f"In the definitions, {error}"})

    def save(self, **options: Unpack[SaveOptions]) -> None:
        self.pk = ROW
        super().save(**options)

    @property
    def aliases(self) -> dict[str, str]:
        """Return the further feed addresses, each with its format."""
        lines = (line.split() for line in self.feed_addresses.splitlines())
        return {line[0]: line[1] for line in lines if len(line) == 2}

    @property
    def zone(self) -> datetime.tzinfo:
        """The time zone; UTC if this machine does not know the name."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return datetime.UTC

    @classmethod
    def load(cls) -> "SiteSettings":
        """Return the settings; the defaults, unsaved, on a site that has none yet."""
        return cls.objects.filter(pk=ROW).first() or cls(pk=ROW)


class NavigationLink(CleanTextMixin):
    """A link in the navigation besides the pages, such as the archive or a profile."""

    site = models.ForeignKey(
        SiteSettings, models.CASCADE, related_name="links", default=ROW, editable=False
    )
    label = models.CharField(max_length=60)
    address = models.CharField(
        max_length=500,
        validators=[validate_address],
        help_text="A path such as “/archive/”, or a full address.",
    )
    position = models.SmallIntegerField(
        default=0, help_text="Links and pages appear in this order, smallest first."
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(label="") & ~models.Q(address=""),
                name="navigation_link_complete",
            ),
        ]

    def __str__(self) -> str:
        return self.label
