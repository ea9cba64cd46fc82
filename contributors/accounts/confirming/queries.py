"""Who may confirm a role, what waits for somebody, and what they should look at before they do."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from contributors.accounts.confirming import rules
from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import Role
from coproduce.foundation.promises.models import EscalationSettings


def confirmers(role: StaffRole) -> QuerySet[User]:
    """Return who is asked to confirm a role: never who asked for it, nor who would hold it.

    The other administrators of the organisation; where there is none, the head of involvement (or the
    managers of involvement); where there is none either, who looks after the whole installation.
    """
    for asked in (_administrators(role), _heads(role), Q(is_superuser=True)):
        found = User.objects.filter(asked, is_active=True).exclude(pk=role.user_id)
        if role.asked_by_id is not None:
            found = found.exclude(pk=role.asked_by_id)
        if found.exists():
            return found
    return User.objects.none()


def must_wait(role: StaffRole) -> bool:
    """Say whether a new role waits for a second person.

    A superuser who sets up an organisation in which nobody else could confirm gives its roles alone.
    """
    if not rules.needs_second(role.role):
        return False
    alone = role.asked_by is not None and role.asked_by.is_superuser
    return not alone or confirmers(role).exists()


def may_confirm(role: StaffRole, user: User) -> bool:
    """Say whether somebody may confirm or refuse a role that waits."""
    if user.pk in (role.user_id, role.asked_by_id):
        return False
    return user.is_superuser or confirmers(role).filter(pk=user.pk).exists()


def waiting_for(user: User) -> list[StaffRole]:
    """Return the roles that wait for somebody, oldest first."""
    rows = StaffRole.objects.waiting().select_related("organisation", "user", "asked_by").order_by("pk")
    if not user.is_superuser:
        rows = rows.filter(organisation__in=[organisation for organisation, _role in user.held_roles])
    return [role for role in rows if may_confirm(role, user)]


def doubts(role: StaffRole) -> list[str]:
    """Return what makes an account look like a second one of somebody else, in sentences."""
    found = []
    people = User.people.rel.related_model.objects  # type: ignore[attr-defined]  # an app above this one
    names = list(people.filter(account=role.user_id).values_list("name", flat=True))
    staff = StaffRole.objects.filter(organisation=role.organisation_id).exclude(user=role.user_id)
    here = people.filter(Q(account__in=staff.values("user")) | Q(account=role.asked_by_id))
    for name in rules.shared_names(names, here.values_list("name", flat=True)):
        found.append(_("Someone else who works here has the same name: %(name)s.") % {"name": name})
    if role.user.last_login is None:
        found.append(
            _("Nobody has signed in with this account, so nobody has shown that its mailbox is theirs.")
        )
    return found


def _administrators(role: StaffRole) -> Q:
    held = StaffRole.objects.current().filter(organisation=role.organisation_id, role=Role.ADMINISTRATOR)
    return Q(pk__in=held.values("user"), is_staff=True)


def _heads(role: StaffRole) -> Q:
    named = EscalationSettings.objects.filter(organisation=role.organisation_id, head__isnull=False)
    managers = StaffRole.objects.current().filter(organisation=role.organisation_id, role=Role.PPI_MANAGER)
    head = Q(pk__in=named.values("head__account")) & Q(
        pk__in=StaffRole.objects.current().filter(organisation=role.organisation_id).values("user")
    )
    return head | Q(pk__in=managers.values("user"))
