from django.utils.translation import gettext as _

from contributors.accounts.models import StaffRole, User
from contributors.accounts.roles import Role
from coproduce.foundation.lazy import LazyStr

MOST = 8


def accounts() -> list[tuple[int, str, LazyStr]]:
    """Return (account id, name, what they are): the first of each kind of user, at most eight."""
    found: dict[str, User] = {}
    current = StaffRole.objects.current().filter(user__is_active=True, user__people__isnull=False)
    for role in current.select_related("user").prefetch_related("user__people").order_by("pk"):
        found.setdefault(role.role, role.user)
    kinds: list[tuple[User, LazyStr]] = [(found[role], role.label) for role in Role if role in found]
    held_by = {user.pk for user, _label in kinds}
    public = User.objects.filter(is_active=True, is_staff=False, roles=None, people__isnull=False)
    contributors = public.exclude(pk__in=held_by).prefetch_related("people").distinct().order_by("pk")
    room = max(1, MOST - len(kinds))
    kinds = kinds[: MOST - 1] + [(user, _("public contributor")) for user in contributors[:room]]
    return [(user.pk, " / ".join(p.name for p in user.people.all()), label) for user, label in kinds[:MOST]]
