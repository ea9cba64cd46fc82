"""The only writers of accounts."""

import secrets
from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.apps import apps
from django.conf import settings
from django.db import transaction

from contributors.accounts import notifications, signals
from contributors.accounts.confirming import queries as confirming
from contributors.accounts.devices import actions as devices
from contributors.accounts.models import StaffRole, User
from coproduce.foundation import clock
from coproduce.foundation.history import actions as history
from coproduce.foundation.notifications.kinds import NotificationKind
from coproduce.foundation.notifications.models import GoesTo, Notification
from coproduce.foundation.notifications.outbox import enqueue


@transaction.atomic
def write_to(
    account: User,
    kind: NotificationKind,
    *,
    secret: str = "",
    params: dict[str, Any] | None = None,
    once: str = "",
) -> Notification | None:
    """Write one message to an account's own mailbox. Every call is a message of its own, unless
    it has the `once` of an earlier one.

    Where people share the mailbox, the first of them is the recipient. Returns None for an account
    without a person: there is nobody to write to.
    """
    person = account.people.order_by("pk").first()
    if person is None:
        return None
    return enqueue(
        kind,
        to=person,
        subject=account,
        dedupe_key=f"{kind.key}:{account.pk}:{once or secrets.token_hex(8)}",
        params=params,
        secret=secret,
        address=account.email,
        goes_to=GoesTo.ACCOUNT,
    )


def send_code(account: User, code: str) -> None:
    """Send a sign-in code. The code is sealed, and wiped once sent."""
    write_to(account, notifications.SIGN_IN_CODE, secret=code)


def send_device_code(account: User, code: str) -> None:
    """Send a code that lets a new device try at once. It is sealed, and wiped once sent."""
    write_to(account, notifications.NEW_DEVICE, secret=code)


def say_staff_use_password(account: User) -> None:
    """Tell a member of staff who asked for a code that staff sign in with their password."""
    write_to(account, notifications.STAFF_USE_PASSWORD)


def send_password_link(account: User, path: str) -> None:
    """Send the address of the page where a new password is chosen. `path` opens it, so it is sealed."""
    write_to(account, notifications.PASSWORD_RESET, secret=path)


def say_no_password_needed(account: User) -> None:
    """Tell a public contributor who asked for a new password that they need none."""
    write_to(account, notifications.NO_PASSWORD_NEEDED)


def notify(account: User, what: str) -> None:
    """Tell an account that the way it signs in was changed; `what` is a key of messages.NOTICES."""
    write_to(account, notifications.NOTICE, params={"what": what})


def tell_of_guesses(account: User) -> None:
    """Tell an account, once a day, that somebody signed in as it has tried too many passwords or codes."""
    what = "too_many_guesses"
    write_to(account, notifications.NOTICE, params={"what": what}, once=f"{what}:{clock.today().isoformat()}")


@transaction.atomic
def make_account(account: User, *, name: str, organisation_ids: Iterable[int], by: User) -> User:
    """Save a new account together with its person, known to the given organisations."""
    account.set_unusable_password()
    account.save()
    person = apps.get_model(settings.PERSON_MODEL).objects.create(
        account=account, name=name, email=account.email
    )
    for organisation_id in organisation_ids:
        person.connections.create(organisation_id=organisation_id)
    history.record(account, "account made", by=by)
    return account


@transaction.atomic
def change_account(account: User, *, fields: list[str], by: User) -> User:
    """Save what an administrator changed. A changed e-mail or a closed account ends its sessions."""
    account.save()
    history.record(account, "account changed", by=by, detail={"fields": fields})
    if "is_active" in fields:
        held = StaffRole.objects.filter(user=account).order_by("organisation")
        _say_staff_changed(account, held.values_list("organisation", flat=True).distinct(), by=by)
    return account


