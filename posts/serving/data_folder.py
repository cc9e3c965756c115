"""The data folder and the secret key in it."""

import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from .output import Output
from .refusal import Refusal


def make_data_folder(output: Output) -> None:
    """Make the folder, for its owner alone. Raises Refusal."""
    folder: Path = settings.DATA_DIR
    is_new = not folder.exists()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        reason = "" if os.access(folder, os.W_OK | os.X_OK) else "permission denied"
    except OSError as error:
        reason = str(error.strerror)
    if reason:
        raise Refusal(
            f"The data folder {folder} cannot be written to: {reason}. Change its"
            " owner, or name another in POSTS_DATA_DIR."
        )
    if is_new:
        output.line("Data folder", str(folder))


def make_secret_key() -> None:
    """Make and store a secret key if neither environment nor folder has one."""
    if _has_secret_key():
        return
    file = settings.DATA_DIR / "secret-key"
    temporary = file.with_name(f"secret-key.{secrets.token_hex(4)}")
    key = get_random_secret_key()
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(descriptor, "w") as stream:
        stream.write(f"{key}\n")
    temporary.replace(file)
    settings.SECRET_KEY = key


def _has_secret_key() -> bool:
    try:
        return bool(settings.SECRET_KEY)
    except ImproperlyConfigured:
        return False
