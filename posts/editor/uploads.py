"""Uploads: a checked picture and its words become an Image row."""

from hashlib import sha256
from pathlib import PurePath

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify

from posts.models import Image
from posts.rendering.characters import clean

from .pictures import MAX_BYTES, Picture, prepare

ALT_MISSING = "Say in words what the image shows, for those who cannot see it."
IMAGE_MISSING = "Choose an image: PNG, JPEG, GIF, WebP or AVIF."


def check(file: UploadedFile) -> Picture:
    """Return the picture as it may be published. Raises ValidationError."""
    if (file.size or 0) > MAX_BYTES:
        raise ValidationError("The image is larger than 20 MB. Save it smaller.")
    return prepare(file.read())


def digest(picture: Picture) -> str:
    """Return what tells this picture from others, as it stands in its file's name."""
    return sha256(picture.content).hexdigest()[:12]


def file_name(picture: Picture, name: str) -> str:
    """Return a readable, portable name: ASCII, no path, the real extension."""
    stem = slugify(PurePath(name).stem.casefold())[:60].strip("-_") or "image"
    return f"{stem}-{digest(picture)}.{picture.extension}"


def stored_twin(picture: Picture) -> Image | None:
    """Return the row that holds this very picture already."""
    return Image.objects.filter(file__contains=f"-{digest(picture)}").first()


class UploadForm(forms.Form):
    image = forms.FileField(
        allow_empty_file=True, error_messages={"required": IMAGE_MISSING}
    )
    alt = forms.CharField(
        max_length=Image._meta.get_field("alt").max_length,
        error_messages={"required": ALT_MISSING},
    )

    def clean_image(self) -> tuple[str, Picture]:
        file: UploadedFile = self.cleaned_data["image"]
        return file.name or "", check(file)

    def clean_alt(self) -> str:
        alt: str = clean(self.cleaned_data["alt"]).strip()
        if not alt:
            raise ValidationError(ALT_MISSING)
        return alt

    def save(self, owner: User) -> Image:
        """Return the stored image; a picture that is here already is not kept twice,
        but has the words that are given now."""
        name, picture = self.cleaned_data["image"]
        image = stored_twin(picture)
        if image:
            image.alt = self.cleaned_data["alt"]
            return image
        file = ContentFile(picture.content, file_name(picture, name))
        return Image.objects.create(
            file=file, alt=self.cleaned_data["alt"], owner=owner
        )
