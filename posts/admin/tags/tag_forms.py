"""The forms for renaming, merging and deleting tags."""

from copy import copy
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from posts.addresses import MAX_SLUG_LENGTH
from posts.admin.row_keys import RowsField
from posts.models import Tag
from posts.models.tags.tag_names import make_key

from .tag_previews import tag_address
from .tag_sentences import counted
from .tags_field import TagLine

MAX_AT_ONCE = 100
ANOTHER = "another"


class RenameForm(forms.Form):
    """A new name for a tag, and optionally a new address.

    `before` is the tag as it is; once valid, `after` is the tag as it will be, unsaved.
    """

    name = forms.CharField(max_length=100, help_text="As readers see it.")
    moves = forms.BooleanField(
        label="Also change the address",
        required=False,
        help_text="The old one redirects to it for ever, if readers may know it.",
    )
    slug = forms.CharField(
        label="New address",
        required=False,
        max_length=MAX_SLUG_LENGTH,
        help_text="Only its last part. If empty, it is made from the name.",
    )

    def __init__(self, data: QueryDict | None, *, tag: Tag) -> None:
        super().__init__(data, initial={"name": tag.name})
        self.before, self.after = tag, copy(tag)

    def clean(self) -> None:
        if "name" not in self.cleaned_data:
            return
        self.after.name = " ".join(self.cleaned_data["name"].split())
        if self.cleaned_data["moves"]:
            self.after.slug = self.cleaned_data.get("slug", "").strip()
        try:
            self.after.full_clean()
        except ValidationError as error:
            self.add_error(None, error)
            return
        if (self.after.name, self.after.slug) == (self.before.name, self.before.slug):
            self.add_error(None, "The tag already has this name and this address.")

    @property
    def same_name(self) -> Tag | None:
        """The other tag that already has this name: merging may be what is wanted."""
        others = Tag.objects.exclude(pk=self.before.pk)
        return others.filter(key=make_key(self.data.get("name", ""))).first()


class SelectionForm(forms.Form):
    """The tags chosen in a list."""

    tags = RowsField(
        Tag.objects.all(),
        widget=forms.MultipleHiddenInput,
        error_messages={
            "required": "Choose at least one tag.",
            "invalid_choice": "One of these tags has been deleted. Choose again.",
        },
    )

    def clean_tags(self) -> list[Tag]:
        tags = list(self.cleaned_data["tags"])
        if len(tags) > MAX_AT_ONCE:
            raise forms.ValidationError(
                f"Choose at most {MAX_AT_ONCE} tags at once; these are {len(tags)}."
            )
        return tags


class MergeForm(SelectionForm):
    """The tags to merge, and the one among them, or another, that remains."""

    into = forms.ChoiceField(label="Merge into", widget=forms.RadioSelect)
    other = forms.CharField(
        label="Another tag",
        required=False,
        max_length=100,
        widget=TagLine(is_single=True),
    )

    def __init__(self, *args: Any, chosen: list[Tag], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        counts = Tag.objects.filter(pk__in=[tag.pk for tag in chosen]).uses()
        ordered = sorted(chosen, key=lambda tag: (-counts.get(tag.pk, 0), tag.name))
        choices = [(str(tag.pk), self._label(tag, counts)) for tag in ordered]
        choices.append((ANOTHER, "Another tag, named below"))
        cast("forms.ChoiceField", self.fields["into"]).choices = choices
        self.most_used = choices[0][0]

    @staticmethod
    def _label(tag: Tag, counts: dict[int, int]) -> str:
        posts = counted(counts.get(tag.pk, 0), "post")
        return f"“{tag.name}”, {posts}, {tag_address(tag)}"

    def clean(self) -> dict[str, Any] | None:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        into, tags = cleaned.get("into"), cleaned.get("tags") or []
        if into == ANOTHER:
            cleaned["target"] = self._other()
        else:
            found = [tag for tag in tags if str(tag.pk) == into]
            cleaned["target"] = found[0] if found else None
        if tags and cleaned["target"] and tags == [cleaned["target"]]:
            self.add_error(
                None, "There is nothing to merge. Choose another tag as well."
            )
        return cleaned

    def _other(self) -> Tag | None:
        name = self.cleaned_data.get("other", "")
        target: Tag | None = Tag.objects.filter(key=make_key(name)).first()
        if not name.strip():
            self.add_error("other", "Enter the tag to merge the others into.")
        elif target is None:
            self.add_error(
                "other",
                f"There is no tag “{name}”. Choose an existing one; you can rename it"
                " afterwards.",
            )
        return target