@transaction.atomic
def give_role(role: StaffRole, *, by: User) -> StaffRole:
    """Save a new staff role. The organisation knows the person from now on; a new colleague is welcomed.

    A role with power over money or over others counts once a second person has confirmed it.
    """
    role.asked_by = by
    role.waits = confirming.must_wait(role)
    role.save(force_insert=True)
    for person in role.user.people.all():
        person.connections.get_or_create(organisation_id=role.organisation_id)
    history.record(role, "role asked for" if role.waits else "role given", by=by)
    if role.waits:
        _ask_second(role)
    else:
        take_up(role, by=by)
    return role


@transaction.atomic
def change_role(role: StaffRole, *, fields: list[str], by: User) -> StaffRole:
    """Save what an administrator changed of a role. A last day of today or before ends it now.

    What its holder can no longer see to goes to somebody who can, in the same transaction.
    """
    before = StaffRole.objects.select_for_update(of=("self",)).select_related("user").get(pk=role.pk)
    if "until" in fields and role.until and role.until <= clock.today():
        role.ended_at = clock.now()
    role.save()
    history.record(role, "role changed", by=by, detail={"fields": fields})
    _say_staff_changed(before.user, [before.organisation_id], by=by)
    if (role.user_id, role.organisation_id) != (before.user_id, before.organisation_id):
        _say_staff_changed(role.user, [role.organisation_id], by=by)
    return role


@transaction.atomic
def end_role(role: StaffRole, *, by: User) -> StaffRole:
    """End a role now: the next page its holder asks for is without it. May run twice."""
    row = StaffRole.objects.select_for_update(of=("self",)).select_related("user").get(pk=role.pk)
    if row.ended_at is None:
        row.ended_at = clock.now()
        row.until = max(row.since, min(row.until or clock.today(), clock.today()))
        row.waits = False
        row.save(update_fields=["ended_at", "until", "waits"])
        history.record(row, "role ended", by=by)
        _say_staff_changed(row.user, [row.organisation_id], by=by)
    return row


def take_up(role: StaffRole, *, by: User) -> None:
    """Welcome whoever holds a role from now on, and tell the apps above."""
    if role.user != by:
        _welcome(role)
    _say_staff_changed(role.user, [role.organisation_id], by=by)


def _ask_second(role: StaffRole) -> None:
    """Tell everybody who may confirm a role that it waits for one of them."""
    for account in confirming.confirmers(role).prefetch_related("people"):
        for person in account.people.all()[:1]:
            enqueue(
                notifications.ROLE_TO_CONFIRM,
                to=person,
                subject=role,
                dedupe_key=f"role-to-confirm:{role.pk}:{account.pk}",
                address=account.email,
                goes_to=GoesTo.ACCOUNT,
                organisation_id=role.organisation_id,
            )


def _welcome(role: StaffRole) -> None:
    """Write to a new member of staff how they begin: once for an account."""
    person = role.user.people.order_by("pk").first()
    if person is None:
        return
    enqueue(
        notifications.WELCOME,
        to=person,
        subject=role,
        dedupe_key=f"welcome:{role.user_id}",
        address=role.user.email,
        goes_to=GoesTo.ACCOUNT,
        organisation_id=role.organisation_id,
    )


def _say_staff_changed(account: User, organisation_ids: Iterable[int], *, by: User) -> None:
    for asked in ("held_roles", "current_roles"):  # the account may have been asked before
        vars(account).pop(asked, None)
    signals.staff_changed.send(User, user=account, organisation_ids=list(organisation_ids), by=by)


@transaction.atomic
def remove_second_step(account: User, *, by: User) -> None:
    """Forget the apps, passkeys and recovery codes of somebody who lost them, and tell them by mail.

    Also who they are at their organisation's own server: the next who comes from there with their address is.
    """
    SocialAccount.objects.filter(user=account).delete()
    Authenticator.objects.filter(user=account).delete()
    history.record(account, "second step removed", by=by)
    notify(account, "second_step_removed")


@transaction.atomic
def sign_out(account: User, *, by: User) -> int:
    """End every session of an account, for whoever lost a device or fears that somebody else is in.

    They are told by mail. Returns how many sessions ended.
    """
    ended = devices.sign_out_everywhere(account)
    history.record(account, "signed out everywhere", by=by)
    notify(account, "signed_out")
    return ended
