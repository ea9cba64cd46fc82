"""Where allauth meets Coproduce: its mail goes through the outbox, accounts come by invitation."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.stagekit import clear_login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from contributors.accounts import actions, rules
from contributors.accounts.known_device import actions as known_device
from contributors.accounts.models import User, normal_email
from contributors.accounts.organisation_sign_in.rules import may_open, second_step_shown, vouched_address
from coproduce.foundation import clock
from coproduce.foundation.encryption import CannotOpen, decrypt, encrypt
from coproduce.foundation.pages.requests import signed_in

STAFF_NEED_MORE = _("Staff sign in with a password and a second step, not with a code by email.")
NOT_STAFF = _("This way to sign in is for staff. Use a code by email instead.")
BOUND_TO = "mfa.authenticator"
log = logging.getLogger(__name__)


class UnknownMail(RuntimeError):
    """allauth wants to send a mail that we have no words for: an upgrade added one."""


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Use the help below if that is a mistake."),
        "email_password_mismatch": _(
            "The email address or the password is not right. Check both and try again."
        ),
        "enter_current_password": _("That is not your current password. Try again."),
        "incorrect_code": _("That is not the code we sent. Check it and try again."),
        "incorrect_password": _("That is not your password. Try again."),
        "invalid_password_reset": _("This link no longer works. Ask for a new one."),
        "rate_limited": _("That was too many tries in a short time. Wait a few minutes and try again."),
        "must_wait": _("That was too many tries. Wait a few minutes, or use the code that we sent."),
        "too_many_login_attempts": _("That was too many tries. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up alone: accounts come with an invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write allauth's mail into the outbox. Raises UnknownMail for one we have no words for."""
        account = User.objects.filter(email=normal_email(email), is_active=True).first()
        if account is None:
            return
        match template_prefix:
            case "account/email/login_code":
                actions.send_code(account, context["code"])
            case "account/email/password_reset_key":
                self._send_password_link(account, context)
            case _:
                raise UnknownMail(template_prefix)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the account that the way it signs in was changed."""
        actions.notify(user, template_prefix.rpartition("/")[2])

    def _send_password_link(self, account: User, context: dict[str, Any]) -> None:
        if rules.counts_as_staff(account):
            keys = {"uidb36": context["uid"], "key": context["key"]}
            actions.send_password_link(account, reverse("account_reset_password_from_key", kwargs=keys))
        else:
            actions.say_no_password_needed(account)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a password before it is judged. Raises ValidationError after too many.

        Somebody signed in who guesses a password is told of to the account: it may be another at the screen.
        """
        action, key = known_device.counted_as(request, "login_failed", credentials.get("email", ""))
        self._login_failed_rl_usage = ratelimit.consume(
            request, app="allauth.account", action=action, key=key
        )
        if not self._login_failed_rl_usage:
            if signed_in(request):
                actions.tell_of_guesses(request.user)
                raise self.validation_error("too_many_login_attempts")
            known_device.send_code(request, credentials.get("email", ""))
            raise self.validation_error("must_wait")

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return known_device.counted_as(request, "login_failed", credentials.get("email", ""))[1]

    def pre_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse | None:
        """Let nobody with a staff role in by a code, also when the role came after the code was asked for."""
        if response := super().pre_login(request, user, **details):
            return response
        records = get_authentication_records(request, user)
        if records and records[-1]["method"] == "code" and rules.counts_as_staff(user):
            clear_login(request)
            messages.error(request, STAFF_NEED_MORE)
            return redirect("account_staff_login")
        return None

    def is_reauthentication_required(self, *, app: str, **details: Any) -> bool:
        """Ask again before the second factor is touched, unless the account signed in just now."""
        user = self.request.user
        records = get_authentication_records(self.request, user)
        return not rules.proved_within(user, records, rules.proof_lasts(user, sending=False), clock.now())


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code is not right. Wait for the next one in your app and try again."),
        "cannot_delete_authenticator": _(
            "Staff need a second step. Set up another one before you remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        return encrypt(text, bound_to=BOUND_TO)

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret. One that does not open becomes another one, which nobody knows: it fits no code.

        The person's other second steps go on working; the audit names the row.
        """
        try:
            return decrypt(encrypted_text, bound_to=BOUND_TO)
        except CannotOpen:
            log.error("a second step does not open")
            return generate_totp_secret()

    def build_totp_svg(self, url: str) -> str:
        """Return the picture for the page itself: an address of the kind data: would be blocked."""
        svg = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep at least one app or passkey; recovery codes alone do not count."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return (
            not rules.counts_as_staff(authenticator.user)
            or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        )


class StaffOnlySocialAdapter(DefaultSocialAccountAdapter):
    """An organisation's own sign-in opens accounts of its own staff; it makes none, and reaches no others."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def get_requests_session(self) -> Any:
        """Return what asks an organisation's server. It follows nobody elsewhere."""
        session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def authenticate_by_email(self, sociallogin: Any) -> tuple[User, str] | None:
        """Find the account of the address that the server vouches for, when it may."""
        email = vouched_address(settings_of(sociallogin), claims_of(sociallogin))
        account = User.objects.filter(email=email).first() if email else None
        return (account, email) if account and self._may_open(account, sociallogin) else None

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Refuse linking by hand, and whom the server may not vouch for: at every sign-in, not at the first.

        Raises ImmediateHttpResponse, with one sentence for every reason.
        """
        linking = sociallogin.state.get("process") not in (None, "login")
        account = sociallogin.user if sociallogin.is_existing else None
        email = vouched_address(settings_of(sociallogin), claims_of(sociallogin))
        fits = account is not None and email == account.email and self._may_open(account, sociallogin)
        if linking or not fits or self._is_somebody_new(account, sociallogin):
            messages.error(request, NOT_STAFF)
            raise ImmediateHttpResponse(redirect(settings.LOGIN_URL))

    def _is_somebody_new(self, account: User | None, sociallogin: Any) -> bool:
        """Say whether the server knows somebody else by this address now: it gave it to another person.

        An address can be given away, a subject cannot. Who has a new subject there asks an administrator
        here, who removes the old one with the second step.
        """
        known = SocialAccount.objects.filter(user=account, provider=sociallogin.account.provider)
        return known.exclude(uid=sociallogin.account.uid).exists()

    def _may_open(self, account: User, sociallogin: Any) -> bool:
        if not second_step_shown(claims_of(sociallogin)):
            return False
        held = {(role.organisation.ref, str(role.role)) for role in account.current_roles}
        return account.is_active and may_open(held, settings_of(sociallogin), superuser=account.is_superuser)


def settings_of(sociallogin: Any) -> dict[str, Any]:
    """Return what the settings say of the server that somebody came from."""
    return sociallogin.provider.app.settings or {}


def claims_of(sociallogin: Any) -> dict[str, Any]:
    """Return what the server said of somebody, this time."""
    return sociallogin.account.extra_data.get("id_token") or {}
