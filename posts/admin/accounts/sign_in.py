"""The sign-in form: one message for every failure, and how long to wait."""

from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError

from .throttling import NO_WAIT, wait_in_words

WRONG = "The name or the password is wrong, or the account may not write here."


class SignInForm(AdminAuthenticationForm):
    """Gives the same message whether or not the account exists."""

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
        wait = getattr(self.request, "posts_wait", NO_WAIT)
        if getattr(self.request, "posts_was_refused", False):
            sentence = (
                "Too many attempts have failed, so this one was not checked. Try"
                f" again in {wait_in_words(wait)}."
            )
        else:
            sentence = WRONG
            if wait > NO_WAIT:
                sentence += f" You can try again in {wait_in_words(wait)}."
        return ValidationError(sentence, code="invalid_login")
