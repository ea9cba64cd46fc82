"""allauth's forms in our look and words. They check; nothing here writes."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings as mfa_settings
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from django import forms as django_forms
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from contributors.accounts import rules
from contributors.accounts.known_device import actions as known_device
from contributors.accounts.models import User
from coproduce.foundation.fields import EmailField, LineField, RadioField
from coproduce.foundation.pages.forms import Form, say_what_to_do

SIGN_IN = (_("Sign in another way"), reverse_lazy("account_login"))
RULES = _("At least 8 characters. Three words that have nothing to do with each other are easy to remember.")


class PasswordField(django_forms.CharField):
    """A password: never trimmed, any characters, pasting allowed, up to 128 characters."""

    def __init__(self, *, autocomplete: str = "current-password", **kwargs: Any) -> None:
        widget = django_forms.PasswordInput(attrs={"autocomplete": autocomplete, "spellcheck": "false"})
        super().__init__(**{"strip": False, "max_length": 128, "widget": widget, **kwargs})


class NewPasswordField(PasswordField):
    """A password to be. allauth sets `user`, so that it may not be too like their address."""

    user = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(autocomplete="new-password", **kwargs)

    def clean(self, value: str) -> str:
        value = super().clean(value)
        validate_password(value, self.user)
        return value


class CodeField(LineField):
    """A code of numbers, typed or pasted, with or without spaces and dashes."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=40, width=10, autocomplete="one-time-code", **kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "spellcheck": "false"}


class AskForCode(Form, account.RequestLoginCodeForm):
    """The one box on the first page."""

    email = EmailField(label=_("Your email address"), help_text=_("The one we write to."))
    submit_label = _("Send me a code")
    _user: User | None  # found by allauth
    staff: User | None

    def clean_email(self) -> str:
        """Find who may sign in by code. Staff go into `staff`: as for strangers, no code is made for them."""
        email = str(self.cleaned_data["email"])
        if not known_device.may_try(context.request, "request_login_code", email):
            raise get_adapter().validation_error("must_wait")
        found = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
        self._user, self.staff = (found[0] if found else None), None
        if self._user and rules.counts_as_staff(self._user):
            self.staff, self._user = self._user, None
        return email


class Counted:
    """A guess of a code counts before it is judged: many at once get no more tries than one by one."""

    expected_code: str | None  # set by allauth

    def clean_code(self) -> str:
        if not known_device.may_guess(context.request, self.expected_code or ""):
            raise get_adapter().validation_error("too_many_login_attempts")
        return str(super().clean_code())  # type: ignore[misc]  # of the form of allauth that it is put before


class EnterCode(Counted, Form, account.ConfirmLoginCodeForm):
    """The code, and whose device this is. Whoever leaves that open is signed out as on a shared one."""

    code = CodeField(label=_("Your code"), help_text=_("8 numbers, like 1234-5678. It works for 15 minutes."))
    own_device = RadioField(
        label=_("Is this your own phone or computer?"),
        choices=[
            ("yes", _("Yes. Keep me signed in here")),
            ("no", _("No, other people use it too. Sign me out when I stop")),
        ],
        required=False,
    )
    submit_label = _("Sign in")
    mark_optional = False


class StepUpCodeForm(Counted, Form, account.ConfirmLoginCodeForm):
    code = CodeField(label=_("Your code"), help_text=_("8 numbers, like 1234-5678. It works for 15 minutes."))
    submit_label = _("Continue")


class StaffPassword(Form, account.LoginForm):
    password = PasswordField(label=_("Password"))
    submit_label = _("Sign in")
    secondary = SIGN_IN

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = EmailField(label=_("Your work email address"), autocomplete="username")
        say_what_to_do(self.fields["login"])


class PasswordAgain(Form, account.ReauthenticateForm):
    password = PasswordField(label=_("Your password"))
    submit_label = _("Continue")


class AskForNewPassword(Form, account.ResetPasswordForm):
    email = EmailField(label=_("Your work email address"))
    submit_label = _("Send me a link")
    secondary = SIGN_IN


class ChoosePassword(Form, account.ResetPasswordKeyForm):
    password1 = NewPasswordField(label=_("New password"), help_text=RULES)
    password2 = PasswordField(label=_("Type the new password again"), autocomplete="new-password")
    submit_label = _("Save my password")


class ChangePassword(Form, account.ChangePasswordForm):
    oldpassword = PasswordField(label=_("Your current password"))
    password1 = NewPasswordField(label=_("New password"), help_text=RULES)
    password2 = PasswordField(label=_("Type the new password again"), autocomplete="new-password")
    submit_label = _("Change my password")


class UsedOnce:
    """A code of the app counts once for as long as it would be accepted; allauth forgets sooner."""

    user: User

    def clean_code(self) -> str:
        code = super().clean_code()  # type: ignore[misc]  # of the form of allauth that it is put before
        window = mfa_settings.TOTP_PERIOD * (2 * mfa_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"second-step:{self.user.pk}:{normalize_user_code(code)}", "used", timeout=window):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class SecondStep(UsedOnce, Form, mfa.AuthenticateForm):
    code = CodeField(
        label=_("Code from your app"), help_text=_("6 numbers. If you lost your phone, type a recovery code.")
    )
    submit_label = _("Sign in")


class SecondStepAgain(UsedOnce, Form, mfa.ReauthenticateForm):
    code = CodeField(
        label=_("Code from your app"), help_text=_("6 numbers. If you lost your phone, type a recovery code.")
    )
    submit_label = _("Continue")


class SetUpApp(Form, ActivateTOTPForm):
    code = CodeField(label=_("Code from the app"), help_text=_("6 numbers."))
    submit_label = _("Finish")


class RemoveApp(Form, DeactivateTOTPForm):
    submit_label = _("Remove the app")
    submit_kind = "warning"
    secondary = (_("Keep it"), reverse_lazy("mfa_index"))


class NewRecoveryCodes(Form, GenerateRecoveryCodesForm):
    submit_label = _("Make new codes")
    secondary = (_("Keep the codes I have"), reverse_lazy("mfa_index"))


class WhoAreYou(Form):
    """At a shared mailbox: which of the people is at the screen."""

    person = RadioField(label=_("Who are you?"))
    submit_label = _("Continue")
    heading_field = "person"

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field("person", django_forms.ChoiceField).choices = people
