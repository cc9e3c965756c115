"""The form for signing in: one sentence for whatever is wrong, and how long to wait."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError

from .throttling import NO_WAIT, wait_in_words

WRONG = "Name and password do not belong together, or the account may not write here."


class SignInForm(AdminAuthenticationForm):
    """Says the same of accounts that exist and of those that do not."""

    error_messages = {**AdminAuthenticationForm.error_messages, "invalid_login": WRONG}

    def confirm_login_allowed(self, user: AbstractBaseUser) -> None:
        """Count it as a failure, too, when somebody else's password is right: else the
        lack of a wait would tell."""
        if not getattr(user, "is_staff", False):
            user_login_failed.send(
                __name__,
                credentials={"username": user.get_username()},
                request=self.request,
            )
            raise self.get_invalid_login_error()

    def get_invalid_login_error(self) -> ValidationError:
        wait = getattr(self.request, "posts_wait", NO_WAIT)
        if getattr(self.request, "posts_was_refused", False):
            sentence = (
                "Too many attempts have failed, so this one was not looked at. Try"
                f" again in {wait_in_words(wait)}."
            )
        else:
            sentence = WRONG
            if wait > NO_WAIT:
                sentence += f" You can try again in {wait_in_words(wait)}."
        return ValidationError(sentence, code="invalid_login")
