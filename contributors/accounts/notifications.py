"""What we write to an account about signing in. Nothing else may send such mail."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from contributors.accounts.roles import SENTENCES, Role
from coproduce.foundation.notifications import kinds
from coproduce.foundation.notifications.expiry import THREE_DAYS, After
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import Notification
from coproduce.foundation.notifications.rendering import signature

NOTICES = {
    "password_changed": _("The password of your account was changed."),
    "password_reset": _("A new password was chosen for your account."),
    "totp_activated": _("An authenticator app was set up for your account."),
    "totp_deactivated": _("The authenticator app was removed from your account."),
    "recovery_codes_generated": _(
        "New recovery codes were made for your account. The old ones stopped working."
    ),
    "webauthn_added": _("A passkey was added to your account."),
    "webauthn_removed": _("A passkey was removed from your account."),
    "second_step_removed": _(
        "An administrator removed your second step. You can set up a new one when you next sign in."
    ),
}
NOTICES["signed_out"] = _(
    "An administrator signed you out on every device. Nothing else has changed: sign in as you always do."
)
NOTICES["too_many_guesses"] = _(
    "Someone who is signed in as you tried too many passwords or codes."
    " If that was not you, sign out everywhere."
)
OTHER_NOTICE = _("The way you sign in to your account was changed.")


def signed(message: Notification) -> dict[str, Any]:
    """The name and the help line of the organisation that an account belongs to."""
    return {**signature(message.subject.organisation)}


def code_context(message: Notification) -> dict[str, Any]:
    """How long the code works, in minutes."""
    return signed(message) | {"minutes": settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60}


def notice_context(message: Notification) -> dict[str, Any]:
    """The sentence of a notice."""
    return signed(message) | {"what": NOTICES.get(message.params.get("what"), OTHER_NOTICE)}


def welcome_context(message: Notification) -> dict[str, Any]:
    """The role, what it is for, and whether the organisation has a sign-in of its own."""
    role = message.subject
    sentence = SENTENCES[Role(role.role)]
    own = [
        provider["name"]
        for provider in settings.OPENID_CONNECT_APPS
        if provider["settings"].get("organisation") == role.organisation.ref
    ]
    return {
        "role": role,
        "sentence": sentence,
        "own_sign_in": own[0] if own else "",
        "email": role.user.email,
    }


def not_staff(message: Notification) -> str:
    """Say why nobody has to be welcomed any more, or an empty string."""
    role = message.subject
    holds = role is not None and role.user.is_active and role.user.is_staff_member
    return "" if holds else "no longer staff"


# A code that may have gone out already is never sent again: the person asks for another (trust F14).
SIGN_IN_CODE = kinds.register(
    NotificationKind(
        "accounts/sign_in_code",
        says=_("A code to sign in"),
        context=code_context,
        repeat_in_doubt=False,
        expires=After(hours=0.25),
        urgent=True,
    )
)
STAFF_USE_PASSWORD = kinds.register(
    NotificationKind(
        "accounts/staff_use_password",
        says=_("How staff sign in"),
        context=signed,
        expires=After(hours=1),
        urgent=True,
    )
)
PASSWORD_RESET = kinds.register(
    NotificationKind(
        "accounts/password_reset",
        says=_("A link to choose a password"),
        context=signed,
        repeat_in_doubt=False,
        expires=After(hours=1),
        urgent=True,
    )
)
NEW_DEVICE = kinds.register(
    NotificationKind(
        "accounts/new_device",
        says=_("A code for a new device"),
        context=signed,
        repeat_in_doubt=False,
        expires=After(hours=0.5),
        urgent=True,
    )
)
NO_PASSWORD_NEEDED = kinds.register(
    NotificationKind(
        "accounts/no_password_needed",
        says=_("Someone needs no password"),
        context=signed,
        expires=After(hours=1),
        urgent=True,
    )
)
NOTICE = kinds.register(
    NotificationKind(
        "accounts/notice",
        says=_("A change to how someone signs in"),
        context=notice_context,
        expires=THREE_DAYS,
        at_any_hour=True,
    )
)
WELCOME = kinds.register(
    NotificationKind(
        "accounts/welcome",
        says=_("Welcome to a new colleague"),
        context=welcome_context,
        not_wanted=not_staff,
        expires=After(hours=24 * 30),
    )
)


def role_context(message: Notification) -> dict[str, Any]:
    """The role, who would hold it, what it is for, and what was said to it."""
    role = message.subject
    return {
        **signed(message),
        "role": role,
        "holder": str(role.user),
        "asker": str(role.asked_by),
        "sentence": SENTENCES[Role(role.role)],
        "confirmed": role.confirmed_by_id is not None,
    }


def answered_already(message: Notification) -> str:
    """Say why nobody has to look at a role any more, or an empty string."""
    role = message.subject
    return "" if role is not None and role.waits and not role.refused_at else "answered already"


ROLE_TO_CONFIRM = kinds.register(
    NotificationKind(
        "accounts/role_to_confirm",
        says=_("A role waits for a second person"),
        context=role_context,
        not_wanted=answered_already,
        expires=After(hours=24 * 14),
    )
)
ROLE_ANSWERED = kinds.register(
    NotificationKind(
        "accounts/role_answered",
        says=_("A second person has answered about a role"),
        context=role_context,
        expires=After(hours=24 * 14),
    )
)
