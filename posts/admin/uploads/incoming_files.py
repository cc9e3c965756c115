"""Incoming files: checked, stored as uploads, and then described."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.text import slugify

from posts.models import Upload
from posts.models.permissions import OTHERS, Viewer, known_uploads
from posts.models.upload_usage import rerender_texts_with
from posts.rendering.characters import clean

from . import attachments, drawings, pictures

ALT_MISSING = "Describe what the image shows, for readers who cannot see it."
FILE_MISSING = "Choose a file."
# Extensions of pictures, including formats that browsers do not show.
PICTURES = {"png", "jpg", "jpeg", "jfif", "gif", "webp", "avif"} | {
    *("tif", "tiff", "bmp", "heic", "heif", "ico", "psd", "jxl", "jp2"),
}
DRAWINGS = {"svg", "svgz"}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file as it may be published; `size` is in pixels, None if it is not an image.

    `note` tells the author what readers may miss, and what was left out.
    """

    content: bytes
    name: str
    extension: str
    size: tuple[int, int] | None = None
    note: str = ""

    def digests(self, owners: Iterable[int | None]) -> Iterator[str]:
        """Yield what identifies this content of each owner in the names of files.

        Nobody who has the same file can find out from a name, which may be taken or
        guessed, whether another account has stored it. In earlier versions they could:
        those names are found with None for the owner.
        """
        content = sha256(self.content).hexdigest()
        for owner in owners:
            named = f"{owner} {content}"
            secret = salted_hmac("posts.upload", named, algorithm="sha256").hexdigest()
            yield (content if owner is None else secret)[:12]

    def file_name(self, owner: int | None) -> str:
        """Return a readable, portable name: ASCII, no path, the extension of the
        content."""
        stem = PurePath(self.name).name.casefold()
        stem = stem.removesuffix(f".{attachments.extension_of(stem)}")
        kind = "image" if self.size else "file"
        stem = slugify(stem)[:60].strip("-_") or kind
        [digest] = self.digests([owner])
        return f"{stem}-{digest}.{self.extension}"


def check_file(file: UploadedFile) -> CheckedFile:
    """Return the file as it may be published, whatever it is. Raises ValidationError.

    Its kind is read from its content; the name only has to agree.
    """
    name = " ".join(clean(file.name or "").split())[:255]
    if (file.size or 0) > attachments.MAX_BYTES:
        raise ValidationError(
            f"The file is larger than {attachments.MAX_SIZE}. Put it into a data"
            " repository, and link to it."
        )
    extension = attachments.extension_of(name)
    is_picture = extension in PICTURES
    if is_picture and (file.size or 0) > pictures.MAX_BYTES:
        raise ValidationError(pictures.TOO_LARGE)
    data = file.read()
    if not data:
        raise ValidationError("The file is empty.")
    if extension in DRAWINGS or drawings.is_svg(data):
        drawing = drawings.check_drawing(data)
        return CheckedFile(drawing.content, name, "svg", drawing.size, drawing.note)
    if is_picture or pictures.is_picture(data):
        picture = pictures.prepare(data)
        return CheckedFile(
            picture.content, name, picture.extension, picture.size, picture.note
        )
    attachments.check_attachment(extension, data)
    return CheckedFile(data, name, extension)


def stored_duplicate(checked: CheckedFile, user: Viewer) -> Upload | None:
    """Return the upload that already has exactly this content, if the account may learn
    of it: of what only others' hidden texts show, it stores a copy of its own."""
    known = known_uploads(user)
    owners = known.order_by().values_list("owner", flat=True).distinct()
    is_same = Q()
    for digest in checked.digests({None, *owners}):
        is_same |= Q(file__endswith=f"-{digest}.{checked.extension}")
    return known.filter(is_same).first()


def store(checked: CheckedFile, owner: User) -> tuple[Upload, bool]:
    """Return a file's upload, and whether it is new: equal files are stored once, but
    for what is hidden."""
    if duplicate := stored_duplicate(checked, owner):
        return duplicate, False
    width, height = checked.size or (None, None)
    upload = Upload(
        name=checked.name,
        width=width,
        height=height,
        size=len(checked.content),
        owner=owner,
    )
    name = checked.file_name(owner.pk)
    upload.file.save(name, ContentFile(checked.content), save=False)
    upload.save()
    rerender_on_commit(upload)
    return upload, True


def rerender_on_commit(*uploads: Upload) -> None:
    """Render again, on commit, the texts that use these uploads."""
    names = [str(upload.file.name) for upload in uploads]
    transaction.on_commit(partial(rerender_texts_with, names))


def may_change_upload(user: Viewer, upload: Upload) -> bool:
    """Return whether a user may describe and delete an upload: their own, or any if
    they may change other people's posts."""
    return upload.owner_id == user.pk or bool(user.has_perm(OTHERS))


class UploadFileForm(forms.Form):
    """Only the file; `DescriptionForm` follows later."""

    file = forms.FileField(
        allow_empty_file=True,
        max_length=None,
        error_messages={"required": FILE_MISSING},
    )

    def clean_file(self) -> CheckedFile:
        return check_file(self.cleaned_data["file"])


class DescriptionForm(forms.Form):
    """What an image shows, or that it is decorative; and its caption."""

    alt = forms.CharField(
        required=False, max_length=Upload._meta.get_field("alt").max_length
    )
    is_decorative = forms.BooleanField(required=False)
    caption = forms.CharField(
        required=False, max_length=Upload._meta.get_field("caption").max_length
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        return clean_description(data, self)


def clean_description(data: dict[str, Any], form: forms.BaseForm) -> dict[str, Any]:
    """Return an image's description and caption on one line each, or add an error."""
    for name in ("alt", "caption"):
        data[name] = " ".join(clean(data.get(name) or "").split())
    if data.get("is_decorative"):
        data["alt"] = ""
    elif not data["alt"] and "alt" not in form.errors:
        form.add_error("alt", ALT_MISSING)
    return data
