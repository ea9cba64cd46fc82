"""What an administrator sees of accounts, and which of them are theirs to change."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Q, QuerySet

from contributors.accounts.models import StaffRole, User


def people_in_view(administrator: User) -> QuerySet[Any]:
    """Return the people who work for an administrator's organisations or let one see how to reach them."""
    people = apps.get_model(settings.PERSON_MODEL).objects.all()  # people live in an app above this one
    if administrator.is_superuser:
        return people
    mine = administrator.organisation_ids("administer")
    shared = Q(connections__organisation__in=mine, connections__shares=True)
    return people.filter(shared | Q(account__roles__organisation__in=mine)).distinct()


def roles_in_view(administrator: User) -> QuerySet[StaffRole]:
    """Return the roles in the organisations somebody administers, all of them for a superuser."""
    roles = StaffRole.objects.select_related("organisation")
    if administrator.is_superuser:
        return roles
    return roles.filter(organisation__in=administrator.organisation_ids("administer"))


def accounts_in_view(administrator: User) -> QuerySet[User]:
    """Return the accounts of the staff of somebody's organisations and of people who share with them."""
    if administrator.is_superuser:
        return User.objects.all()
    people = people_in_view(administrator).order_by().values("account")
    known = Q(pk__in=roles_in_view(administrator).values("user")) | Q(pk__in=people)
    return User.objects.filter(known, is_superuser=False)


def may_act_on(account: User, administrator: User) -> bool:
    """Say whether somebody may close an account or remove its second step.

    An organisation's administrator: only the accounts of their staff, who hold no power anywhere else.
    An account of a public contributor belongs to nobody but them, whichever organisations know them.
    """
    if administrator.is_superuser:
        return True
    if account == administrator or account.is_superuser:
        return False
    # Asked anew: `account.roles` may have been fetched with the roles in view alone.
    held = set(StaffRole.objects.filter(user=account).values_list("organisation", flat=True))
    return bool(held) and held <= set(administrator.organisation_ids("administer"))
