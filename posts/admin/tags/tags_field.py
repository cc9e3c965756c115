"""The field for a post's tags: a line of names, with completion by a script."""

from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.urls import reverse
from taggit.forms import TagField, TagWidget

from posts.models import Tag
from posts.models.tags.tag_names import make_key

MAX_NAME_LENGTH = 100
MAX_TAGS = 100
TOO_MANY = "These are {} tags, but only {} are allowed."


class TagLine(TagWidget):
    """A line of text that becomes a combobox; if `is_single`, for one name only."""

    template_name = "admin/tags/field.html"

    def __init__(
        self, attrs: dict[str, object] | None = None, *, is_single: bool = False
    ) -> None:
        self.is_single = is_single
        super().__init__(
            {"class": "vTextField", "autocomplete": "off", **(attrs or {})}
        )

    class Media:
        css = {"all": ["css/admin/tags/tags.css"]}
        js = [Script("js/admin/tags/tag-field.js", type="module")]

    def get_context(
        self, name: str, value: object, attrs: dict[str, object] | None
    ) -> dict[str, object]:
        context: dict[str, object] = super().get_context(name, value, attrs)
        context["completion_url"] = reverse("admin:markdown_tags")
        if not self.is_single:
            context["similar_url"] = reverse("admin:markdown_tags_similar")
        return context


class TagsField(TagField):
    """A line of names with commas between them; errors name the tag.

    A post that already has more tags than are allowed may keep its `present` number.
    """

    widget = TagLine
    present = 0

    def clean(self, value: str) -> list[str]:
        names: list[str] = super().clean(value)
        if len(names) > (most := max(MAX_TAGS, self.present)):
            raise ValidationError(TOO_MANY.format(len(names), most))
        for name in names:
            if len(name) > MAX_NAME_LENGTH or len(make_key(name)) > 2 * MAX_NAME_LENGTH:
                raise ValidationError(
                    f"“{name[:40]}…” is too long for a tag: it has {len(name)}"
                    f" characters, but only {MAX_NAME_LENGTH} are allowed. Is a comma"
                    " missing?"
                )
        return names

    def has_changed(self, initial: list[Tag] | None, data: str) -> bool:
        try:
            names = self.clean(data)
        except ValidationError:
            return True
        return {tag.key for tag in initial or []} != set(map(make_key, names))
