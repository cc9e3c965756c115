"""The sign-in form: one message for every failure, and how long to wait."""

from datetime import timedelta
from math import ceil

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.forms import TextInput

WRONG = "The name or the password is wrong, or the account may not write here."


class SignInForm(AdminAuthenticationForm):
    """Gives the same message whether or not the account exists."""

    # Django limits the field in the browser only; what passes is stored with a failure.
    username = UsernameField(
        max_length=150, widget=TextInput(attrs={"autofocus": True})
    )
    error_messages = {**AdminAuthenticationForm.error_messages, "invalid_login": WRONG}

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """Count the right password of an account without access as a failure too:
        otherwise the missing wait would give it away."""
        if not getattr(user, "is_staff", False):
            user_login_failed.send(
                __name__,
                credentials={"username": user.get_username()},
                request=self.request,
            )
            raise self.get_invalid_login_error()

    def get_invalid_login_error(self) -> ValidationError:
        wait = getattr(self.request, "posts_wait", None)
        return ValidationError(_refusal(wait) if wait else WRONG, code="invalid_login")


def _refusal(wait: timedelta) -> str:
    count, unit = ceil(wait.total_seconds()), "second"
    if count >= 60:
        count, unit = ceil(count / 60), "minute"
    plural = "" if count == 1 else "s"
    return (
        "Too many attempts have failed, so none is checked for the next"
        f" {count} {unit}{plural}."
    )
